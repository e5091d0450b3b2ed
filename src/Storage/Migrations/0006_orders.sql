-- owner: Orders
-- Amounts in minor units of the order's own currency; base_amount is goods after discounts (and tax where it is
-- inside), in the shop's currency at the order's frozen rate. ip_address: as it came, for 30 days; the body is without it.
CREATE TABLE orders (
    shop_id bigint NOT NULL,
    order_id bigint NOT NULL,
    external_id text NOT NULL,
    placed_at bigint NOT NULL,
    sequence bigint NOT NULL,
    source text NOT NULL CHECK (source IN ('live', 'import')),
    status text NOT NULL CHECK (status IN ('pending', 'paid', 'fulfilled', 'delivered', 'cancelled', 'refunded')),
    subtotal bigint NOT NULL,
    discount bigint NOT NULL,
    shipping bigint NOT NULL,
    tax bigint NOT NULL,
    tax_included boolean NOT NULL,
    total bigint NOT NULL,
    currency text NOT NULL,
    exchange_rate text NULL,
    base_amount bigint NOT NULL,
    refunded_base bigint NOT NULL,
    refunded_total bigint NOT NULL,
    paid_at bigint NULL,
    fulfilled_at bigint NULL,
    delivered_at bigint NULL,
    cancelled_at bigint NULL,
    customer_id text NULL,
    customer_email text NULL,
    customer_name text NULL,
    click_id bigint NULL,
    payment_key text NULL,
    ip_address text NULL,
    fraud_rejected boolean NOT NULL,
    body text NOT NULL,
    recorded_at bigint NOT NULL,
    PRIMARY KEY (shop_id, order_id),
    UNIQUE (shop_id, external_id)
);
CREATE INDEX orders_placed ON orders (shop_id, placed_at);
CREATE INDEX orders_ip ON orders (shop_id, recorded_at) WHERE ip_address IS NOT NULL;

-- The people an order belongs to: customer id, canonical address and phone, hashed. Upserted first and in sorted
-- order, they also serialise two first orders of one friend. A key 'o:' + external id serialises an order with its
-- events, which may come first.
CREATE TABLE people (
    shop_id bigint NOT NULL,
    person_key text NOT NULL,
    PRIMARY KEY (shop_id, person_key)
);

CREATE TABLE order_people (
    shop_id bigint NOT NULL,
    person_key text NOT NULL,
    order_id bigint NOT NULL,
    PRIMARY KEY (shop_id, person_key, order_id),
    FOREIGN KEY (shop_id, order_id) REFERENCES orders (shop_id, order_id)
);
CREATE INDEX order_people_order ON order_people (shop_id, order_id);

-- Kept also when they come before their order; therefore no foreign key.
CREATE TABLE order_events (
    shop_id bigint NOT NULL,
    order_external_id text NOT NULL,
    external_id text NOT NULL,
    type text NOT NULL CHECK (type IN ('paid', 'fulfilled', 'delivered', 'cancelled', 'refunded', 'charged_back')),
    occurred_at bigint NOT NULL,
    amount bigint NULL,
    goods_amount bigint NULL,
    received_at bigint NOT NULL,
    PRIMARY KEY (shop_id, order_external_id, external_id)
);

-- Customers told by a list, without their orders: an order of theirs from customer_from on is an existing customer's.
-- customer_key is the first of their person keys that there is, by customer id, address, phone.
CREATE TABLE customers (
    shop_id bigint NOT NULL,
    customer_key text NOT NULL,
    external_id text NULL,
    email text NULL,
    name text NULL,
    phone text NULL,
    since_at bigint NULL,
    customer_from bigint NOT NULL,
    recorded_at bigint NOT NULL,
    PRIMARY KEY (shop_id, customer_key)
);

CREATE TABLE customer_people (
    shop_id bigint NOT NULL,
    person_key text NOT NULL,
    customer_key text NOT NULL,
    PRIMARY KEY (shop_id, person_key, customer_key),
    FOREIGN KEY (shop_id, customer_key) REFERENCES customers (shop_id, customer_key)
);
CREATE INDEX customer_people_customer ON customer_people (shop_id, customer_key);

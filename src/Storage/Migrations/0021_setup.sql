-- owner: Setup
-- How far the guided set-up of a program has come, and what was said for it: amounts in minor units of the shop's currency,
-- repeat_orders in hundredths of an order.
CREATE TABLE setups (
    shop_id bigint NOT NULL,
    program_id bigint NOT NULL,
    template text NULL,
    step text NOT NULL CHECK (step IN ('template', 'rewards', 'rules', 'look', 'launch')),
    margin_percent bigint NULL CHECK (margin_percent BETWEEN 0 AND 100),
    average_order bigint NULL CHECK (average_order > 0),
    repeat_orders bigint NULL CHECK (repeat_orders >= 0),
    other_cac bigint NULL CHECK (other_cac >= 0),
    updated_at bigint NOT NULL,
    PRIMARY KEY (shop_id, program_id),
    FOREIGN KEY (shop_id, program_id) REFERENCES programs (shop_id, program_id)
);

-- picture: base64. Its address has the hash, so that browsers may keep it.
CREATE TABLE shop_logos (
    shop_id bigint NOT NULL PRIMARY KEY,
    media_type text NOT NULL CHECK (media_type IN ('image/png', 'image/jpeg')),
    hash text NOT NULL,
    picture text NOT NULL,
    updated_at bigint NOT NULL
);

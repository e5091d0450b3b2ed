-- owner: Webhooks
-- events: what is wished; heard: the same as the journal's reader applies it, and kept_after: the position after which every event that was
-- wished has its delivery. Both are null until the reader has come to the endpoint's own beginning.
CREATE TABLE webhook_endpoints (
    shop_id bigint NOT NULL,
    endpoint_id bigint NOT NULL,
    url text NOT NULL,
    events text NOT NULL,
    heard text NULL,
    kept_after bigint NULL,
    description text NULL,
    disabled text NULL CHECK (disabled IN ('by_hand', 'gone', 'failing')),
    failing_since bigint NULL,
    last_success_at bigint NULL,
    created_at bigint NOT NULL,
    PRIMARY KEY (shop_id, endpoint_id)
);

-- position: of the event; deliveries of one subject go in its order. failures: tries in vain since it was begun, or begun again.
CREATE TABLE webhook_deliveries (
    shop_id bigint NOT NULL,
    endpoint_id bigint NOT NULL,
    delivery_id bigint NOT NULL,
    position bigint NOT NULL,
    event_id bigint NOT NULL,
    type text NOT NULL,
    subject text NOT NULL,
    status text NOT NULL CHECK (status IN ('pending', 'delivered', 'failed')),
    tries bigint NOT NULL,
    failures bigint NOT NULL,
    next_at bigint NULL,
    created_at bigint NOT NULL,
    done_at bigint NULL,
    PRIMARY KEY (shop_id, endpoint_id, delivery_id),
    UNIQUE (shop_id, endpoint_id, position)
);
CREATE INDEX webhook_deliveries_status ON webhook_deliveries (shop_id, endpoint_id, status, delivery_id);
CREATE INDEX webhook_deliveries_chain ON webhook_deliveries (shop_id, endpoint_id, subject, position) WHERE status = 'pending';
CREATE INDEX webhook_deliveries_done ON webhook_deliveries (shop_id, endpoint_id, done_at) WHERE done_at IS NOT NULL;

CREATE TABLE webhook_tries (
    shop_id bigint NOT NULL,
    endpoint_id bigint NOT NULL,
    delivery_id bigint NOT NULL,
    number bigint NOT NULL,
    at bigint NOT NULL,
    status bigint NOT NULL,
    milliseconds bigint NOT NULL,
    failure text NULL,
    answer text NOT NULL,
    PRIMARY KEY (shop_id, endpoint_id, delivery_id, number)
);

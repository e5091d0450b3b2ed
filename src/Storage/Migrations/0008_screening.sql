-- owner: Screening
CREATE TABLE screenings (
    shop_id bigint NOT NULL,
    order_id bigint NOT NULL,
    stage text NOT NULL CHECK (stage IN ('order', 'release')),
    score bigint NOT NULL,
    decision text NOT NULL CHECK (decision IN ('allow', 'hold', 'review', 'reject')),
    signals text NOT NULL,
    at bigint NOT NULL,
    PRIMARY KEY (shop_id, order_id, stage),
    FOREIGN KEY (shop_id, order_id) REFERENCES orders (shop_id, order_id)
);

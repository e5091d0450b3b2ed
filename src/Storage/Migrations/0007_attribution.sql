-- owner: Attribution
CREATE TABLE attributions (
    shop_id bigint NOT NULL,
    order_id bigint NOT NULL,
    outcome text NOT NULL CHECK (outcome IN ('attributed', 'organic', 'not_qualified')),
    advocate_id bigint NULL,
    program_id bigint NULL,
    program_version bigint NULL,
    via text NULL CHECK (via IN ('manual', 'lock', 'coupon', 'claim', 'name', 'click', 'invite')),
    reason text NOT NULL,
    explanation text NOT NULL,
    flags text NOT NULL,
    evidence text NOT NULL,
    touch_at bigint NULL,
    claim_id bigint NULL,
    locked_by_order_id bigint NULL,
    reward_eligible boolean NOT NULL,
    decided_at bigint NOT NULL,
    PRIMARY KEY (shop_id, order_id),
    FOREIGN KEY (shop_id, order_id) REFERENCES orders (shop_id, order_id)
);
CREATE INDEX attributions_advocate ON attributions (shop_id, advocate_id) WHERE advocate_id IS NOT NULL;

CREATE TABLE manual_attributions (
    shop_id bigint NOT NULL,
    order_id bigint NOT NULL,
    sequence bigint NOT NULL,
    advocate_id bigint NULL,
    program_id bigint NULL,
    reason text NOT NULL,
    forced boolean NOT NULL,
    decided_by text NOT NULL,
    at bigint NOT NULL,
    PRIMARY KEY (shop_id, order_id, sequence),
    FOREIGN KEY (shop_id, order_id) REFERENCES orders (shop_id, order_id)
);

-- owner: Campaigns
-- rule: which advocates belong to it, as stated.
CREATE TABLE segments (
    shop_id bigint NOT NULL,
    segment_id bigint NOT NULL,
    name text NOT NULL,
    rule text NOT NULL,
    created_at bigint NOT NULL,
    updated_at bigint NOT NULL,
    PRIMARY KEY (shop_id, segment_id)
);

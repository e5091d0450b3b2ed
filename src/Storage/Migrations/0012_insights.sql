-- owner: Insights
-- Kept by the journal's consumer: per program (0: none), day of the shop's zone and measure, a count and an amount.
CREATE TABLE insight_days (
    shop_id bigint NOT NULL,
    program_id bigint NOT NULL,
    day bigint NOT NULL,
    measure text NOT NULL,
    n bigint NOT NULL,
    amount bigint NOT NULL,
    PRIMARY KEY (shop_id, program_id, day, measure)
);

-- owner: Insights
-- What other channels cost and brought on a day of the shop's zone (days since 1970-01-01), as the merchant tells it; minor units of
-- the shop's currency.
CREATE TABLE channel_costs (
    shop_id bigint NOT NULL,
    channel text NOT NULL,
    day bigint NOT NULL,
    spend bigint NOT NULL CHECK (spend >= 0),
    new_customers bigint NOT NULL CHECK (new_customers >= 0),
    PRIMARY KEY (shop_id, channel, day)
);

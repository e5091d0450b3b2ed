-- owner: Insights
-- terms: the goal as it is stated. status: decided once, and never again; settled_value: the measure at that instant, as a decimal text
-- since ratios have no minor units; null where it had none. An archived goal is looked at no more.
CREATE TABLE goals (
    shop_id bigint NOT NULL,
    goal_id bigint NOT NULL,
    status text NOT NULL CHECK (status IN ('open', 'reached', 'missed')),
    terms text NOT NULL,
    settled_at bigint NULL,
    settled_value text NULL,
    archived_at bigint NULL,
    created_at bigint NOT NULL,
    updated_at bigint NOT NULL,
    PRIMARY KEY (shop_id, goal_id)
);
CREATE INDEX goals_open ON goals (shop_id, goal_id) WHERE status = 'open' AND archived_at IS NULL;

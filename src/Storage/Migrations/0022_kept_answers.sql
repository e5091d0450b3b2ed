-- owner: Insights
-- What a large shop's pages of figures last came to, since counting it takes longer than anybody waits. Derived: it may be emptied at any
-- time and is counted again. answer: JSON.
CREATE TABLE kept_answers (
    shop_id bigint NOT NULL,
    question text NOT NULL,
    answer text NOT NULL,
    counted_at bigint NOT NULL,
    PRIMARY KEY (shop_id, question)
);

-- owner: Feedback
-- email and words: forgotten when the person is erased; then nothing can be answered any more.
CREATE TABLE surveys (
    shop_id bigint NOT NULL,
    survey_id bigint NOT NULL,
    order_id bigint NOT NULL,
    email text NULL,
    locale text NULL,
    sent_at bigint NOT NULL,
    score bigint NULL CHECK (score BETWEEN 0 AND 10),
    words text NULL,
    answered_at bigint NULL,
    changed_at bigint NULL,
    PRIMARY KEY (shop_id, survey_id),
    UNIQUE (shop_id, order_id),
    FOREIGN KEY (shop_id, order_id) REFERENCES orders (shop_id, order_id)
);
CREATE INDEX surveys_answered ON surveys (shop_id, answered_at) WHERE answered_at IS NOT NULL;

CREATE TABLE ratings (
    shop_id bigint NOT NULL,
    rating_id bigint NOT NULL,
    external_id text NOT NULL,
    order_external_id text NULL,
    customer_external_id text NULL,
    email text NULL,
    stars bigint NOT NULL CHECK (stars BETWEEN 1 AND 5),
    words text NULL,
    occurred_at bigint NOT NULL,
    received_at bigint NOT NULL,
    PRIMARY KEY (shop_id, rating_id),
    UNIQUE (shop_id, external_id)
);

-- Whom a survey or a rating belongs to, by keyed hashes; asked_at is null where nothing was asked.
CREATE TABLE feedback_people (
    shop_id bigint NOT NULL,
    person_key text NOT NULL,
    source text NOT NULL CHECK (source IN ('survey', 'rating')),
    source_id bigint NOT NULL,
    asked_at bigint NULL,
    PRIMARY KEY (shop_id, person_key, source, source_id)
);
CREATE INDEX feedback_people_source ON feedback_people (shop_id, source, source_id);

CREATE TABLE feedback_cases (
    shop_id bigint NOT NULL,
    case_id bigint NOT NULL,
    source text NOT NULL CHECK (source IN ('survey', 'rating')),
    source_id bigint NOT NULL,
    status text NOT NULL CHECK (status IN ('open', 'closed')),
    opened_at bigint NOT NULL,
    closed_at bigint NULL,
    closed_by text NULL,
    note text NULL,
    PRIMARY KEY (shop_id, case_id),
    UNIQUE (shop_id, source, source_id)
);
CREATE INDEX feedback_cases_status ON feedback_cases (shop_id, status, case_id);

CREATE TABLE mention_feeds (
    shop_id bigint NOT NULL,
    feed_id bigint NOT NULL,
    url text NOT NULL,
    name text NULL,
    added_at bigint NOT NULL,
    read_at bigint NULL,
    failure text NULL,
    PRIMARY KEY (shop_id, feed_id),
    UNIQUE (shop_id, url)
);

-- entry_key: a hash of what the feed calls the entry, or of its link.
CREATE TABLE mentions (
    shop_id bigint NOT NULL,
    mention_id bigint NOT NULL,
    feed_id bigint NOT NULL,
    entry_key text NOT NULL,
    title text NOT NULL,
    summary text NOT NULL,
    link text NULL,
    published_at bigint NULL,
    seen_at bigint NOT NULL,
    tone text NOT NULL CHECK (tone IN ('unset', 'positive', 'neutral', 'negative')),
    toned_by text NULL,
    PRIMARY KEY (shop_id, mention_id),
    UNIQUE (shop_id, feed_id, entry_key),
    FOREIGN KEY (shop_id, feed_id) REFERENCES mention_feeds (shop_id, feed_id)
);

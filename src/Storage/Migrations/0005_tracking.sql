-- owner: Tracking
CREATE TABLE clicks (
    shop_id bigint NOT NULL,
    click_id bigint NOT NULL,
    advocate_id bigint NOT NULL,
    program_id bigint NOT NULL,
    code text NOT NULL,
    visitor text NULL,
    kind text NOT NULL CHECK (kind IN ('human', 'bot', 'preview')),
    channel text NULL,
    share_id bigint NULL,
    user_agent text NULL,
    ip_key text NULL,
    at bigint NOT NULL,
    PRIMARY KEY (shop_id, click_id)
);
CREATE INDEX clicks_visitor ON clicks (shop_id, visitor, at) WHERE visitor IS NOT NULL;
CREATE INDEX clicks_advocate ON clicks (shop_id, advocate_id, click_id);

-- Clicks per program and day of the shop's zone (day = days since 1970-01-01), counted with the click itself.
CREATE TABLE click_days (
    shop_id bigint NOT NULL,
    program_id bigint NOT NULL,
    day bigint NOT NULL,
    human bigint NOT NULL,
    bot bigint NOT NULL,
    PRIMARY KEY (shop_id, program_id, day)
);

-- A sign-in at the shop told us: this visitor is this person.
CREATE TABLE visitor_people (
    shop_id bigint NOT NULL,
    visitor text NOT NULL,
    person_key text NOT NULL,
    at bigint NOT NULL,
    PRIMARY KEY (shop_id, visitor, person_key)
);
CREATE INDEX visitor_people_person ON visitor_people (shop_id, person_key, at);

CREATE TABLE claims (
    shop_id bigint NOT NULL,
    claim_id bigint NOT NULL,
    program_id bigint NOT NULL,
    program_version bigint NOT NULL,
    advocate_id bigint NOT NULL,
    code text NOT NULL,
    email text NULL,
    name text NULL,
    locale text NULL,
    person_key text NOT NULL,
    visitor text NULL,
    consent boolean NOT NULL,
    status text NOT NULL CHECK (status IN ('open', 'ordered', 'expired')),
    evidence_at bigint NULL,
    coupon_code text NULL,
    at bigint NOT NULL,
    expires_at bigint NULL,
    PRIMARY KEY (shop_id, claim_id)
);
CREATE INDEX claims_person ON claims (shop_id, person_key, at);
CREATE INDEX claims_visitor ON claims (shop_id, visitor, at) WHERE visitor IS NOT NULL;
CREATE INDEX claims_coupon ON claims (shop_id, coupon_code) WHERE coupon_code IS NOT NULL;

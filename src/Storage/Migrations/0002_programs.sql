-- owner: Programs
CREATE TABLE programs (
    shop_id bigint NOT NULL,
    program_id bigint NOT NULL,
    name text NOT NULL,
    kind text NOT NULL CHECK (kind IN ('referral', 'affiliate', 'lead')),
    status text NOT NULL CHECK (status IN ('draft', 'active', 'paused', 'ended')),
    version bigint NOT NULL,
    created_at bigint NOT NULL,
    updated_at bigint NOT NULL,
    PRIMARY KEY (shop_id, program_id)
);

-- The terms as they were: a referral keeps those in force at its winning touch.
CREATE TABLE program_versions (
    shop_id bigint NOT NULL,
    program_id bigint NOT NULL,
    version bigint NOT NULL,
    terms text NOT NULL,
    from_at bigint NOT NULL,
    from_id bigint NOT NULL,
    PRIMARY KEY (shop_id, program_id, version),
    FOREIGN KEY (shop_id, program_id) REFERENCES programs (shop_id, program_id)
);

-- When the program was active, until_at NULL while it runs. The ids, made at the same moments, settle ties at one instant.
CREATE TABLE program_periods (
    shop_id bigint NOT NULL,
    program_id bigint NOT NULL,
    from_at bigint NOT NULL,
    from_id bigint NOT NULL,
    until_at bigint NULL,
    until_id bigint NULL,
    PRIMARY KEY (shop_id, program_id, from_id),
    FOREIGN KEY (shop_id, program_id) REFERENCES programs (shop_id, program_id)
);

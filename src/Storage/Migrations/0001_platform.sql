-- owner: Platform
-- Reference tables (no shop in the key): nodes, shops, api_keys, staff, their sessions and sign-in links, attempts.
CREATE TABLE nodes (
    node_id bigint NOT NULL PRIMARY KEY,
    token text NOT NULL,
    leased_until bigint NOT NULL
);

CREATE TABLE shops (
    shop_id bigint NOT NULL PRIMARY KEY,
    name text NOT NULL,
    address text NULL,
    currency text NOT NULL,
    time_zone text NOT NULL,
    locale text NOT NULL,
    languages text NOT NULL,
    mode text NOT NULL CHECK (mode IN ('test', 'live')),
    cookies text NOT NULL CHECK (cookies IN ('on', 'consent', 'off')),
    consent text NOT NULL CHECK (consent IN ('optional', 'required')),
    return_days bigint NOT NULL,
    brand text NOT NULL,
    finance text NOT NULL DEFAULT '{}',
    veto text NULL,
    widgets text NOT NULL DEFAULT '{}',
    postal_address text NULL,
    mail text NOT NULL DEFAULT '{}',
    feedback text NOT NULL DEFAULT '{}',
    own_texts bigint NOT NULL DEFAULT 0,
    hash_key text NOT NULL,
    customer_token_secret text NOT NULL,
    clock_at bigint NULL,
    next_due_at bigint NULL,
    next_wall_due_at bigint NULL,
    next_outside_due_at bigint NULL,
    created_at bigint NOT NULL
);
-- What a merchant says otherwise than the language does: a sentence, or one for each plural form, as JSON. shops.own_texts counts them.
CREATE TABLE shop_texts (
    shop_id bigint NOT NULL,
    language text NOT NULL,
    text_key text NOT NULL,
    wording text NOT NULL,
    updated_at bigint NOT NULL,
    PRIMARY KEY (shop_id, language, text_key)
);

CREATE INDEX shops_due ON shops (next_due_at) WHERE next_due_at IS NOT NULL;
CREATE INDEX shops_wall_due ON shops (next_wall_due_at) WHERE next_wall_due_at IS NOT NULL;
CREATE INDEX shops_outside_due ON shops (next_outside_due_at) WHERE next_outside_due_at IS NOT NULL;

CREATE TABLE api_keys (
    key_id bigint NOT NULL PRIMARY KEY,
    shop_id bigint NOT NULL REFERENCES shops (shop_id),
    kind text NOT NULL CHECK (kind IN ('secret', 'publishable')),
    hash text NOT NULL UNIQUE,
    hint text NOT NULL,
    name text NULL,
    created_at bigint NOT NULL,
    deleted_at bigint NULL
);
CREATE INDEX api_keys_shop ON api_keys (shop_id, key_id);

CREATE TABLE staff (
    staff_id bigint NOT NULL PRIMARY KEY,
    email text NOT NULL,
    email_key text NOT NULL UNIQUE,
    password_hash text NULL,
    created_at bigint NOT NULL
);

CREATE TABLE staff_roles (
    staff_id bigint NOT NULL REFERENCES staff (staff_id),
    shop_id bigint NOT NULL REFERENCES shops (shop_id),
    role text NOT NULL CHECK (role IN ('owner', 'admin', 'marketer', 'finance', 'support', 'analyst')),
    PRIMARY KEY (staff_id, shop_id)
);

CREATE TABLE staff_sessions (
    hash text NOT NULL PRIMARY KEY,
    staff_id bigint NOT NULL REFERENCES staff (staff_id),
    created_at bigint NOT NULL,
    seen_at bigint NOT NULL,
    expires_at bigint NOT NULL
);

CREATE TABLE sign_in_links (
    hash text NOT NULL PRIMARY KEY,
    staff_id bigint NOT NULL REFERENCES staff (staff_id),
    expires_at bigint NOT NULL,
    used_at bigint NULL
);

CREATE TABLE attempts (
    scope text NOT NULL,
    subject text NOT NULL,
    window_at bigint NOT NULL,
    n bigint NOT NULL,
    PRIMARY KEY (scope, subject, window_at)
);

CREATE TABLE data_protection_keys (
    name text NOT NULL PRIMARY KEY,
    xml text NOT NULL
);

-- The journal, its chain and its readers.
CREATE TABLE chain_heads (
    shop_id bigint NOT NULL,
    chain text NOT NULL CHECK (chain IN ('journal', 'ledger')),
    position bigint NOT NULL,
    hash text NOT NULL,
    PRIMARY KEY (shop_id, chain)
);

CREATE TABLE events (
    shop_id bigint NOT NULL,
    position bigint NOT NULL,
    event_id bigint NOT NULL,
    type text NOT NULL,
    at bigint NOT NULL,
    subject text NOT NULL,
    data text NOT NULL,
    hash text NOT NULL,
    PRIMARY KEY (shop_id, position),
    UNIQUE (shop_id, event_id)
);
CREATE INDEX events_subject ON events (shop_id, subject, position);

CREATE TABLE cursors (
    shop_id bigint NOT NULL,
    consumer text NOT NULL,
    position bigint NOT NULL,
    PRIMARY KEY (shop_id, consumer)
);

-- gate: what a piece of work passes through, such as the host it calls; only a few pass one gate at once.
CREATE TABLE jobs (
    shop_id bigint NOT NULL,
    job_id bigint NOT NULL,
    kind text NOT NULL,
    subject text NOT NULL,
    clock text NOT NULL CHECK (clock IN ('shop', 'wall', 'outside')),
    gate text NOT NULL,
    due_at bigint NOT NULL,
    lease_until bigint NOT NULL DEFAULT 0,
    attempts bigint NOT NULL DEFAULT 0,
    last_error text NULL,
    PRIMARY KEY (shop_id, job_id),
    UNIQUE (shop_id, kind, subject)
);
CREATE INDEX jobs_due ON jobs (shop_id, clock, due_at);

CREATE TABLE idempotency_keys (
    shop_id bigint NOT NULL,
    scope text NOT NULL,
    idempotency_key text NOT NULL,
    body_hash text NOT NULL,
    status bigint NOT NULL,
    answer text NOT NULL,
    created_at bigint NOT NULL,
    PRIMARY KEY (shop_id, scope, idempotency_key)
);
CREATE INDEX idempotency_keys_age ON idempotency_keys (shop_id, created_at);

CREATE TABLE notices (
    shop_id bigint NOT NULL,
    notice_id bigint NOT NULL,
    kind text NOT NULL,
    subject text NOT NULL,
    detail text NOT NULL,
    raised_at bigint NOT NULL,
    cleared_at bigint NULL,
    PRIMARY KEY (shop_id, notice_id)
);
CREATE UNIQUE INDEX notices_open ON notices (shop_id, kind, subject) WHERE cleared_at IS NULL;

-- What a shop keeps secret is sealed by a key of its own, which the installation's master key wraps.
CREATE TABLE shop_data_keys (
    shop_id bigint NOT NULL,
    key_id bigint NOT NULL,
    master_key_id text NOT NULL,
    wrapped text NOT NULL,
    created_at bigint NOT NULL,
    PRIMARY KEY (shop_id, key_id)
);

-- What calls to a receiver are signed by: sealed, the one before valid until ends_at.
CREATE TABLE signing_secrets (
    shop_id bigint NOT NULL,
    receiver text NOT NULL,
    secret_id bigint NOT NULL,
    sealed text NOT NULL,
    made_at bigint NOT NULL,
    ends_at bigint NULL,
    PRIMARY KEY (shop_id, receiver, secret_id)
);

-- owner: Platform
-- The people of the desk. Reference tables (no shop in the key): second factors and recovery codes, which are a person's.
ALTER TABLE staff ADD COLUMN name text NULL;
ALTER TABLE staff ADD COLUMN last_shop_id bigint NULL;

-- stage: a session is open, or waits for the code of the second factor. browser: in words.
ALTER TABLE staff_sessions ADD COLUMN stage text NOT NULL DEFAULT 'open' CHECK (stage IN ('open', 'code'));
ALTER TABLE staff_sessions ADD COLUMN browser text NOT NULL DEFAULT '';
CREATE INDEX staff_sessions_staff ON staff_sessions (staff_id, seen_at);

-- shop_id: by whose data key the secret is sealed. confirmed_at: null until a first code has shown that it works. last_step: no code
-- of it or before it counts any more.
CREATE TABLE staff_factors (
    staff_id bigint NOT NULL PRIMARY KEY REFERENCES staff (staff_id),
    shop_id bigint NOT NULL REFERENCES shops (shop_id),
    sealed text NOT NULL,
    last_step bigint NOT NULL,
    confirmed_at bigint NULL
);

CREATE TABLE staff_recovery_codes (
    staff_id bigint NOT NULL REFERENCES staff (staff_id),
    hash text NOT NULL,
    PRIMARY KEY (staff_id, hash)
);

-- What a shop asks of its staff.
CREATE TABLE staff_rules (
    shop_id bigint NOT NULL PRIMARY KEY,
    needs_factor boolean NOT NULL
);

-- hash: of the token in the last mail; null until one is written. A row is gone once it is used or withdrawn.
CREATE TABLE staff_invitations (
    shop_id bigint NOT NULL,
    invitation_id bigint NOT NULL,
    email text NOT NULL,
    email_key text NOT NULL,
    role text NOT NULL CHECK (role IN ('owner', 'admin', 'marketer', 'finance', 'support', 'analyst')),
    invited_by bigint NOT NULL,
    hash text NULL,
    created_at bigint NOT NULL,
    expires_at bigint NOT NULL,
    PRIMARY KEY (shop_id, invitation_id),
    UNIQUE (shop_id, email_key)
);

-- scopes: rights by name, apart by spaces; null for all. ends_at: a key that another has taken the place of works until then.
ALTER TABLE api_keys ADD COLUMN scopes text NULL;
ALTER TABLE api_keys ADD COLUMN used_at bigint NULL;
ALTER TABLE api_keys ADD COLUMN ends_at bigint NULL;

-- actor: who did it, a member of staff or a key; null for customers, and for what came about by itself.
ALTER TABLE events ADD COLUMN actor text NULL;
CREATE INDEX events_type ON events (shop_id, type, position);
CREATE INDEX events_actor ON events (shop_id, actor, position) WHERE actor IS NOT NULL;

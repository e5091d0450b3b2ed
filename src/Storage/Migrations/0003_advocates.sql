-- owner: Advocates
CREATE TABLE advocates (
    shop_id bigint NOT NULL,
    advocate_id bigint NOT NULL,
    email text NULL,
    name text NULL,
    name_key text NULL,
    search_key text NOT NULL,
    locale text NULL,
    external_id text NULL,
    phone text NULL,
    status text NOT NULL CHECK (status IN ('invited', 'active', 'blocked', 'erased')),
    consent boolean NOT NULL,
    merged_into bigint NULL,
    parent_referral_id bigint NULL,
    joined_at bigint NOT NULL,
    created_at bigint NOT NULL,
    PRIMARY KEY (shop_id, advocate_id)
);
CREATE INDEX advocates_name ON advocates (shop_id, name_key) WHERE name_key IS NOT NULL;
CREATE INDEX advocates_merged ON advocates (shop_id, merged_into) WHERE merged_into IS NOT NULL;

-- What identifies a person, hashed with the shop's key and begun with a letter for its kind, as order_people has it. kind 'customer', 'email' and 'phone' are one person's;
-- 'payment', 'device', 'address' and 'ip' may be shared.
CREATE TABLE advocate_keys (
    shop_id bigint NOT NULL,
    kind text NOT NULL CHECK (kind IN ('customer', 'email', 'phone', 'payment', 'device', 'address', 'ip')),
    person_key text NOT NULL,
    advocate_id bigint NOT NULL,
    PRIMARY KEY (shop_id, kind, person_key, advocate_id),
    FOREIGN KEY (shop_id, advocate_id) REFERENCES advocates (shop_id, advocate_id)
);
CREATE UNIQUE INDEX advocate_keys_one ON advocate_keys (shop_id, kind, person_key) WHERE kind IN ('customer', 'email');
CREATE INDEX advocate_keys_advocate ON advocate_keys (shop_id, advocate_id);

-- 'merged': a generated code of a record that was merged into this advocate; it works on, but is not shown first.
-- 'leaked': one that became public; its link works on, as a coupon it is refused.
CREATE TABLE codes (
    shop_id bigint NOT NULL,
    code text NOT NULL,
    advocate_id bigint NOT NULL,
    program_id bigint NOT NULL,
    kind text NOT NULL CHECK (kind IN ('generated', 'vanity', 'merged', 'leaked')),
    created_at bigint NOT NULL,
    expires_at bigint NULL,
    PRIMARY KEY (shop_id, code),
    FOREIGN KEY (shop_id, advocate_id) REFERENCES advocates (shop_id, advocate_id),
    FOREIGN KEY (shop_id, program_id) REFERENCES programs (shop_id, program_id)
);
CREATE INDEX codes_advocate ON codes (shop_id, advocate_id, program_id);
CREATE UNIQUE INDEX codes_generated ON codes (shop_id, advocate_id, program_id) WHERE kind = 'generated';

-- Reference table: the front door of links. Generated codes are unique in the installation.
CREATE TABLE code_doors (
    code text NOT NULL PRIMARY KEY,
    shop_id bigint NOT NULL
);

-- Who is not written to: opted out or erased. Keyed hashes only.
CREATE TABLE suppressions (
    shop_id bigint NOT NULL,
    person_key text NOT NULL,
    reason text NOT NULL CHECK (reason IN ('opted_out', 'erased', 'bounced')),
    at bigint NOT NULL,
    PRIMARY KEY (shop_id, person_key)
);

CREATE TABLE portal_links (
    shop_id bigint NOT NULL,
    hash text NOT NULL,
    advocate_id bigint NOT NULL,
    expires_at bigint NOT NULL,
    used_at bigint NULL,
    PRIMARY KEY (shop_id, hash),
    FOREIGN KEY (shop_id, advocate_id) REFERENCES advocates (shop_id, advocate_id)
);

-- Somebody asked for a link by mail. browser: the cookie of who asked, hashed; token: what the mail carries, hashed, NULL until it is
-- written; code: what a link opened elsewhere shows, hashed, to be typed where it was asked for.
CREATE TABLE portal_sign_ins (
    shop_id bigint NOT NULL,
    browser text NOT NULL,
    advocate_id bigint NOT NULL,
    token text NULL,
    code text NULL,
    tries bigint NOT NULL,
    expires_at bigint NOT NULL,
    used_at bigint NULL,
    PRIMARY KEY (shop_id, browser),
    FOREIGN KEY (shop_id, advocate_id) REFERENCES advocates (shop_id, advocate_id)
);
CREATE UNIQUE INDEX portal_sign_ins_token ON portal_sign_ins (shop_id, token) WHERE token IS NOT NULL;
CREATE INDEX portal_sign_ins_advocate ON portal_sign_ins (shop_id, advocate_id);

CREATE TABLE portal_sessions (
    shop_id bigint NOT NULL,
    hash text NOT NULL,
    advocate_id bigint NOT NULL,
    expires_at bigint NOT NULL,
    PRIMARY KEY (shop_id, hash),
    FOREIGN KEY (shop_id, advocate_id) REFERENCES advocates (shop_id, advocate_id)
);

-- What an advocate shows of themselves, as far as they want to: a name on the list of the best, and why they like the shop, which the
-- shop looks at before anybody else does.
CREATE TABLE advocate_profiles (
    shop_id bigint NOT NULL,
    advocate_id bigint NOT NULL,
    board_name text NULL,
    testimonial text NULL,
    testimonial_state text NOT NULL CHECK (testimonial_state IN ('none', 'new', 'shown', 'hidden')),
    updated_at bigint NOT NULL,
    PRIMARY KEY (shop_id, advocate_id),
    FOREIGN KEY (shop_id, advocate_id) REFERENCES advocates (shop_id, advocate_id)
);

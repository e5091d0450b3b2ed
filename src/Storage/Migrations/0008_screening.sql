-- owner: Screening
-- What a customer account is known by: customer id and canonical address, as keyed hashes ('c:…', 'e:…'). Who only ever left an
-- address is an account by that, and the same account when the customer id is told later.
CREATE TABLE screening_accounts (
    shop_id bigint NOT NULL,
    person_key text NOT NULL,
    account_id bigint NOT NULL,
    PRIMARY KEY (shop_id, person_key)
);
CREATE INDEX screening_accounts_account ON screening_accounts (shop_id, account_id);

-- What an account was seen with: device 'd:', card 'm:', telephone 'p:', postal address 'a:', IP address 'i:', as keyed hashes.
CREATE TABLE screening_marks (
    shop_id bigint NOT NULL,
    mark text NOT NULL,
    account_id bigint NOT NULL,
    seen_at bigint NOT NULL,
    PRIMARY KEY (shop_id, mark, account_id)
);
CREATE INDEX screening_marks_account ON screening_marks (shop_id, account_id);

-- Groups of accounts that share a device, a card, a telephone or an address; an account without a row is alone. Derived from the
-- marks and the cases: joined as they come, rebuilt at night.
CREATE TABLE screening_groups (
    shop_id bigint NOT NULL,
    account_id bigint NOT NULL,
    group_id bigint NOT NULL,
    PRIMARY KEY (shop_id, account_id)
);
CREATE INDEX screening_groups_group ON screening_groups (shop_id, group_id);

-- accounts: how many; referrals: cases with both ends inside.
CREATE TABLE screening_group_sizes (
    shop_id bigint NOT NULL,
    group_id bigint NOT NULL,
    accounts bigint NOT NULL,
    referrals bigint NOT NULL,
    PRIMARY KEY (shop_id, group_id)
);

-- One attributed order that is no repeat: what the next ones of its advocate are compared with. ip_mark and network stand for the
-- IP address once it is forgotten.
CREATE TABLE screening_cases (
    shop_id bigint NOT NULL,
    order_id bigint NOT NULL,
    advocate_id bigint NOT NULL,
    advocate_account bigint NOT NULL,
    account_id bigint NOT NULL,
    placed_at bigint NOT NULL,
    code text NULL,
    quick boolean NOT NULL,
    deal_site boolean NOT NULL,
    at_minimum boolean NOT NULL,
    address_mark text NULL,
    ip_mark text NULL,
    network text NOT NULL,
    stranger boolean NOT NULL,
    returned boolean NOT NULL,
    PRIMARY KEY (shop_id, order_id),
    FOREIGN KEY (shop_id, order_id) REFERENCES orders (shop_id, order_id)
);
CREATE INDEX screening_cases_advocate ON screening_cases (shop_id, advocate_id, placed_at);
CREATE INDEX screening_cases_account ON screening_cases (shop_id, account_id);
CREATE INDEX screening_cases_brought ON screening_cases (shop_id, advocate_account);
CREATE INDEX screening_cases_code ON screening_cases (shop_id, code, placed_at) WHERE code IS NOT NULL;

-- facts: what was known, without anything that says who anybody is; judged again by back-tests and learning.
-- model_id NULL: the expert's weights. shadow_*: what the model that is being tried would have said.
CREATE TABLE screenings (
    shop_id bigint NOT NULL,
    order_id bigint NOT NULL,
    stage text NOT NULL CHECK (stage IN ('order', 'release')),
    score bigint NOT NULL,
    decision text NOT NULL CHECK (decision IN ('allow', 'hold', 'review', 'reject')),
    rule text NULL,
    note text NULL,
    signals text NOT NULL,
    facts text NOT NULL,
    model_id bigint NULL,
    shadow_model_id bigint NULL,
    shadow_score bigint NULL,
    shadow_decision text NULL CHECK (shadow_decision IN ('allow', 'hold', 'review', 'reject')),
    at bigint NOT NULL,
    PRIMARY KEY (shop_id, order_id, stage),
    FOREIGN KEY (shop_id, order_id) REFERENCES orders (shop_id, order_id)
);
CREATE INDEX screenings_at ON screenings (shop_id, at);

-- The shop's word on who is fine and who is not. entry: kind and canonical value ('domain:example.com', 'ip:203.0.113.0/24');
-- addresses and devices as keyed hashes, shown: what the desk may show of them.
CREATE TABLE screening_list (
    shop_id bigint NOT NULL,
    entry_id bigint NOT NULL,
    verdict text NOT NULL CHECK (verdict IN ('allow', 'block')),
    kind text NOT NULL CHECK (kind IN ('email', 'domain', 'ip_range', 'device', 'coupon_site')),
    entry text NOT NULL,
    shown text NOT NULL,
    reason text NOT NULL,
    made_by text NOT NULL,
    created_at bigint NOT NULL,
    expires_at bigint NULL,
    PRIMARY KEY (shop_id, entry_id),
    UNIQUE (shop_id, entry)
);

-- A code that became public, and from when on its orders earn the advocate nothing.
CREATE TABLE screening_leaks (
    shop_id bigint NOT NULL,
    code text NOT NULL,
    advocate_id bigint NOT NULL,
    leaked_at bigint NOT NULL,
    found_at bigint NOT NULL,
    PRIMARY KEY (shop_id, code)
);

-- Weights learnt from reviewed cases. One 'shadow' judges beside, one 'live' decides; without one the expert's weights do.
CREATE TABLE screening_models (
    shop_id bigint NOT NULL,
    model_id bigint NOT NULL,
    status text NOT NULL CHECK (status IN ('draft', 'shadow', 'live', 'retired')),
    bias text NOT NULL,
    weights text NOT NULL,
    labels bigint NOT NULL,
    abuse bigint NOT NULL,
    made_by text NOT NULL,
    created_at bigint NOT NULL,
    switched_at bigint NULL,
    PRIMARY KEY (shop_id, model_id)
);
CREATE UNIQUE INDEX screening_models_one ON screening_models (shop_id, status) WHERE status IN ('shadow', 'live');

-- What a person said about a case, to learn from. 'sample': one that was allowed and drawn by lot.
CREATE TABLE screening_labels (
    shop_id bigint NOT NULL,
    order_id bigint NOT NULL,
    is_abuse boolean NOT NULL,
    source text NOT NULL CHECK (source IN ('review', 'sample')),
    made_by text NOT NULL,
    at bigint NOT NULL,
    PRIMARY KEY (shop_id, order_id),
    FOREIGN KEY (shop_id, order_id) REFERENCES orders (shop_id, order_id)
);

-- Allowed cases drawn by lot, one in fifty, so that labels also tell what screening missed.
CREATE TABLE screening_samples (
    shop_id bigint NOT NULL,
    order_id bigint NOT NULL,
    at bigint NOT NULL,
    answered_at bigint NULL,
    PRIMARY KEY (shop_id, order_id),
    FOREIGN KEY (shop_id, order_id) REFERENCES orders (shop_id, order_id)
);
CREATE INDEX screening_samples_open ON screening_samples (shop_id, order_id) WHERE answered_at IS NULL;

-- owner: Rewards
-- owner (the column): the advocate's id as text, or the id of a friend's single reward. iban: sealed, never in the clear; iban_hint is
-- what may be shown of it.
CREATE TABLE payout_details (
    shop_id bigint NOT NULL,
    owner text NOT NULL,
    name text NOT NULL,
    iban text NULL,
    iban_hint text NULL,
    bic text NULL,
    country text NULL,
    updated_at bigint NOT NULL,
    PRIMARY KEY (shop_id, owner)
);

CREATE TABLE payouts (
    shop_id bigint NOT NULL,
    payout_id bigint NOT NULL,
    method text NOT NULL CHECK (method IN ('csv', 'sepa')),
    status text NOT NULL CHECK (status IN ('created', 'sent', 'settled', 'failed', 'cancelled')),
    currency text NOT NULL,
    amount bigint NOT NULL,
    people bigint NOT NULL,
    needs_approval boolean NOT NULL,
    created_by text NOT NULL,
    approved_by text NULL,
    approved_at bigint NULL,
    sent_at bigint NULL,
    closed_at bigint NULL,
    created_at bigint NOT NULL,
    PRIMARY KEY (shop_id, payout_id)
);

CREATE TABLE payout_items (
    shop_id bigint NOT NULL,
    item_id bigint NOT NULL,
    payout_id bigint NOT NULL,
    owner text NOT NULL,
    advocate_id bigint NULL,
    name text NULL,
    email text NULL,
    iban text NULL,
    iban_hint text NULL,
    bic text NULL,
    country text NULL,
    amount bigint NOT NULL,
    status text NOT NULL CHECK (status IN ('created', 'sent', 'settled', 'failed', 'cancelled')),
    reason text NULL,
    closed_at bigint NULL,
    PRIMARY KEY (shop_id, item_id),
    FOREIGN KEY (shop_id, payout_id) REFERENCES payouts (shop_id, payout_id)
);
CREATE INDEX payout_items_payout ON payout_items (shop_id, payout_id, item_id);
CREATE INDEX payout_items_owner ON payout_items (shop_id, owner, item_id);
CREATE INDEX payout_items_paid ON payout_items (shop_id, closed_at) WHERE status = 'settled';

CREATE TABLE payout_lots (
    shop_id bigint NOT NULL,
    item_id bigint NOT NULL,
    reward_id bigint NOT NULL,
    amount bigint NOT NULL,
    PRIMARY KEY (shop_id, item_id, reward_id),
    FOREIGN KEY (shop_id, item_id) REFERENCES payout_items (shop_id, item_id),
    FOREIGN KEY (shop_id, reward_id) REFERENCES rewards (shop_id, reward_id)
);

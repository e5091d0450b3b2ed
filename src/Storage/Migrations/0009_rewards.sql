-- owner: Rewards
-- asset: the shop's currency code, or 'points'. For store credit and points: granted = what was promised,
-- entitled = what refunds left of it, remaining = what of it is available and unspent (the lot).
-- base_amount: the order's base that the promise was counted on; 0 without an order.
-- in_transit = what of it is on its way to a bank.
-- For whatever is no credit these are 0 (it enters the ledger when it is used) and worth is the promise: the amount of an
-- advocate's, the ceiling (amount, cap or budget value) of any other. A milestone's reward names its rule ('every/5', 'at/10') and
-- the count at which it fired; an offer has '' and 0.
CREATE TABLE rewards (
    shop_id bigint NOT NULL,
    reward_id bigint NOT NULL,
    program_id bigint NOT NULL,
    program_version bigint NOT NULL,
    referral_id bigint NULL,
    claim_id bigint NULL,
    order_id bigint NULL,
    recipient text NOT NULL CHECK (recipient IN ('advocate', 'friend')),
    advocate_id bigint NULL,
    person_key text NULL,
    role text NOT NULL CHECK (role IN ('offer', 'milestone', 'adjustment')),
    milestone text NOT NULL,
    step bigint NOT NULL,
    kind text NOT NULL,
    specification text NOT NULL,
    base_amount bigint NOT NULL,
    asset text NOT NULL,
    granted bigint NOT NULL,
    entitled bigint NOT NULL,
    remaining bigint NOT NULL,
    in_transit bigint NOT NULL,
    worth bigint NOT NULL,
    status text NOT NULL CHECK (status IN ('pending', 'waiting', 'issued', 'redeemed', 'expired', 'revoked')),
    coupon_code text NULL,
    redeemed_amount bigint NOT NULL,
    redeemed_order text NULL,
    issuable_at bigint NULL,
    issued_at bigint NULL,
    expires_at bigint NULL,
    reserved_amount bigint NOT NULL,
    reserved_count bigint NOT NULL,
    reserved_scopes text NOT NULL,
    created_at bigint NOT NULL,
    PRIMARY KEY (shop_id, reward_id)
);
CREATE UNIQUE INDEX rewards_coupon ON rewards (shop_id, coupon_code) WHERE coupon_code IS NOT NULL;
CREATE UNIQUE INDEX rewards_once ON rewards (shop_id, referral_id, recipient, role, milestone) WHERE referral_id IS NOT NULL AND status <> 'revoked';
CREATE INDEX rewards_referral ON rewards (shop_id, referral_id, reward_id) WHERE referral_id IS NOT NULL;
CREATE INDEX rewards_milestone ON rewards (shop_id, advocate_id, program_id, milestone, step) WHERE role = 'milestone' AND status <> 'revoked';
CREATE INDEX rewards_advocate ON rewards (shop_id, advocate_id, reward_id) WHERE advocate_id IS NOT NULL;
CREATE INDEX rewards_claim ON rewards (shop_id, claim_id, reward_id) WHERE claim_id IS NOT NULL;
CREATE INDEX rewards_cash ON rewards (shop_id, reward_id) WHERE kind = 'cash' AND status = 'issued' AND remaining > 0;
CREATE INDEX rewards_waiting ON rewards (shop_id, reward_id) WHERE status = 'waiting';
CREATE INDEX rewards_open_claims ON rewards (shop_id, program_id) WHERE claim_id IS NOT NULL AND status IN ('waiting', 'issued');

CREATE TABLE reward_history (
    shop_id bigint NOT NULL,
    reward_id bigint NOT NULL,
    history_id bigint NOT NULL,
    at bigint NOT NULL,
    type text NOT NULL,
    amount bigint NULL,
    detail text NOT NULL,
    PRIMARY KEY (shop_id, reward_id, history_id),
    FOREIGN KEY (shop_id, reward_id) REFERENCES rewards (shop_id, reward_id)
);

-- What is promised and not yet void, against what may be: scope 'budget/<program>' or
-- 'advocate/<program>/<advocate>/<period>'. Changed by one guarded statement for every row concerned or none.
CREATE TABLE reward_limits (
    shop_id bigint NOT NULL,
    scope text NOT NULL,
    amount bigint NOT NULL,
    rewards bigint NOT NULL,
    amount_limit bigint NULL,
    rewards_limit bigint NULL,
    PRIMARY KEY (shop_id, scope)
);

CREATE TABLE ledger_transactions (
    shop_id bigint NOT NULL,
    transaction_id bigint NOT NULL,
    position bigint NOT NULL,
    kind text NOT NULL,
    source text NOT NULL,
    asset text NOT NULL,
    at bigint NOT NULL,
    hash text NOT NULL,
    PRIMARY KEY (shop_id, transaction_id),
    UNIQUE (shop_id, position),
    UNIQUE (shop_id, kind, source)
);

-- amount: debit positive, credit negative, minor units of the transaction's asset.
CREATE TABLE ledger_entries (
    shop_id bigint NOT NULL,
    entry_id bigint NOT NULL,
    transaction_id bigint NOT NULL,
    account text NOT NULL,
    asset text NOT NULL,
    amount bigint NOT NULL,
    advocate_id bigint NULL,
    reward_id bigint NULL,
    reward_kind text NOT NULL,
    at bigint NOT NULL,
    PRIMARY KEY (shop_id, entry_id),
    FOREIGN KEY (shop_id, transaction_id) REFERENCES ledger_transactions (shop_id, transaction_id)
);
CREATE INDEX ledger_entries_account ON ledger_entries (shop_id, account, entry_id);
CREATE INDEX ledger_entries_reward ON ledger_entries (shop_id, reward_id) WHERE reward_id IS NOT NULL;
CREATE INDEX ledger_entries_advocate ON ledger_entries (shop_id, advocate_id) WHERE advocate_id IS NOT NULL;

CREATE INDEX ledger_entries_at ON ledger_entries (shop_id, at);

-- What was debited and credited on each day (UTC, days since 1970-01-01) in all accounts of one class, kept with each posting.
CREATE TABLE ledger_days (
    shop_id bigint NOT NULL,
    class text NOT NULL,
    asset text NOT NULL,
    day bigint NOT NULL,
    debit bigint NOT NULL,
    credit bigint NOT NULL,
    PRIMARY KEY (shop_id, class, asset, day)
);

-- A month that is over, with the balance of each class at its end and the place of the chain by then. Never changed.
CREATE TABLE ledger_closes (
    shop_id bigint NOT NULL,
    month text NOT NULL,
    until_at bigint NOT NULL,
    position bigint NOT NULL,
    hash text NOT NULL,
    lines text NOT NULL,
    closed_by text NOT NULL,
    closed_at bigint NOT NULL,
    PRIMARY KEY (shop_id, month)
);

-- A balance put right by a person. reward_id: the lot that an amount upwards made. reverses: the adjustment that this one undoes.
CREATE TABLE adjustments (
    shop_id bigint NOT NULL,
    adjustment_id bigint NOT NULL,
    advocate_id bigint NOT NULL,
    kind text NOT NULL,
    asset text NOT NULL,
    amount bigint NOT NULL,
    reason text NOT NULL,
    reward_id bigint NULL,
    reverses bigint NULL,
    made_by text NOT NULL,
    at bigint NOT NULL,
    PRIMARY KEY (shop_id, adjustment_id)
);
CREATE INDEX adjustments_advocate ON adjustments (shop_id, advocate_id, adjustment_id);
CREATE UNIQUE INDEX adjustments_once ON adjustments (shop_id, reverses) WHERE reverses IS NOT NULL;

-- The sums, kept with each posting; vouch verify compares them with the entries.
CREATE TABLE ledger_accounts (
    shop_id bigint NOT NULL,
    account text NOT NULL,
    asset text NOT NULL,
    balance bigint NOT NULL,
    PRIMARY KEY (shop_id, account, asset)
);

CREATE TABLE redemptions (
    shop_id bigint NOT NULL,
    redemption_id bigint NOT NULL,
    advocate_id bigint NULL,
    kind text NOT NULL,
    asset text NOT NULL,
    amount bigint NOT NULL,
    order_external_id text NULL,
    at bigint NOT NULL,
    released_at bigint NULL,
    PRIMARY KEY (shop_id, redemption_id)
);
CREATE INDEX redemptions_advocate ON redemptions (shop_id, advocate_id, redemption_id) WHERE advocate_id IS NOT NULL;

CREATE INDEX redemptions_order ON redemptions (shop_id, order_external_id) WHERE order_external_id IS NOT NULL;

CREATE TABLE redemption_lots (
    shop_id bigint NOT NULL,
    redemption_id bigint NOT NULL,
    reward_id bigint NOT NULL,
    amount bigint NOT NULL,
    PRIMARY KEY (shop_id, redemption_id, reward_id),
    FOREIGN KEY (shop_id, redemption_id) REFERENCES redemptions (shop_id, redemption_id),
    FOREIGN KEY (shop_id, reward_id) REFERENCES rewards (shop_id, reward_id)
);

-- Codes that a shop made itself and handed to us, by the pool a program names. reward_id: whoever has it.
CREATE TABLE pool_codes (
    shop_id bigint NOT NULL,
    pool text NOT NULL,
    code text NOT NULL,
    added_at bigint NOT NULL,
    sequence bigint NOT NULL,
    reward_id bigint NULL,
    PRIMARY KEY (shop_id, code)
);
CREATE INDEX pool_codes_free ON pool_codes (shop_id, pool, sequence) WHERE reward_id IS NULL;

CREATE TABLE code_pools (
    shop_id bigint NOT NULL,
    pool text NOT NULL,
    low_at bigint NOT NULL,
    created_at bigint NOT NULL,
    PRIMARY KEY (shop_id, pool)
);

-- A code (an advocate's, or a coupon) that a shop reported as used for an order, also before the order came.
CREATE TABLE coupon_uses (
    shop_id bigint NOT NULL,
    code text NOT NULL,
    order_external_id text NOT NULL,
    at bigint NOT NULL,
    released_at bigint NULL,
    PRIMARY KEY (shop_id, code, order_external_id)
);
CREATE INDEX coupon_uses_order ON coupon_uses (shop_id, order_external_id);

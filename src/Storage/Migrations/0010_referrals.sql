-- owner: Referrals
CREATE TABLE referrals (
    shop_id bigint NOT NULL,
    referral_id bigint NOT NULL,
    program_id bigint NOT NULL,
    program_version bigint NOT NULL,
    advocate_id bigint NOT NULL,
    friend_email text NULL,
    friend_name text NULL,
    friend_key text NULL,
    claim_id bigint NULL,
    order_id bigint NULL,
    parent_id bigint NULL,
    status text NOT NULL CHECK (status IN ('claimed', 'pending', 'in_review', 'approved', 'rejected', 'cancelled', 'expired')),
    reason text NOT NULL,
    reward_note text NULL,
    hold_until bigint NULL,
    nth bigint NULL,
    created_at bigint NOT NULL,
    updated_at bigint NOT NULL,
    PRIMARY KEY (shop_id, referral_id)
);
CREATE UNIQUE INDEX referrals_order ON referrals (shop_id, order_id) WHERE order_id IS NOT NULL AND reason <> 'attribution_changed';
CREATE INDEX referrals_order_before ON referrals (shop_id, order_id) WHERE order_id IS NOT NULL AND reason = 'attribution_changed';
CREATE INDEX referrals_claim ON referrals (shop_id, claim_id, referral_id) WHERE claim_id IS NOT NULL;
CREATE INDEX referrals_approved ON referrals (shop_id, advocate_id, program_id) WHERE status = 'approved';
CREATE INDEX referrals_advocate ON referrals (shop_id, advocate_id, referral_id);
CREATE INDEX referrals_status ON referrals (shop_id, status, referral_id);

CREATE TABLE referral_timeline (
    shop_id bigint NOT NULL,
    referral_id bigint NOT NULL,
    timeline_id bigint NOT NULL,
    at bigint NOT NULL,
    type text NOT NULL,
    detail text NOT NULL,
    PRIMARY KEY (shop_id, referral_id, timeline_id),
    FOREIGN KEY (shop_id, referral_id) REFERENCES referrals (shop_id, referral_id)
);

-- A case that a person looks at, or looked at. cause: why it came before a person. reminded: days after which staff were reminded
-- last. question, answer: what the shop asked the advocate. appeal: the advocate's words against a rejection, once per case.
CREATE TABLE reviews (
    shop_id bigint NOT NULL,
    referral_id bigint NOT NULL,
    cause text NOT NULL,
    opened_at bigint NOT NULL,
    reminded bigint NOT NULL,
    question text NULL,
    asked_at bigint NULL,
    answer text NULL,
    answered_at bigint NULL,
    appeal text NULL,
    appealed_at bigint NULL,
    PRIMARY KEY (shop_id, referral_id),
    FOREIGN KEY (shop_id, referral_id) REFERENCES referrals (shop_id, referral_id)
);

-- A question to the shop's own system before a referral is approved. veto_id: of this question, the same for all attempts.
CREATE TABLE vetoes (
    shop_id bigint NOT NULL,
    referral_id bigint NOT NULL,
    veto_id bigint NOT NULL,
    state text NOT NULL CHECK (state IN ('waiting', 'answered', 'silent')),
    asked_at bigint NOT NULL,
    attempts bigint NOT NULL,
    answer text NULL CHECK (answer IN ('approve', 'reject', 'review')),
    reason text NULL,
    answered_at bigint NULL,
    PRIMARY KEY (shop_id, referral_id),
    FOREIGN KEY (shop_id, referral_id) REFERENCES referrals (shop_id, referral_id)
);
CREATE INDEX vetoes_open ON vetoes (shop_id, referral_id) WHERE state <> 'answered';

-- An advocate misses a friend's purchase. friend: an address or an order number, as typed; wiped with the words once it is settled.
CREATE TABLE missing_friends (
    shop_id bigint NOT NULL,
    inquiry_id bigint NOT NULL,
    advocate_id bigint NOT NULL,
    friend text NULL,
    words text NULL,
    at bigint NOT NULL,
    settled_at bigint NULL,
    PRIMARY KEY (shop_id, inquiry_id),
    FOREIGN KEY (shop_id, advocate_id) REFERENCES advocates (shop_id, advocate_id)
);
CREATE INDEX missing_friends_open ON missing_friends (shop_id, advocate_id, inquiry_id) WHERE settled_at IS NULL;

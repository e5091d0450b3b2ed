-- owner: Sharing
CREATE TABLE shares (
    shop_id bigint NOT NULL,
    share_id bigint NOT NULL,
    advocate_id bigint NOT NULL,
    program_id bigint NOT NULL,
    code text NOT NULL,
    channel text NOT NULL,
    at bigint NOT NULL,
    PRIMARY KEY (shop_id, share_id),
    FOREIGN KEY (shop_id, advocate_id) REFERENCES advocates (shop_id, advocate_id)
);
CREATE INDEX shares_advocate ON shares (shop_id, advocate_id, at);

-- person_key: the friend's canonical address, hashed; the address itself is kept for 30 days at most.
-- nth: one address gets three invitations ever; the unique key decides races.
CREATE TABLE invitations (
    shop_id bigint NOT NULL,
    invitation_id bigint NOT NULL,
    advocate_id bigint NOT NULL,
    program_id bigint NOT NULL,
    email text NULL,
    person_key text NOT NULL,
    nth bigint NOT NULL CHECK (nth BETWEEN 1 AND 3),
    at bigint NOT NULL,
    PRIMARY KEY (shop_id, invitation_id),
    UNIQUE (shop_id, person_key, nth),
    FOREIGN KEY (shop_id, advocate_id) REFERENCES advocates (shop_id, advocate_id)
);
CREATE INDEX invitations_person ON invitations (shop_id, person_key, at);

-- A row while invitations pause, and why.
CREATE TABLE invitation_pauses (
    shop_id bigint NOT NULL PRIMARY KEY,
    reason text NOT NULL CHECK (reason IN ('at_capacity', 'satisfaction')),
    since bigint NOT NULL
);

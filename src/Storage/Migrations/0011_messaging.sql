-- owner: Messaging
-- A mail as it will be sent; recipient and texts are wiped when the person is erased.
CREATE TABLE messages (
    shop_id bigint NOT NULL,
    message_id bigint NOT NULL,
    template text NOT NULL,
    dedupe_key text NOT NULL,
    recipient text NULL,
    person_key text NOT NULL,
    subject text NOT NULL,
    text_body text NOT NULL,
    status text NOT NULL CHECK (status IN ('queued', 'sent', 'suppressed', 'failed')),
    queued_at bigint NOT NULL,
    sent_at bigint NULL,
    PRIMARY KEY (shop_id, message_id),
    UNIQUE (shop_id, dedupe_key)
);
CREATE INDEX messages_person ON messages (shop_id, person_key);

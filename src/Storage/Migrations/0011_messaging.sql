-- owner: Messaging
-- A mail as it will be sent; recipient and texts are wiped when the person is erased. 'sent': handed over to whoever delivers it;
-- 'suppressed': not sent, since the person is not written to; 'failed': given up; 'bounced': the address takes no mail.
-- unsubscribe_key: what the address behind "unsubscribe" has, the same in all mails to a person.
CREATE TABLE messages (
    shop_id bigint NOT NULL,
    message_id bigint NOT NULL,
    template text NOT NULL,
    dedupe_key text NOT NULL,
    recipient text NULL,
    person_key text NOT NULL,
    is_marketing boolean NOT NULL,
    unsubscribe_key text NOT NULL,
    subject text NOT NULL,
    text_body text NOT NULL,
    html_body text NULL,
    status text NOT NULL CHECK (status IN ('queued', 'sent', 'suppressed', 'failed', 'bounced')),
    attempts bigint NOT NULL,
    last_error text NULL,
    queued_at bigint NOT NULL,
    next_at bigint NULL,
    sent_at bigint NULL,
    PRIMARY KEY (shop_id, message_id),
    UNIQUE (shop_id, dedupe_key)
);
CREATE INDEX messages_person ON messages (shop_id, person_key);
CREATE INDEX messages_unsubscribe ON messages (shop_id, unsubscribe_key);
CREATE INDEX messages_status ON messages (shop_id, status, message_id);

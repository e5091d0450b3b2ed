-- owner: Platform
-- The beginnings by which the desk finds something: whole words in lower case, without accents. word: the hexadecimal digits of its
-- UTF-8, since only those have one order under every collation, and a beginning is then a range of the key.
CREATE TABLE search_words (
    shop_id bigint NOT NULL,
    kind text NOT NULL CHECK (kind IN ('advocate')),
    word text NOT NULL,
    subject_id bigint NOT NULL,
    PRIMARY KEY (shop_id, kind, word, subject_id)
);
CREATE INDEX search_words_subject ON search_words (shop_id, kind, subject_id);

-- What staff write down about an advocate or a referral; for the desk alone. about: the id of either.
CREATE TABLE notes (
    shop_id bigint NOT NULL,
    note_id bigint NOT NULL,
    about text NOT NULL,
    words text NOT NULL,
    written_by text NOT NULL,
    at bigint NOT NULL,
    changed_at bigint NULL,
    PRIMARY KEY (shop_id, note_id)
);
CREATE INDEX notes_about ON notes (shop_id, about, note_id);

-- The filters of a list under a name. query: as the list's address has it. is_shared: all who may see the list have it.
CREATE TABLE saved_views (
    shop_id bigint NOT NULL,
    view_id bigint NOT NULL,
    list text NOT NULL CHECK (list IN ('advocates', 'referrals', 'orders', 'reviews', 'rewards')),
    name text NOT NULL,
    query text NOT NULL,
    made_by text NOT NULL,
    is_shared boolean NOT NULL,
    created_at bigint NOT NULL,
    PRIMARY KEY (shop_id, view_id)
);
CREATE INDEX saved_views_list ON saved_views (shop_id, list, view_id);

-- owner: Search
-- What the desk's search looks for by its beginning, in the order of code points: the same on both engines, whatever language
-- the database was made for. Advocates by address (search_key begins with it) and by name, codes, friends, orders.
CREATE INDEX advocates_search ON advocates (shop_id, search_key COLLATE "C");
CREATE INDEX advocates_name_search ON advocates (shop_id, name_key COLLATE "C") WHERE name_key IS NOT NULL;
CREATE INDEX codes_search ON codes (shop_id, code COLLATE "C");
CREATE INDEX referrals_friend_email_search ON referrals (shop_id, lower(friend_email) COLLATE "C") WHERE friend_email IS NOT NULL;
CREATE INDEX referrals_friend_name_search ON referrals (shop_id, lower(friend_name) COLLATE "C") WHERE friend_name IS NOT NULL;
CREATE INDEX orders_search ON orders (shop_id, external_id COLLATE "C");

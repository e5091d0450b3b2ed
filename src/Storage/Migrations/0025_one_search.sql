-- owner: Search
-- Advocates are found by search_words alone. Those who joined before there were such words get them by a piece of work in each shop; its
-- id is this migration's number, which no id of a node is.
DROP INDEX IF EXISTS advocates_search;
DROP INDEX IF EXISTS advocates_name_search;
INSERT INTO jobs (shop_id, job_id, kind, subject, clock, gate, due_at)
SELECT s.shop_id, 25, 'fill_search_words', 'all', 'wall', 'fill_search_words', 0 FROM shops s
WHERE EXISTS (SELECT 1 FROM advocates a WHERE a.shop_id = s.shop_id);
UPDATE shops SET next_wall_due_at = 0 WHERE EXISTS (SELECT 1 FROM advocates a WHERE a.shop_id = shops.shop_id);

-- SQLite keeps the keys of codes and orders in the order of code points by itself; PostgreSQL in that of the database's language.
-- on SQLite: DROP INDEX IF EXISTS codes_search;
-- on SQLite: DROP INDEX IF EXISTS orders_search;

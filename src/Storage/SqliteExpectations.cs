namespace Vouch.Storage;

/// <summary>
/// What SQLite's planner is told of our tables. It gathers no statistics by itself, and without any it takes one equal
/// column for a good filter; but every index begins with the shop, and one shop may have all the rows. So each index is
/// described as of a million rows in one shop, few per further column, except where a column knows a few words only.
/// </summary>
internal static class SqliteExpectations
{
    internal const string Script = """
        ANALYZE;
        DELETE FROM sqlite_stat1;
        INSERT INTO sqlite_stat1 (tbl, idx, stat)
        SELECT m.tbl_name, m.name, '1000000' || (
            SELECT group_concat(
                CASE WHEN c.seqno = 0 AND c.name = 'shop_id' THEN ' 1000000'
                    WHEN c.name IN ('status', 'kind', 'type', 'clock', 'measure', 'consumer', 'chain') THEN ' 200000'
                    ELSE ' ' || (CASE c.seqno WHEN 0 THEN 30 WHEN 1 THEN 20 WHEN 2 THEN 5 ELSE 2 END) END, '')
            FROM (SELECT seqno, name FROM pragma_index_info(m.name) ORDER BY seqno) AS c)
        FROM sqlite_schema AS m
        WHERE m.type = 'index' AND m.tbl_name NOT LIKE 'sqlite%';
        INSERT INTO sqlite_stat1 (tbl, idx, stat)
        SELECT m.name, m.name, '1000000' || (
            SELECT group_concat(
                CASE WHEN c.pk = 1 AND c.name = 'shop_id' THEN ' 1000000'
                    WHEN c.pk = (SELECT max(k.pk) FROM pragma_table_info(m.name) AS k) THEN ' 1'
                    WHEN c.name IN ('status', 'kind', 'type', 'clock', 'measure', 'consumer', 'chain') THEN ' 200000'
                    ELSE ' ' || (CASE c.pk WHEN 1 THEN 30 WHEN 2 THEN 20 WHEN 3 THEN 5 ELSE 2 END) END, '')
            FROM (SELECT pk, name FROM pragma_table_info(m.name) WHERE pk > 0 ORDER BY pk) AS c)
        FROM sqlite_schema AS m
        WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite%';
        """;
}

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
        """;
}

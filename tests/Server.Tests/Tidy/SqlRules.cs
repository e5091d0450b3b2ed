using System.Text.RegularExpressions;

namespace Vouch.Server.Tests.Tidy;

/// <summary>What an SQL text must be besides correct: each rule gives what is wrong, or nothing.</summary>
internal static partial class SqlRules
{
    private static readonly (Regex Word, string Instead)[] Uncommon =
    [
        (new(@"\bILIKE\b"), "LIKE on a stored lower-case key"), (new("->"), "a column of its own"), (new(@"\bTRUNCATE\b"), "DELETE"),
        (new(@"\bDELETE\s+FROM\s+\w+(\s+(AS\s+)?\w+)?\s+USING\b"), "DELETE … WHERE … IN"), (new(@"\bTRIGGER\b"), "a statement of its own"),
        (new(@"\bAS\s*\(\s*(INSERT|UPDATE|DELETE)\b"), "two statements"), (new(@"\b(random|gen_random_uuid|now|clock_timestamp)\s*\("), "a parameter"),
        (new(@"\bCURRENT_(TIMESTAMP|DATE|TIME)\b"), "a parameter"), (new("::"), "CAST"), (new(@"\bDISTINCT\s+ON\b"), "a window function"),
        (new(@"\bINSERT\s+OR\b|\bREPLACE\s+INTO\b|\bMERGE\b"), "ON CONFLICT"), (new(@"\b(IFNULL|NVL)\s*\(", RegexOptions.IgnoreCase), "coalesce"),
        (new(@"\b(GROUPING\s+SETS|WITH\s+RECURSIVE|LATERAL)\b"), "a simpler question"),
    ];

    /// <summary>Words that only one engine, or no sharded one, understands.</summary>
    public static IEnumerable<string> UncommonWords(string sql) =>
        Uncommon.Where(rule => rule.Word.IsMatch(Bare(sql))).Select(rule => $"{rule.Word.Match(Bare(sql)).Value}: use {rule.Instead}");

    /// <summary>
    /// A text that could see another shop: each table of a shop that it reads or changes must be tied to a shop, by the
    /// parameter or by the table it is joined with; an insert must carry the shop.
    /// </summary>
    public static IEnumerable<string> OpenToOtherShops(string sql, bool isMarked, IReadOnlySet<string> shopTables)
    {
        var bare = Bare(sql);
        if (isMarked)
        {
            return [];
        }

        if (!bare.Contains("@shop", StringComparison.Ordinal))
        {
            return ["has no @shop"];
        }

        var tables = Reads(bare).Concat(Changes(bare)).Count(shopTables.Contains);
        var ties = Tie().Count(bare);
        return ties >= tables ? [] : [$"touches {tables} tables of shops and ties {ties}"];
    }

    /// <summary>Writes to a table that is not the slice's own; the command line writes nothing by itself, the storage is Platform's.</summary>
    public static IEnumerable<string> WritesElsewhere(string sql, string slice, IReadOnlyDictionary<string, string> owners) =>
        Writes(Bare(sql)).Where(table => owners.GetValueOrDefault(table) != (slice == "Storage" ? "Platform" : slice))
            .Select(table => $"writes {table} of {owners.GetValueOrDefault(table, "nobody")}");

    /// <summary>Reads of a table whose owner stands to the right; the command line may read everything.</summary>
    public static IEnumerable<string> ReadsToTheRight(string sql, string slice, IReadOnlyDictionary<string, string> owners, IReadOnlyList<string> loop)
    {
        string[] line = ["Storage", "Platform", .. loop, "Cli"];
        return Reads(Bare(sql)).Where(owners.ContainsKey)
            .Where(table => owners[table] != "Platform" && Array.IndexOf(line, owners[table]) > Array.IndexOf(line, slice))
            .Select(table => $"reads {table} of {owners[table]}");
    }

    /// <summary>A nullable column in an ORDER BY that does not say where NULLs stand; the engines differ.</summary>
    public static IEnumerable<string> UnplacedNulls(string sql, IReadOnlySet<(string Table, string Column)> nullable)
    {
        var bare = Bare(sql);
        string[] tables = [.. Reads(bare), .. Changes(bare)];
        return OrderBy().Matches(bare).SelectMany(order => Items(bare[(order.Index + order.Length)..]))
            .Where(item => !item.Contains("NULLS ", StringComparison.Ordinal))
            .Select(item => item.Split(' ')[0].Split('.'))
            .Where(name => (name.Length == 2 ? [TableOf(name[0], bare)] : tables).Any(table => nullable.Contains((table, name[^1]))))
            .Select(name => name[^1])
            .Select(column => $"orders by {column}, which may be NULL, without NULLS FIRST or LAST");
    }

    /// <summary>The tables that a text inserts into, updates or deletes from.</summary>
    public static IEnumerable<string> Writes(string sql) => Write().Matches(sql).Select(match => match.Groups["table"].Value);

    private static IEnumerable<string> Reads(string sql) => Read().Matches(sql).Select(match => match.Groups["table"].Value);

    private static IEnumerable<string> Changes(string sql) => Change().Matches(sql).Select(match => match.Groups["table"].Value);

    private static string TableOf(string alias, string sql) => Alias().Matches(sql)
        .FirstOrDefault(match => match.Groups["alias"].Value == alias)?.Groups["table"].Value ?? alias;

    private static string Bare(string sql) => Literal().Replace(sql, "''");

    /// <summary>The items of an ORDER BY, to its end: a clause that follows, or the bracket it stands in.</summary>
    private static List<string> Items(string text)
    {
        var (items, start, depth, at) = (new List<string>(), 0, 0, 0);
        for (; at < text.Length && !(depth == 0 && (text[at] == ')' || After().IsMatch(text[at..]))); at++)
        {
            depth += text[at] == '(' ? 1 : text[at] == ')' ? -1 : 0;
            if (text[at] == ',' && depth == 0)
            {
                items.Add(Spaces().Replace(text[start..at], " ").Trim());
                start = at + 1;
            }
        }

        items.Add(Spaces().Replace(text[start..at], " ").Trim());
        return items;
    }

    [GeneratedRegex("'[^']*'|--[^\n]*")]
    private static partial Regex Literal();

    [GeneratedRegex(@"(?<!DELETE\s+)(?<!DISTINCT\s+)\b(FROM|JOIN)\s+(?<table>[a-z_]+)(?!\s*\()")]
    private static partial Regex Read();

    [GeneratedRegex(@"(?<!FOR\s+)(?<!DO\s+)\b(UPDATE|DELETE\s+FROM)\s+(?<table>[a-z_]+)")]
    private static partial Regex Change();

    [GeneratedRegex(@"(?<!FOR\s+)(?<!DO\s+)\b(UPDATE|DELETE\s+FROM|INSERT\s+INTO)\s+(?<table>[a-z_]+)")]
    private static partial Regex Write();

    [GeneratedRegex(@"\bshop_id\s*=\s*(@shop\b|\w+\.shop_id\b)|\bUSING\s*\(\s*shop_id\b")]
    private static partial Regex Tie();

    [GeneratedRegex(@"\b(FROM|JOIN)\s+(?<table>[a-z_]+)\s+(AS\s+)?(?<alias>[a-z_]+)")]
    private static partial Regex Alias();

    [GeneratedRegex(@"\bORDER\s+BY\s+")]
    private static partial Regex OrderBy();

    [GeneratedRegex(@"^\s+(LIMIT|FOR|OFFSET|ROWS|RANGE|UNION|ON|RETURNING)\b")]
    private static partial Regex After();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}

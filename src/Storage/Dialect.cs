using System.Collections.Concurrent;
using System.Text;
using System.Text.RegularExpressions;

namespace Vouch.Storage;

/// <summary>
/// What the two engines say differently. Both get the same text; here <c>= ANY(@ids)</c>,
/// <c>unnest(CAST(@ids AS bigint[])) AS i(value)</c>, <c>FOR UPDATE</c> and the parameter marks become what the engine
/// understands. On SQLite a join with <c>unnest</c> costs less than <c>ANY</c>, which fills a table of its own first: it is
/// for what each order asks. <c>COLLATE "C"</c>, the order of code points, is the only one that SQLite has.
/// A migration's line that begins with <c>-- on SQLite: </c> is a comment on PostgreSQL, and its rest is run on SQLite.
/// (greatest, least and the case of LIKE are set on SQLite's connections.)
/// </summary>
internal abstract partial class Dialect
{
    // Constant texts are interned: comparing references is enough, and cheap.
    private readonly ConcurrentDictionary<string, Statement> _statements = new(ReferenceEqualityComparer.Instance);

    /// <summary>What SQLite understands; one for the process, since what is worked out for a text holds for every database.</summary>
    public static Dialect OfSqlite { get; } = new Sqlite();

    /// <summary>What PostgreSQL understands.</summary>
    public static Dialect OfPostgres { get; } = new Postgres();

    public Statement Statement(string sql) => _statements.TryGetValue(sql, out var found) ? found : _statements.GetOrAdd(sql, Make);

    /// <summary>The insert of one row, made to insert many in one statement; itself where the engine repeats it instead.</summary>
    public abstract Statement ManyRows(Statement one, bool shopIsBound);

    /// <summary>A migration's text.</summary>
    public virtual string Script(string sql) => sql;

    protected abstract string Rewrite(string sql);

    protected abstract string Mark(string name, int number);

    private Statement Make(string sql)
    {
        var names = new List<string>();
        return new Statement(sql, Replace(Rewrite(sql), name =>
        {
            names.AddRange(names.Contains(name) ? [] : [name]);
            return Mark(name, names.IndexOf(name) + 1);
        }), names);
    }

    /// <summary>Replaces every parameter by what is made of its plain name.</summary>
    protected static string Replace(string sql, Func<string, string> mark)
    {
        var text = new StringBuilder(sql.Length + 32);
        var done = 0;
        foreach (var (start, length) in Storage.Statement.Uses(sql))
        {
            text.Append(sql, done, start - done).Append(mark(Parameter.Plain(sql.AsSpan(start + 1, length - 1))));
            done = start + length;
        }

        return text.Append(sql, done, sql.Length - done).ToString();
    }

    private sealed partial class Sqlite : Dialect
    {
        // One writer holds the whole file: there is nothing to lock row by row.
        protected override string Rewrite(string sql) =>
            ForUpdate().Replace(
                Unnest().Replace(Any().Replace(Ordered(sql), "IN (SELECT value FROM json_each($1))"), "json_each($1) AS $2"), "");

        protected override string Mark(string name, int number) => "@" + name;

        // Every table has its key, and is kept in the order of it: one tree less to write than with row numbers.
        public override string Script(string sql) => EndOfTable().Replace(Here().Replace(Ordered(sql), ""), ") WITHOUT ROWID;");

        public override Statement ManyRows(Statement one, bool shopIsBound) => one;

        private static string Ordered(string sql) => sql.Replace(" COLLATE \"C\"", "", StringComparison.Ordinal);

        [GeneratedRegex("^-- on SQLite: ", RegexOptions.Multiline)]
        private static partial Regex Here();

        [GeneratedRegex(@"^\);", RegexOptions.Multiline)]
        private static partial Regex EndOfTable();

        [GeneratedRegex(@"=\s*ANY\s*\(\s*(@\w+)\s*\)")]
        private static partial Regex Any();

        [GeneratedRegex(@"\bunnest\(CAST\((@\w+) AS (?:text|bigint)\[\]\)\) AS (\w+)\(value\)")]
        private static partial Regex Unnest();

        [GeneratedRegex(@"\bFOR\s+UPDATE(\s+OF\s+\w+)?(\s+SKIP\s+LOCKED)?\b")]
        private static partial Regex ForUpdate();
    }

    private sealed partial class Postgres : Dialect
    {
        protected override string Rewrite(string sql) => sql;

        protected override string Mark(string name, int number) => $"${number}";

        // INSERT … VALUES (@a, @b) becomes INSERT … SELECT u.a, u.b FROM unnest($1, $2) AS u(a, b): one array a column.
        public override Statement ManyRows(Statement one, bool shopIsBound)
        {
            var match = OneTuple().Match(one.Sql);
            var columns = one.Names.Where(n => !Scalar(n)).ToList();
            if (!match.Success || columns.Count == 0 || one.Sql.Contains("RETURNING", StringComparison.Ordinal))
            {
                throw Unfit();
            }

            var tuple = Replace(match.Groups["tuple"].Value, name => Scalar(name) ? Number(name) : $"u.\"{name}\"");
            var arrays = string.Join(", ", columns.Select(Number));
            var names = string.Join(", ", columns.Select(c => $"\"{c}\""));
            var (head, tail) = (Replace(match.Groups["head"].Value, Outside), Replace(match.Groups["tail"].Value, Outside));
            return new Statement(one.Sql, $"{head}SELECT {tuple} FROM unnest({arrays}) AS u({names}){tail}", one.Names);
            bool Scalar(string name) => shopIsBound && name == Parameter.Shop;
            string Number(string name) => $"${one.Names.ToList().IndexOf(name) + 1}";
            string Outside(string name) => Scalar(name) ? Number(name) : throw Unfit();
            ArgumentException Unfit() => new(
                $"For many rows write INSERT … VALUES (@a, @b) with the rows' parameters between these brackets only: {one.Sql}");
        }

        private const string Balanced = @"(?<tuple>(?>[^()]+|\((?<open>)|\)(?<-open>))*(?(open)(?!)))";

        [GeneratedRegex(@"^(?<head>.*?)\bVALUES\s*\(" + Balanced + @"\)(?<tail>(?!\s*,).*)$", RegexOptions.Singleline)]
        private static partial Regex OneTuple();
    }
}

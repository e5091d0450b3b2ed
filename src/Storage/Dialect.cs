using System.Collections.Concurrent;
using System.Text;
using System.Text.RegularExpressions;

namespace Vouch.Storage;

/// <summary>
/// What the two engines say differently. Both get the same text; here <c>= ANY(@ids)</c>, <c>FOR UPDATE</c> and the
/// parameter marks become what the engine understands. (greatest, least and the case of LIKE are set on SQLite's connections.)
/// </summary>
internal abstract partial class Dialect
{
    // Constant texts are interned: comparing references is enough, and cheap.
    private readonly ConcurrentDictionary<string, Statement> _statements = new(ReferenceEqualityComparer.Instance);

    public Statement Statement(string sql) => _statements.TryGetValue(sql, out var found) ? found : _statements.GetOrAdd(sql, Make);

    /// <summary>The insert of one row, made to insert many in one statement; itself where the engine repeats it instead.</summary>
    public abstract Statement ManyRows(Statement one, Type row, bool shopIsBound);

    protected abstract string Rewrite(string sql);

    protected abstract string Mark(string name, int number);

    protected Statement Make(string sql)
    {
        var text = Rewrite(sql);
        var names = new List<string>();
        return new Statement(sql, Replace(text, name =>
        {
            if (!names.Contains(name))
            {
                names.Add(name);
            }

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

    public sealed partial class Sqlite : Dialect
    {
        // One writer holds the whole file: there is nothing to lock row by row.
        protected override string Rewrite(string sql) => ForUpdate().Replace(Any().Replace(sql, "IN (SELECT value FROM json_each($1))"), "");

        protected override string Mark(string name, int number) => "@" + name;

        public override Statement ManyRows(Statement one, Type row, bool shopIsBound) => one;

        [GeneratedRegex(@"=\s*ANY\s*\(\s*(@\w+)\s*\)")]
        private static partial Regex Any();

        [GeneratedRegex(@"\bFOR\s+UPDATE(\s+OF\s+\w+)?(\s+SKIP\s+LOCKED)?\b")]
        private static partial Regex ForUpdate();
    }

    public sealed partial class Postgres : Dialect
    {
        protected override string Rewrite(string sql) => sql;

        protected override string Mark(string name, int number) => $"${number}";

        // INSERT … VALUES (@a, @b) becomes INSERT … SELECT u.a, u.b FROM unnest($1, $2) AS u(a, b): one array a column.
        public override Statement ManyRows(Statement one, Type row, bool shopIsBound)
        {
            var match = OneTuple().Match(one.Sql);
            var ends = match.Success && !one.Sql.Contains("RETURNING", StringComparison.Ordinal);
            bool Scalar(string name) => shopIsBound && name == Parameter.Shop;
            if (!ends || one.Names.All(Scalar) || Storage.Statement.Uses(match.Groups["head"].Value + match.Groups["tail"].Value)
                .Any(u => !Scalar(Parameter.Plain((match.Groups["head"].Value + match.Groups["tail"].Value).AsSpan(u.Start + 1, u.Length - 1)))))
            {
                throw new ArgumentException($"For many rows write INSERT … VALUES (@a, @b) with the rows' parameters between these brackets only: {one.Sql}");
            }

            string Number(string name) => $"${one.Names.ToList().IndexOf(name) + 1}";
            var columns = one.Names.Where(n => !Scalar(n)).ToList();
            var tuple = Replace(match.Groups["tuple"].Value, name => Scalar(name) ? Number(name) : "u." + name);
            var from = $"FROM unnest({string.Join(", ", columns.Select(Number))}) AS u({string.Join(", ", columns)})";
            return new Statement(one.Sql, $"{match.Groups["head"].Value}SELECT {tuple} {from}{Replace(match.Groups["tail"].Value, Number)}", one.Names);
        }

        [GeneratedRegex(@"^(?<head>.*?)\bVALUES\s*\((?<tuple>(?>[^()]+|\((?<open>)|\)(?<-open>))*(?(open)(?!)))\)(?<tail>(?!\s*,).*)$", RegexOptions.Singleline)]
        private static partial Regex OneTuple();
    }
}

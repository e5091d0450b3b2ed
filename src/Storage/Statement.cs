using System.Collections.Concurrent;
using System.Data.Common;

namespace Vouch.Storage;

/// <summary>One SQL text as this engine understands it, with everything that is worked out once per text.</summary>
internal sealed class Statement
{
    private readonly ConcurrentDictionary<(Type Args, bool ShopIsBound), Parameter[]> _parameters = new();
    private readonly ConcurrentDictionary<Type, Delegate> _mappers = new();
    private readonly ConcurrentDictionary<(Type Row, bool ShopIsBound), Statement> _manyRows = new();

    public Statement(string sql, string text, IReadOnlyList<string> names)
    {
        (Sql, Text, Names) = (sql, text, names);
        HasShop = names.Contains(Parameter.Shop);
    }

    /// <summary>The text as written in the source.</summary>
    public string Sql { get; }

    /// <summary>The text as sent.</summary>
    public string Text { get; }

    /// <summary>Parameter names, lower case without underscores, each once, in order of first use.</summary>
    public IReadOnlyList<string> Names { get; }

    public bool HasShop { get; }

    /// <summary>How to read each parameter from an arguments object of this type.</summary>
    public Parameter[] Parameters(Type? args, bool shopIsBound) => _parameters.GetOrAdd(
        (args ?? typeof(object), shopIsBound),
        static (key, self) => [.. self.Names.Select(name =>
            key.ShopIsBound && name == Parameter.Shop ? Parameter.BoundShop : Parameter.Of(key.Args, name, self.Sql))],
        this);

    /// <summary>Makes rows of this statement's columns; worked out at the first row.</summary>
    public Func<DbDataReader, T> Mapper<T>(DbDataReader reader) => _mappers.TryGetValue(typeof(T), out var mapper)
        ? (Func<DbDataReader, T>)mapper
        : (Func<DbDataReader, T>)_mappers.GetOrAdd(typeof(T), RowMapper.Compile<T>(reader, Sql));

    /// <summary>The same insert for many rows of this type, made once by the dialect.</summary>
    public Statement ManyRows(Type row, bool shopIsBound, Dialect dialect) => _manyRows.GetOrAdd(
        (row, shopIsBound), static (key, x) => x.dialect.ManyRows(x.self, key.ShopIsBound), (self: this, dialect));

    /// <summary>Finds every <c>@name</c> outside of literals, quoted names and comments.</summary>
    public static IEnumerable<(int Start, int Length)> Uses(string sql)
    {
        for (var i = 0; i < sql.Length; i++)
        {
            switch (sql[i])
            {
                case '\'' or '"':
                    i = End(sql, i + 1, sql[i].ToString(), 0);
                    break;
                case '-' when At(sql, i + 1) == '-':
                    i = End(sql, i, "\n", 0);
                    break;
                case '/' when At(sql, i + 1) == '*':
                    i = End(sql, i + 2, "*/", 1);
                    break;
                case '@' when char.IsAsciiLetter(At(sql, i + 1)):
                    var start = i;
                    while (char.IsAsciiLetterOrDigit(At(sql, i + 1)) || At(sql, i + 1) == '_')
                    {
                        i++;
                    }

                    yield return (start, i - start + 1);
                    break;
                default:
                    break;
            }
        }
    }

    private static char At(string sql, int i) => i < sql.Length ? sql[i] : '\0';

    private static int End(string sql, int from, string mark, int more)
    {
        var at = sql.IndexOf(mark, Math.Min(from, sql.Length), StringComparison.Ordinal);
        return at < 0 ? sql.Length : at + more;
    }
}

/// <summary>A statement with the values of one call.</summary>
internal readonly record struct Bound(Statement Statement, Parameter[] Parameters, object?[] Values);

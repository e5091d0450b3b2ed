using System.Collections;
using System.Linq.Expressions;
using System.Reflection;
using System.Text.Json;
using Vouch.Domain;
using Vouch.Domain.Ids;

namespace Vouch.Storage;

/// <summary>What a value is to an engine; a NULL has a kind too.</summary>
internal enum ValueKind
{
    Long,
    Text,
    Bool,
    Double,
}

/// <summary>Reads one parameter from an arguments object; compiled once per property.</summary>
/// <param name="Name">Lower case, without underscores.</param>
/// <param name="Kind">Of the value, or of the elements of a list.</param>
/// <param name="IsList">The value is a list: long[] or string[].</param>
/// <param name="Read">The value: long, string, bool, double, an array of one of these, or null.</param>
internal sealed record Parameter(string Name, ValueKind Kind, bool IsList, Func<object, object?> Read)
{
    public const string Shop = "shop";

    /// <summary>Stands for the shop that the caller was made for; its value is put in by whoever binds.</summary>
    public static readonly Parameter BoundShop = new(
        Shop, ValueKind.Long, false, _ => throw new InvalidOperationException("The shop is bound by the caller."));

    /// <summary>The name as compared: <c>programId</c>, <c>ProgramId</c> and <c>program_id</c> are the same.</summary>
    public static string Plain(ReadOnlySpan<char> name) => name.ToString().Replace("_", "", StringComparison.Ordinal).ToLowerInvariant();

    /// <summary>Finds the property of that name; a missing one, or one of a type no column has, is a bug that names the SQL.</summary>
    public static Parameter Of(Type args, string name, string sql)
    {
        var property = args.GetProperties(BindingFlags.Public | BindingFlags.Instance).FirstOrDefault(p => Plain(p.Name) == name)
            ?? throw new ArgumentException($"There is no value for @{name} in {args.Name}: {sql}");
        var source = System.Linq.Expressions.Expression.Parameter(typeof(object));
        var value = Expression.Property(Expression.Convert(source, args), property);
        var (kind, isList, body) = List(property.PropertyType, value) ?? Scalar(property.PropertyType, value)
            ?? throw new ArgumentException(
                $"{args.Name}.{property.Name} is of type {property.PropertyType.Name}, which no column has: {sql}");
        var read = Expression.Lambda<Func<object, object?>>(Expression.Convert(body, typeof(object)), source);
        return new Parameter(name, kind, isList, read.Compile());
    }

    /// <summary>The values of many rows as one typed array, NULLs included.</summary>
    public Array Column<TRow>(IReadOnlyList<TRow> rows) => Kind switch
    {
        ValueKind.Long => Column<TRow, long?>(rows),
        ValueKind.Text => Column<TRow, string?>(rows),
        ValueKind.Bool => Column<TRow, bool?>(rows),
        _ => Column<TRow, double?>(rows),
    };

    /// <summary>A list as JSON, for engines without arrays.</summary>
    public static string Json(object list) => list switch
    {
        long[] longs => $"[{string.Join(',', longs)}]",
        string[] texts => JsonSerializer.Serialize(texts),
        _ => throw new ArgumentException("Lists of numbers and of texts can be sent."),
    };

    private TValue[] Column<TRow, TValue>(IReadOnlyList<TRow> rows)
    {
        var column = new TValue[rows.Count];
        for (var i = 0; i < column.Length; i++)
        {
            column[i] = (TValue)Read(rows[i]!)!;
        }

        return column;
    }

    private static (ValueKind, bool, Expression)? Scalar(Type type, Expression value)
    {
        if (Nullable.GetUnderlyingType(type) is { } inner)
        {
            return Scalar(inner, Expression.Property(value, "Value")) is not var (kind, _, plain)
                ? null
                : (kind, false, Expression.Condition(
                    Expression.Property(value, "HasValue"), Expression.Convert(plain, typeof(object)), Expression.Constant(null)));
        }

        return type switch
        {
            _ when type == typeof(string) => (ValueKind.Text, false, value),
            _ when type == typeof(bool) => (ValueKind.Bool, false, value),
            _ when type == typeof(double) => (ValueKind.Double, false, value),
            _ when type == typeof(long) => (ValueKind.Long, false, value),
            _ when type == typeof(int) || type == typeof(short) || type == typeof(byte) =>
                (ValueKind.Long, false, Expression.Convert(value, typeof(long))),
            _ when type == typeof(Instant) => (ValueKind.Long, false, Expression.Property(value, nameof(Instant.Milliseconds))),
            _ when RowMapper.IsId(type) => (ValueKind.Long, false, Expression.Property(value, "Value")),
            _ when type.IsEnum => (ValueKind.Text, false, Expression.Call(typeof(WireName), nameof(WireName.Of), [type], value)),
            _ => null,
        };
    }

    private static (ValueKind, bool, Expression)? List(Type type, Expression value)
    {
        var element = type == typeof(string) || !typeof(IEnumerable).IsAssignableFrom(type) ? null : type.GetInterfaces().Append(type)
            .FirstOrDefault(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IEnumerable<>))?.GetGenericArguments()[0];
        if (element is null)
        {
            return null;
        }

        var item = Expression.Parameter(element);
        if (Nullable.GetUnderlyingType(element) is not null
            || Scalar(element, item) is not var (kind, _, read) || kind is ValueKind.Bool or ValueKind.Double)
        {
            return null;
        }

        var toArray = typeof(Parameter).GetMethod(nameof(ToArray), BindingFlags.NonPublic | BindingFlags.Static)!;
        var list = Expression.Convert(value, typeof(IEnumerable<>).MakeGenericType(element));
        return (kind, true, Expression.Call(toArray.MakeGenericMethod(element, read.Type), list, Expression.Lambda(read, item)));
    }

    private static TTo[] ToArray<TFrom, TTo>(IEnumerable<TFrom> list, Func<TFrom, TTo> read) => [.. list.Select(read)];
}

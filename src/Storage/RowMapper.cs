using System.Data.Common;
using System.Linq.Expressions;
using System.Reflection;
using System.Runtime.CompilerServices;
using Vouch.Domain;
using Vouch.Domain.Ids;

namespace Vouch.Storage;

/// <summary>
/// Compiles "row to value" for one statement: positional records whose constructor parameters are columns
/// (<c>ProgramId</c> is <c>program_id</c>), tuples by position, and single values.
/// </summary>
internal static class RowMapper
{
    private static readonly ParameterExpression Reader = Expression.Parameter(typeof(DbDataReader), "reader");

    /// <summary>True for a typed id.</summary>
    public static bool IsId(Type type) => type.IsValueType
        && type.GetInterfaces().Any(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IEntityId<>));

    /// <summary>A column that has no parameter is passed over; a parameter without column is a bug that names the SQL.</summary>
    public static Func<DbDataReader, T> Compile<T>(DbDataReader reader, string sql)
    {
        var type = typeof(T);
        var single = Value(type, 0, true, $"column 1 of {sql}");
        return Expression.Lambda<Func<DbDataReader, T>>((Expression?)single ?? Record(type, reader, sql), Reader).Compile();
    }

    private static NewExpression Record(Type type, DbDataReader reader, string sql)
    {
        var constructor = type.GetConstructors().OrderByDescending(c => c.GetParameters().Length).FirstOrDefault()
            ?? throw new ArgumentException($"{type.Name} has no public constructor to make rows with: {sql}");
        var columns = Enumerable.Range(0, reader.FieldCount).ToLookup(i => Parameter.Plain(reader.GetName(i)));
        var byPosition = typeof(ITuple).IsAssignableFrom(type);
        var nullability = new NullabilityInfoContext();
        return Expression.New(constructor, constructor.GetParameters().Select((p, position) =>
        {
            var found = byPosition ? [position] : columns[Parameter.Plain(p.Name)].ToArray();
            if (found.Length != 1 || found[0] >= reader.FieldCount)
            {
                throw new ArgumentException($"{type.Name}.{p.Name} matches {found.Length} columns: {sql}");
            }

            var mayBeNull = nullability.Create(p).WriteState != NullabilityState.NotNull;
            return Value(p.ParameterType, found[0], mayBeNull, $"{type.Name}.{p.Name}")
                ?? throw new ArgumentException($"{type.Name}.{p.Name} is of type {p.ParameterType.Name}, which no column has: {sql}");
        }));
    }

    private static ConditionalExpression? Value(Type type, int column, bool mayBeNull, string where)
    {
        var inner = Nullable.GetUnderlyingType(type);
        if (Present(inner ?? type, Expression.Constant(column)) is not { } present)
        {
            return null;
        }

        var isNull = Expression.Call(Reader, nameof(DbDataReader.IsDBNull), null, Expression.Constant(column));
        Expression absent = inner is not null || (!type.IsValueType && mayBeNull)
            ? Expression.Default(type)
            : Expression.Throw(Expression.New(
                typeof(InvalidCastException).GetConstructor([typeof(string)])!, Expression.Constant($"NULL came for {where}.")), type);
        return Expression.Condition(isNull, absent, inner is null ? present : Expression.Convert(present, type));
    }

    private static Expression? Present(Type type, ConstantExpression column)
    {
        Expression Get(string method) => Expression.Call(Reader, method, null, column);
        return type switch
        {
            _ when type == typeof(string) => Get(nameof(DbDataReader.GetString)),
            _ when type == typeof(long) => Get(nameof(DbDataReader.GetInt64)),
            _ when type == typeof(bool) => Get(nameof(DbDataReader.GetBoolean)),
            _ when type == typeof(double) => Get(nameof(DbDataReader.GetDouble)),
            _ when type == typeof(int) => Expression.ConvertChecked(Get(nameof(DbDataReader.GetInt64)), typeof(int)),
            _ when type == typeof(Instant) || IsId(type) =>
                Expression.New(type.GetConstructor([typeof(long)])!, Get(nameof(DbDataReader.GetInt64))),
            _ when type.IsEnum => Expression.Call(typeof(WireName), nameof(WireName.Parse), [type], Get(nameof(DbDataReader.GetString))),
            _ => null,
        };
    }
}

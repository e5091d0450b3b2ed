using System.Text.Json.Serialization.Metadata;
using Vouch.Domain;
using Vouch.Server.Platform;

namespace Vouch.Server.Cli;

/// <summary>What a field of a body holds, as far as a cell can be written into it.</summary>
internal enum FieldKind
{
    Text,
    Whole,
    Flag,
    Texts,
}

/// <summary>
/// The fields of a body of the contract by their JSON paths, read off the body's own type, so that a file has the same
/// names as a request: <c>customer.email</c>, <c>lines.0.sku</c> (also <c>lines[0].sku</c>), <c>metadata.note</c>.
/// </summary>
internal static class BodyFields
{
    /// <summary>The most elements of a list that columns may name.</summary>
    private const int MostElements = 100;

    /// <summary>The steps of a path.</summary>
    internal static string[] Steps(string path) =>
        path.Trim().Replace("[", ".", StringComparison.Ordinal).Replace("]", "", StringComparison.Ordinal).Split('.');

    /// <summary>What the field at a path holds; null where the body has no such field, or one that no single cell can hold.</summary>
    internal static FieldKind? Find(Type body, IReadOnlyList<string> steps)
    {
        var type = body;
        foreach (var step in steps)
        {
            if (Inside(Plain(type), step) is not { } inside)
            {
                return null;
            }

            type = inside;
        }

        return Plain(type) switch
        {
            var text when text == typeof(string) => FieldKind.Text,
            var whole when whole == typeof(long) || whole == typeof(int) => FieldKind.Whole,
            var flag when flag == typeof(bool) => FieldKind.Flag,
            var texts when Element(texts) == typeof(string) => FieldKind.Texts,
            _ => null,
        };
    }

    /// <summary>True where the field at a path is a list, whose steps are places.</summary>
    internal static bool IsList(Type body, IEnumerable<string> steps) =>
        Element(Plain(steps.Aggregate(body, (type, step) => Inside(Plain(type), step)!))) is not null;

    private static bool IsPlace(string step) => int.TryParse(step, out var place) && place is >= 0 and < MostElements;

    private static Type? Inside(Type type, string step)
    {
        if (Values(type) is { } values)
        {
            return step.Length > 0 ? values : null;
        }

        if (Element(type) is { } element)
        {
            return IsPlace(step) ? element : null;
        }

        var info = type == typeof(string) || type.IsPrimitive ? null : WireJson.Options.GetTypeInfo(type);
        return info?.Kind == JsonTypeInfoKind.Object
            ? info.Properties.FirstOrDefault(property => property.Name == step)?.PropertyType
            : null;
    }

    private static Type Plain(Type type)
    {
        var inner = type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Optional<>) ? type.GetGenericArguments()[0] : type;
        return Nullable.GetUnderlyingType(inner) ?? inner;
    }

    private static Type? Values(Type type) => Argument(type, typeof(IReadOnlyDictionary<,>), 1);

    private static Type? Element(Type type) => Argument(type, typeof(IReadOnlyList<>), 0);

    private static Type? Argument(Type type, Type generic, int index) =>
        type.IsGenericType && type.GetGenericTypeDefinition() == generic ? type.GetGenericArguments()[index] : null;
}

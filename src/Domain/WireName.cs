using System.Collections.Concurrent;
using System.Text;

namespace Vouch.Domain;

/// <summary>
/// One spelling of every enum value, in JSON, in tables and on pages: the member's name in snake_case
/// (<c>StoreCredit</c> is <c>store_credit</c>).
/// </summary>
public static class WireName
{
    private static readonly ConcurrentDictionary<Type, (Dictionary<string, object> ByName, Dictionary<object, string> ByValue)> Tables =
        new();

    /// <summary>The wire name of an enum value.</summary>
    public static string Of<T>(T value) where T : struct, Enum => Of((Enum)value);

    /// <summary>The wire name of a boxed enum value.</summary>
    public static string Of(Enum value) => Table(value.GetType()).ByValue[value];

    /// <summary>Reads a wire name; false when no member is called so. Case counts.</summary>
    public static bool TryParse<T>(string? text, out T value) where T : struct, Enum
    {
        if (text is not null && Table(typeof(T)).ByName.TryGetValue(text, out var found))
        {
            value = (T)found;
            return true;
        }

        value = default;
        return false;
    }

    /// <summary>Reads a wire name that our own table or file holds; anything else is a bug.</summary>
    public static T Parse<T>(string text) where T : struct, Enum =>
        TryParse<T>(text, out var value) ? value : throw new FormatException($"'{text}' is no {typeof(T).Name}.");

    /// <summary>All wire names of an enum, in order of declaration.</summary>
    public static IReadOnlyCollection<string> All<T>() where T : struct, Enum => Table(typeof(T)).ByName.Keys;

    /// <summary>snake_case of a PascalCase or camelCase name.</summary>
    public static string SnakeCase(string name)
    {
        var text = new StringBuilder(name.Length + 4);
        for (var i = 0; i < name.Length; i++)
        {
            if (char.IsUpper(name[i]) && i > 0 && name[i - 1] != '_')
            {
                text.Append('_');
            }

            text.Append(char.ToLowerInvariant(name[i]));
        }

        return text.ToString();
    }

    private static (Dictionary<string, object> ByName, Dictionary<object, string> ByValue) Table(Type type) =>
        Tables.GetOrAdd(type, static t =>
        {
            var byName = new Dictionary<string, object>(StringComparer.Ordinal);
            var byValue = new Dictionary<object, string>();
            foreach (var value in Enum.GetValues(t))
            {
                var name = SnakeCase(value.ToString()!);
                byName[name] = value;
                byValue[value] = name;
            }

            return (byName, byValue);
        });
}

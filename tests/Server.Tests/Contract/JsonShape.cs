using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Vouch.Server.Tests.Contract;

/// <summary>As much of JSON Schema as the API's document uses: does a value have the shape that the document promises?</summary>
internal sealed class JsonShape(JsonNode document)
{
    /// <summary>What is wrong with a value, by its path; nothing when it fits.</summary>
    public IEnumerable<string> Wrong(JsonNode? value, JsonNode schema, string path = "$")
    {
        if (schema["$ref"] is { } reference)
        {
            return Wrong(value, Find(reference.ToString()), path);
        }

        if (schema["oneOf"] is JsonArray choices)
        {
            return choices.Count(choice => !Wrong(value, choice!, path).Any()) == 1 ? [] : [$"{path} fits not exactly one of its shapes"];
        }

        var types = schema["type"] switch { null => [], JsonArray several => several.Select(t => t!.ToString()).ToList(), var one => [one.ToString()] };
        if (types.Count > 0 && !types.Exists(type => Is(value, type)))
        {
            return [$"{path} is {Show(value)} and not {string.Join(" or ", types)}"];
        }

        return value switch
        {
            JsonObject fields => InObject(fields, schema, path),
            JsonArray items when schema["items"] is { } item => items.SelectMany((element, at) => Wrong(element, item, $"{path}[{at}]")),
            JsonValue scalar => InScalar(scalar, schema, path),
            _ => [],
        };
    }

    private IEnumerable<string> InObject(JsonObject fields, JsonNode schema, string path)
    {
        var known = schema["properties"] as JsonObject ?? [];
        foreach (var required in schema["required"] as JsonArray ?? [])
        {
            if (!fields.ContainsKey(required!.ToString()))
            {
                yield return $"{path}.{required} is missing";
            }
        }

        foreach (var (name, value) in fields)
        {
            var shape = known[name] ?? (schema["additionalProperties"] as JsonObject);
            if (shape is null && (known.Count > 0 || schema["additionalProperties"]?.GetValueKind() == JsonValueKind.False))
            {
                yield return $"{path}.{name} is not in the document";
            }

            foreach (var wrong in shape is null ? [] : Wrong(value, shape, $"{path}.{name}"))
            {
                yield return wrong;
            }
        }
    }

    private static IEnumerable<string> InScalar(JsonValue value, JsonNode schema, string path)
    {
        if (schema["enum"] is JsonArray words && !words.Any(word => JsonNode.DeepEquals(word, value)))
        {
            yield return $"{path} is {Show(value)}, none of {words.ToJsonString()}";
        }

        if (schema["pattern"] is { } pattern && !Regex.IsMatch(value.ToString(), pattern.ToString()))
        {
            yield return $"{path} is {Show(value)} and not like {pattern}";
        }

        if (schema["format"]?.ToString() == "date-time" && !DateTimeOffset.TryParse(value.ToString(), out _))
        {
            yield return $"{path} is {Show(value)} and no time";
        }
    }

    private JsonNode Find(string reference) => reference.TrimStart('#', '/').Split('/').Aggregate(document, (node, name) => node[name]!);

    private static bool Is(JsonNode? value, string type) => (value?.GetValueKind() ?? JsonValueKind.Null) switch
    {
        JsonValueKind.Object => type == "object",
        JsonValueKind.Array => type == "array",
        JsonValueKind.String => type == "string",
        JsonValueKind.Number => type == "number" || (type == "integer" && decimal.IsInteger(value!.GetValue<decimal>())),
        JsonValueKind.True or JsonValueKind.False => type == "boolean",
        _ => type == "null",
    };

    private static string Show(JsonNode? value) => value?.ToJsonString() ?? "null";
}

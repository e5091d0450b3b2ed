using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace Vouch.Server.Platform.Reference;

/// <summary>A parameter, or a field of a body.</summary>
/// <param name="Name">Its name; of a field within a field, the path to it.</param>
/// <param name="Type">What it is, in a few words.</param>
/// <param name="IsRequired">It cannot be left out.</param>
/// <param name="Words">What it means; empty where the name says it.</param>
public sealed record ReferenceField(string Name, string Type, bool IsRequired, string Words);

/// <summary>An answer that an endpoint may give.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Words">What it means.</param>
/// <param name="Fields">The body's fields; none for refusals, which all look the same.</param>
public sealed record ReferenceAnswer(string Status, string Words, IReadOnlyList<ReferenceField> Fields);

/// <summary>One endpoint.</summary>
/// <param name="Id">Where the page shows it.</param>
/// <param name="Method">The HTTP method.</param>
/// <param name="Path">The route.</param>
/// <param name="Title">What it does.</param>
/// <param name="Words">What else is to be said; empty for nothing.</param>
/// <param name="Parameters">In the address and the header.</param>
/// <param name="Body">The fields of what is sent.</param>
/// <param name="Answers">What comes back.</param>
/// <param name="Curl">A call to copy.</param>
public sealed record ReferenceOperation(
    string Id, string Method, string Path, string Title, string Words, IReadOnlyList<ReferenceField> Parameters,
    IReadOnlyList<ReferenceField> Body, IReadOnlyList<ReferenceAnswer> Answers, string Curl);

/// <summary>The endpoints of one stage.</summary>
public sealed record ReferenceStage(string Name, string Words, IReadOnlyList<ReferenceOperation> Operations);

/// <summary>The API's document in the shape that a page shows it in.</summary>
internal static class ApiReference
{
    private const int DeepestSent = 4;
    private const int DeepestAnswered = 2;

    /// <summary>The stages in the document's order.</summary>
    /// <param name="document">OpenAPI 3.1, as <c>/openapi/v1.json</c> has it.</param>
    /// <param name="host">Where the calls of the examples go.</param>
    public static IReadOnlyList<ReferenceStage> Of(JsonNode document, string host)
    {
        var operations = document["paths"]!.AsObject().SelectMany(path => path.Value!.AsObject().Select(one => (
            Stage: one.Value!["tags"]![0]!.ToString(),
            Operation: Operation(document, path.Key, one.Key.ToUpperInvariant(), one.Value!, host))));
        return
        [
            .. operations.GroupBy(one => one.Stage).Select(stage => new ReferenceStage(
                stage.Key == nameof(Platform) ? "The shop" : stage.Key,
                document["tags"]?.AsArray().FirstOrDefault(tag => tag!["name"]!.ToString() == stage.Key)?["description"]?.ToString() ?? "",
                [.. stage.Select(one => one.Operation)])),
        ];
    }

    private static ReferenceOperation Operation(JsonNode document, string path, string method, JsonNode one, string host)
    {
        var body = one["requestBody"]?["content"]?["application/json"]?["schema"];
        return new ReferenceOperation(
            one["operationId"]!.ToString(), method, path, one["summary"]!.ToString(), one["description"]?.ToString() ?? "",
            [.. one["parameters"]?.AsArray().Select(parameter => Parameter(document, parameter!)) ?? []],
            body is null ? [] : Fields(document, body, "", DeepestSent),
            [.. one["responses"]!.AsObject().Select(answer => Answer(document, answer.Key, answer.Value!))],
            Curl(method, path, body is not null, host));
    }

    private static ReferenceField Parameter(JsonNode document, JsonNode parameter) => new(
        parameter["name"]!.ToString(),
        parameter["in"]!.ToString() switch { "path" => "in the address, ", "header" => "header, ", _ => "" }
            + TypeOf(document, parameter["schema"]!),
        parameter["required"]?.GetValue<bool>() == true, parameter["description"]?.ToString() ?? "");

    private static ReferenceAnswer Answer(JsonNode document, string status, JsonNode answer)
    {
        var content = answer["content"]?.AsObject();
        var isRefusal = status[0] is '4' or '5';
        return new ReferenceAnswer(
            status, content is null || isRefusal || content.ContainsKey("application/json")
                ? answer["description"]!.ToString() : string.Join(", ", content.Select(type => type.Key)),
            !isRefusal && content?["application/json"]?["schema"] is { } schema ? Fields(document, schema, "", DeepestAnswered) : []);
    }

    private static List<ReferenceField> Fields(JsonNode document, JsonNode schema, string before, int depth)
    {
        var shape = Whole(document, schema);
        if (shape["items"] is { } items && IsType(shape, "array"))
        {
            return Fields(document, items, before + "[]", depth);
        }

        var required = shape["required"]?.AsArray().Select(name => name!.ToString()).ToHashSet() ?? [];
        var fields = new List<ReferenceField>();
        foreach (var (name, field) in shape["properties"]?.AsObject() ?? [])
        {
            var path = before.Length == 0 ? name : $"{before}.{name}";
            var words = field!["description"]?.ToString() ?? Whole(document, field)["description"]?.ToString() ?? "";
            fields.Add(new ReferenceField(path, TypeOf(document, field), required.Contains(name), words));
            if (depth > 1)
            {
                fields.AddRange(Fields(document, field, path, depth - 1));
            }
        }

        return fields;
    }

    private static string TypeOf(JsonNode document, JsonNode schema)
    {
        var shape = Whole(document, schema);
        if (shape["enum"] is JsonArray choices)
        {
            return string.Join(" | ", choices.Where(choice => choice is not null).Select(choice => choice!.ToString()));
        }

        if (shape["pattern"]?.ToString() is { } pattern && pattern.StartsWith('^') && pattern.Contains("_["))
        {
            return $"id {pattern[1..pattern.IndexOf('[', StringComparison.Ordinal)]}…";
        }

        if (shape["oneOf"] is JsonArray several)
        {
            return string.Join(" or ", several.Select(one => TypeOf(document, one!)).Where(one => one != "null").Distinct());
        }

        var type = shape["type"] switch
        {
            JsonArray types => string.Join(" or ", types.Select(one => one!.ToString()).Where(one => one != "null")),
            { } one => one.ToString(),
            null => "anything",
        };
        return (type, shape["format"]?.ToString()) switch
        {
            ("array", _) when shape["items"] is { } items => "list of " + TypeOf(document, items),
            ("string", "date-time") => "instant",
            ("integer", _) => "whole number",
            ("string", { } format) => $"text, {format}",
            ("string", null) => "text",
            ("boolean", _) => "true | false",
            _ => type,
        };
    }

    // A shape may stand elsewhere, or beside null.
    private static JsonNode Whole(JsonNode document, JsonNode schema)
    {
        var shape = schema;
        while (true)
        {
            if (shape["$ref"]?.ToString() is { } reference)
            {
                shape = reference.TrimStart('#', '/').Split('/').Aggregate(document, (node, name) => node[name]!);
            }
            else if ((shape["oneOf"] ?? shape["anyOf"]) is JsonArray choices
                && choices.Where(choice => !IsType(choice!, "null")).ToList() is [{ } only])
            {
                shape = only;
            }
            else
            {
                return shape;
            }
        }
    }

    private static bool IsType(JsonNode shape, string type) => shape["type"] switch
    {
        JsonArray types => types.Any(one => one!.ToString() == type),
        { } one => one.ToString() == type,
        null => false,
    };

    private static string Curl(string method, string path, bool hasBody, string host)
    {
        var call = new StringBuilder("curl");
        if (method != "GET")
        {
            call.Append(CultureInfo.InvariantCulture, $" -X {method}");
        }

        call.Append(CultureInfo.InvariantCulture, $" '{host}{ApiExamples.Filled(path)}{ApiExamples.Query(method, path)}'")
            .Append(" \\\n  -H 'Authorization: Bearer sk_test_…'");
        if (hasBody)
        {
            call.Append(" \\\n  -H 'Content-Type: application/json'")
                .Append(CultureInfo.InvariantCulture, $" \\\n  -d '{ApiExamples.Of(method, path) ?? "{}"}'");
        }

        return call.ToString();
    }
}

using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Vouch.Domain;
using Vouch.Domain.Ids;
using Vouch.Domain.Programs;

namespace Vouch.Server.Platform;

/// <summary>The shapes in the OpenAPI document: what the wire's own converters hide from it is told here.</summary>
internal sealed class ApiSchemas
{
    private readonly ConcurrentDictionary<string, Type> _named = new();

    /// <summary>
    /// Makes the options that the document is made with; answers and requests are written and read with
    /// <see cref="WireJson.Options"/>.
    /// </summary>
    internal static void Configure(JsonSerializerOptions options)
    {
        WireJson.Configure(options);
        options.TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { ShowOptionalAsItsValue } };
    }

    /// <summary>A shape's name in the document. Two shapes of one name would silently become one.</summary>
    internal string? NameOf(JsonTypeInfo shape)
    {
        var type = Nullable.GetUnderlyingType(shape.Type) ?? shape.Type;
        var name = type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ListOf<>)
            ? "ListOf" + type.GetGenericArguments()[0].Name
            : OpenApiOptions.CreateDefaultSchemaReferenceId(shape);
        return name is null || _named.GetOrAdd(name, type) == type
            ? name
            : throw new InvalidOperationException($"{type} and {_named[name]} are both called {name} in the API's document.");
    }

    /// <summary>Says of ids, instants, enums and words what they look like, and which fields may be missing.</summary>
    internal static Task Describe(OpenApiSchema schema, JsonTypeInfo shape)
    {
        var bare = Nullable.GetUnderlyingType(shape.Type) ?? shape.Type;
        if (bare == typeof(Instant))
        {
            (schema.Type, schema.Format) = (JsonSchemaType.String, "date-time");
        }
        else if (bare.IsValueType && bare.GetInterfaces().Any(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IEntityId<>)))
        {
            var prefix = (string)bare.GetProperty("Prefix")!.GetValue(null)!;
            (schema.Type, schema.Pattern) = (JsonSchemaType.String, $"^{prefix}_[0-9a-hjkmnp-tv-z]{{13}}$");
        }
        else if (bare.IsEnum)
        {
            schema.Type = JsonSchemaType.String;
            schema.Enum = [.. Enum.GetValues(bare).Cast<Enum>().Select(value => (JsonNode)WireName.Of(value))];
        }
        else if (bare == typeof(OrdersRule))
        {
            schema.OneOf = [Words("first", "all"), Count("upTo"), Count("months")];
        }
        else if (bare == typeof(JsonElement))
        {
            schema.Type = JsonSchemaType.Object;
        }

        schema.Required?.ExceptWith(shape.Properties.Where(IsLeftOutWhenNull).Select(field => field.Name));
        return Task.CompletedTask;
    }

    private static bool IsLeftOutWhenNull(JsonPropertyInfo field) =>
        field.AttributeProvider?.GetCustomAttributes(typeof(JsonIgnoreAttribute), inherit: true)
            is [JsonIgnoreAttribute { Condition: JsonIgnoreCondition.WhenWritingNull }];

    private static OpenApiSchema Words(params string[] words) =>
        new() { Type = JsonSchemaType.String, Enum = [.. words.Select(word => (JsonNode)word)] };

    private static OpenApiSchema Count(string of) => new()
    {
        Type = JsonSchemaType.Object,
        Properties =
            new Dictionary<string, IOpenApiSchema> { [of] = new OpenApiSchema { Type = JsonSchemaType.Integer, Format = "int64" } },
        Required = new HashSet<string> { of },
        AdditionalPropertiesAllowed = false,
    };

    private static void ShowOptionalAsItsValue(JsonTypeInfo shape)
    {
        for (var at = 0; at < shape.Properties.Count; at++)
        {
            var field = shape.Properties[at];
            if (field.PropertyType is { IsGenericType: true } type && type.GetGenericTypeDefinition() == typeof(Optional<>))
            {
                var value = shape.CreateJsonPropertyInfo(type.GetGenericArguments()[0], field.Name);
                (value.AttributeProvider, value.IsRequired) = (field.AttributeProvider, field.IsRequired);
                (value.Get, value.Set) = (_ => null, (_, _) => { });
                shape.Properties[at] = value;
            }
        }
    }
}

using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Vouch.Domain;
using Vouch.Storage;

namespace Vouch.Server.Platform;

/// <summary>
/// The one JSON of the contract: camelCase, enums in snake_case, ids and instants as text; reading refuses unknown
/// fields, duplicate keys, numbers in quotes and nulls where nothing may be missing.
/// </summary>
public static class WireJson
{
    /// <summary>For answers, requests, event data and what is kept as JSON text.</summary>
    public static readonly JsonSerializerOptions Options = Make();

    /// <summary>Applies the same rules to options that somebody else made.</summary>
    public static void Configure(JsonSerializerOptions options)
    {
        options.PropertyNamingPolicy = JsonNamingPolicy.CamelCase;
        options.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
        options.AllowDuplicateProperties = false;
        options.NumberHandling = JsonNumberHandling.Strict;
        options.RespectNullableAnnotations = true;
        options.RespectRequiredConstructorParameters = true;
        options.MaxDepth = 32;
        options.Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping;
        WireConverters.AddTo(options);
        options.Converters.Add(new OptionalConverters());
        options.Converters.Add(new OrdersRuleConverter());
    }

    /// <summary>Text as both engines can keep it, PostgreSQL has no NUL; what nobody can see is read as the empty text.</summary>
    private sealed class TextConverter : JsonConverter<string>
    {
        public override string Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.TokenType == JsonTokenType.String ? Text(ref reader) : throw new JsonException("must be a text");

        public override string ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            Text(ref reader);

        public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WriteStringValue(value);

        public override void WriteAsPropertyName(Utf8JsonWriter writer, string value, JsonSerializerOptions options) =>
            writer.WritePropertyName(value);

        private static string Text(ref Utf8JsonReader reader)
        {
            try
            {
                var text = reader.GetString()!;
                return text.Contains('\0', StringComparison.Ordinal)
                    ? throw new JsonException("must be a text without NUL")
                    : VisibleText.Of(text);
            }
            catch (InvalidOperationException)
            {
                throw new JsonException("must be a text of whole Unicode characters");
            }
        }
    }

    private static JsonSerializerOptions Make()
    {
        var options = new JsonSerializerOptions();
        Configure(options);
        options.Converters.Add(new TextConverter());
        options.TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { NoNulls.Watch } };
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }
}

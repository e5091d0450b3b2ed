using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Vouch.Domain;
using Vouch.Domain.Ids;

namespace Vouch.Storage;

/// <summary>How an event's data is written: camelCase, ids as text, instants as RFC 3339, enums by their wire name.</summary>
public static class EventJson
{
    /// <summary>The options, also to read data back with.</summary>
    public static JsonSerializerOptions Options { get; } = Make();

    /// <summary>The data of an event: all its properties but type and subject.</summary>
    public static string Data(IShopEvent e) => JsonSerializer.Serialize(e, e.GetType(), Options);

    private static JsonSerializerOptions Make()
    {
        var options = new JsonSerializerOptions(JsonSerializerDefaults.Web)
        {
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            NumberHandling = JsonNumberHandling.Strict,
            TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { WithoutEnvelope } },
        };
        options.Converters.Add(new IdFactory());
        options.Converters.Add(new InstantConverter());
        options.Converters.Add(new WireFactory());
        options.MakeReadOnly();
        return options;
    }

    // JsonIgnore on an interface says nothing about the records that implement it.
    private static void WithoutEnvelope(JsonTypeInfo type)
    {
        if (typeof(IShopEvent).IsAssignableFrom(type.Type))
        {
            foreach (var property in type.Properties.Where(p => p.Name is "type" or "subject").ToList())
            {
                type.Properties.Remove(property);
            }
        }
    }

    private sealed class InstantConverter : JsonConverter<Instant>
    {
        public override Instant Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            Instant.TryParse(reader.GetString(), out var instant) ? instant : throw new JsonException("Not an RFC 3339 time.");

        public override void Write(Utf8JsonWriter writer, Instant value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.ToString());
    }

    private sealed class IdFactory : JsonConverterFactory
    {
        public override bool CanConvert(Type typeToConvert) => RowMapper.IsId(typeToConvert);

        public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
            (JsonConverter)Activator.CreateInstance(typeof(IdConverter<>).MakeGenericType(typeToConvert))!;
    }

    private sealed class IdConverter<TId> : JsonConverter<TId> where TId : struct, IEntityId<TId>
    {
        public override TId Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            IdText.TryParse<TId>(reader.GetString(), out var id) ? id : throw new JsonException($"Not an id of the form {TId.Prefix}_….");

        public override void Write(Utf8JsonWriter writer, TId value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.ToString());
    }

    private sealed class WireFactory : JsonConverterFactory
    {
        public override bool CanConvert(Type typeToConvert) => typeToConvert.IsEnum;

        public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
            (JsonConverter)Activator.CreateInstance(typeof(WireConverter<>).MakeGenericType(typeToConvert))!;
    }

    private sealed class WireConverter<T> : JsonConverter<T> where T : struct, Enum
    {
        public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            WireName.TryParse<T>(reader.GetString(), out var value) ? value : throw new JsonException($"Not a {typeof(T).Name}.");

        public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
            writer.WriteStringValue(WireName.Of(value));
    }
}

using System.Text.Json;
using System.Text.Json.Serialization;
using Vouch.Domain;
using Vouch.Domain.Ids;

namespace Vouch.Storage;

/// <summary>
/// How our own types are written in JSON, in the journal and in the contract alike: ids and instants as text, enums by
/// their wire name. What cannot be read is refused with a sentence that goes on after a field's name.
/// </summary>
public static class WireConverters
{
    /// <summary>Adds them to options that are still being made.</summary>
    public static void AddTo(JsonSerializerOptions options)
    {
        options.Converters.Add(new InstantConverter());
        options.Converters.Add(new IdFactory());
        options.Converters.Add(new EnumFactory());
    }

    private sealed class InstantConverter : JsonConverter<Instant>
    {
        public override Instant Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.TokenType == JsonTokenType.String && Instant.TryParse(reader.GetString(), out var instant)
                ? instant
                : throw new JsonException("must be a time like 2026-03-01T09:30:00Z, with its offset");

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
            reader.TokenType == JsonTokenType.String && IdText.TryParse<TId>(reader.GetString(), out var id)
                ? id
                : throw new JsonException($"must be an id that begins with {TId.Prefix}_");

        public override void Write(Utf8JsonWriter writer, TId value, JsonSerializerOptions options) =>
            writer.WriteStringValue(value.ToString());
    }

    private sealed class EnumFactory : JsonConverterFactory
    {
        public override bool CanConvert(Type typeToConvert) => typeToConvert.IsEnum;

        public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
            (JsonConverter)Activator.CreateInstance(typeof(EnumConverter<>).MakeGenericType(typeToConvert))!;
    }

    private sealed class EnumConverter<T> : JsonConverter<T> where T : struct, Enum
    {
        public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.TokenType == JsonTokenType.String && WireName.TryParse<T>(reader.GetString(), out var value)
                ? value
                : throw new JsonException("must be one of " + string.Join(", ", WireName.All<T>()));

        public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
            writer.WriteStringValue(WireName.Of(value));
    }
}

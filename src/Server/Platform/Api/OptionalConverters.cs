using System.Text.Json;
using System.Text.Json.Serialization;
using Vouch.Domain;

namespace Vouch.Server.Platform;

/// <summary>Tells absent from null in JSON: a field that never comes stays absent, one that comes is present, null too.</summary>
internal sealed class OptionalConverters : JsonConverterFactory
{
    /// <summary>
    /// Where a nested read went wrong, relative to the optional field: the serializer begins a new path inside a
    /// converter, so the rest of the path travels with the exception.
    /// </summary>
    internal const string InnerPath = "inner path";

    public override bool CanConvert(Type type) => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Optional<>);

    public override JsonConverter CreateConverter(Type type, JsonSerializerOptions options) =>
        (JsonConverter)Activator.CreateInstance(typeof(OptionalConverter<>).MakeGenericType(type.GetGenericArguments()))!;

    /// <summary>The same fault, to be thrown on from inside a converter.</summary>
    internal static JsonException Further(JsonException exception) => new(exception.Message.Split(" Path: ")[0])
    {
        Data = { [InnerPath] = (exception.Path is { Length: > 1 } path ? path[1..] : string.Empty) + exception.Data[InnerPath] },
    };

    private sealed class OptionalConverter<T> : JsonConverter<Optional<T>>
    {
        public override bool HandleNull => true;

        public override Optional<T> Read(ref Utf8JsonReader reader, Type type, JsonSerializerOptions options)
        {
            if (reader.TokenType == JsonTokenType.Null && default(T) is not null)
            {
                throw new JsonException("must not be null");
            }

            try
            {
                return new(JsonSerializer.Deserialize<T>(ref reader, options)!);
            }
            catch (JsonException exception)
            {
                throw Further(exception);
            }
        }

        public override void Write(Utf8JsonWriter writer, Optional<T> value, JsonSerializerOptions options) =>
            JsonSerializer.Serialize(writer, value.Value, options);
    }
}

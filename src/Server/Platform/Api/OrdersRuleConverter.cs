using System.Text.Json;
using System.Text.Json.Serialization;
using Vouch.Domain.Programs;

namespace Vouch.Server.Platform;

/// <summary>Reads and writes "first", "all" or {"upTo": n}; which of them are good is decided in Domain.</summary>
internal sealed class OrdersRuleConverter : JsonConverter<OrdersRule>
{
    private const string UpTo = "upTo";

    public override OrdersRule Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.String)
        {
            return new OrdersRule(reader.GetString(), null);
        }

        if (reader.TokenType != JsonTokenType.StartObject || !reader.Read() || reader.TokenType != JsonTokenType.PropertyName
            || !reader.ValueTextEquals(UpTo))
        {
            throw new JsonException("must be \"first\", \"all\" or {\"upTo\": 12}");
        }

        reader.Read();
        if (reader.TokenType != JsonTokenType.Number || !reader.TryGetInt64(out var upTo) || !reader.Read()
            || reader.TokenType != JsonTokenType.EndObject)
        {
            throw new JsonException("must be \"first\", \"all\" or {\"upTo\": 12}");
        }

        return new OrdersRule(null, upTo);
    }

    public override void Write(Utf8JsonWriter writer, OrdersRule value, JsonSerializerOptions options)
    {
        if (value.UpTo is not { } upTo)
        {
            writer.WriteStringValue(value.Word);
            return;
        }

        writer.WriteStartObject();
        writer.WriteNumber(UpTo, upTo);
        writer.WriteEndObject();
    }
}

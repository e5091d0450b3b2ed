using System.Text.Json;
using System.Text.Json.Serialization;
using Vouch.Domain.Programs;

namespace Vouch.Server.Platform;

/// <summary>Reads and writes "first", "all", {"upTo": n} or {"months": n}; which of them are good is decided in Domain.</summary>
internal sealed class OrdersRuleConverter : JsonConverter<OrdersRule>
{
    private const string UpTo = "upTo";
    private const string Months = "months";
    private const string Shape = "must be \"first\", \"all\", {\"upTo\": 12} or {\"months\": 12}";

    public override OrdersRule Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.String)
        {
            return new OrdersRule(reader.GetString(), null);
        }

        if (reader.TokenType != JsonTokenType.StartObject || !reader.Read() || reader.TokenType != JsonTokenType.PropertyName
            || !(reader.ValueTextEquals(UpTo) || reader.ValueTextEquals(Months)))
        {
            throw new JsonException(Shape);
        }

        var isMonths = reader.ValueTextEquals(Months);
        reader.Read();
        if (reader.TokenType != JsonTokenType.Number || !reader.TryGetInt64(out var number) || !reader.Read()
            || reader.TokenType != JsonTokenType.EndObject)
        {
            throw new JsonException(Shape);
        }

        return isMonths ? new OrdersRule(null, null, number) : new OrdersRule(null, number);
    }

    public override void Write(Utf8JsonWriter writer, OrdersRule value, JsonSerializerOptions options)
    {
        if ((value.UpTo ?? value.Months) is not { } number)
        {
            writer.WriteStringValue(value.Word);
            return;
        }

        writer.WriteStartObject();
        writer.WriteNumber(value.Months is null ? UpTo : Months, number);
        writer.WriteEndObject();
    }
}

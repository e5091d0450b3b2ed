using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

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
        WireConverters.AddTo(options);
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
}

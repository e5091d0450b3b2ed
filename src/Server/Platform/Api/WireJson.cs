using System.Text.Json;
using System.Text.Json.Serialization;
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

    private static JsonSerializerOptions Make()
    {
        var options = new JsonSerializerOptions();
        Configure(options);
        options.MakeReadOnly(populateMissingResolver: true);
        return options;
    }
}

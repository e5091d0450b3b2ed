using System.Text.Json;
using System.Text.Json.Serialization;
using Vouch.Domain;
using Vouch.Storage;

namespace Vouch.Server.Insights;

/// <summary>The rows of kept answers.</summary>
internal static class KeptStore
{
    private const int DaysKept = 3;

    private const string One = "SELECT answer, counted_at FROM kept_answers WHERE shop_id = @shop AND question = @question";

    private const string Put = """
        INSERT INTO kept_answers (shop_id, question, answer, counted_at) VALUES (@shop, @question, @answer, @at)
        ON CONFLICT (shop_id, question) DO UPDATE SET answer = excluded.answer, counted_at = excluded.counted_at
        """;

    // What nobody asks for any more: its days have passed.
    private const string Clear = "DELETE FROM kept_answers WHERE shop_id = @shop AND counted_at < @before";

    private static readonly JsonSerializerOptions Json = Options();

    /// <summary>An answer as it was kept.</summary>
    /// <param name="Answer">JSON.</param>
    /// <param name="CountedAt">Shop time.</param>
    internal sealed record Row(string Answer, Instant CountedAt);

    internal static Task<Row?> Find(Reads db, string question) => db.First<Row>(One, new { Question = question });

    internal static async Task Save(ShopTx tx, string question, string answer, Instant at)
    {
        await tx.Execute(Clear, new { Before = at.PlusDays(-DaysKept) });
        await tx.Execute(Put, new { Question = question, Answer = answer, At = at });
    }

    internal static string Write<T>(T answer) => JsonSerializer.Serialize(answer, Json);

    /// <summary>What was kept; null where another version of ours wrote it in another shape.</summary>
    internal static T? Read<T>(string answer)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize<T>(answer, Json);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static JsonSerializerOptions Options()
    {
        var options = new JsonSerializerOptions
        {
            NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals, RespectRequiredConstructorParameters = true,
            RespectNullableAnnotations = true,
        };
        // Enums are keys of dictionaries too, which the converters of the wire do not know.
        options.Converters.Add(new JsonStringEnumConverter());
        WireConverters.AddTo(options);
        return options;
    }
}

using Vouch.Server.Platform;
using Vouch.Storage;

namespace Vouch.Server.Feedback;

/// <summary>Takes what identifies an erased person out of surveys, ratings and cases: addresses, customer ids, their own words.</summary>
internal static class ForgetWords
{
    private const string Surveys = """
        UPDATE surveys SET email = NULL, words = NULL WHERE shop_id = @shop AND survey_id IN (
            SELECT p.source_id FROM feedback_people p WHERE p.shop_id = @shop AND p.source = 'survey' AND p.person_key = ANY(@keys))
        """;

    private const string Ratings = """
        UPDATE ratings SET email = NULL, customer_external_id = NULL, words = NULL WHERE shop_id = @shop AND rating_id IN (
            SELECT p.source_id FROM feedback_people p WHERE p.shop_id = @shop AND p.source = 'rating' AND p.person_key = ANY(@keys))
        """;

    private const string Cases = """
        UPDATE feedback_cases SET note = NULL WHERE shop_id = @shop AND EXISTS (
            SELECT 1 FROM feedback_people p WHERE p.shop_id = @shop AND p.source = feedback_cases.source
                AND p.source_id = feedback_cases.source_id AND p.person_key = ANY(@keys))
        """;

    internal static Task OnErased(ShopTx tx, JournalEvent erased)
    {
        if (erased.Data.TryGetProperty("personKeys", out var found))
        {
            var keys = found.EnumerateArray().Select(key => key.GetString()!).ToList();
            tx.Enqueue(Surveys, new { Keys = keys });
            tx.Enqueue(Ratings, new { Keys = keys });
            tx.Enqueue(Cases, new { Keys = keys });
        }

        return Task.CompletedTask;
    }
}

using Vouch.Domain;
using Vouch.Domain.Ids;
using Vouch.Server.Platform;
using Vouch.Storage;

namespace Vouch.Server.Feedback;

/// <summary>Somebody is unhappy: a person is to look after them, and until then nothing is asked of them.</summary>
internal static class OpenCase
{
    /// <summary>The notice while any case is open: there may be many, and their page lists them.</summary>
    internal const string Notice = "feedback_cases";

    private const string Insert = """
        INSERT INTO feedback_cases (shop_id, case_id, source, source_id, status, opened_at)
        VALUES (@shop, @caseId, @source, @sourceId, 'open', @at) ON CONFLICT (shop_id, source, source_id) DO NOTHING
        """;

    /// <summary>Opens a case, once for each survey and rating.</summary>
    internal static async Task Run(ShopTx tx, FeedbackSource source, long sourceId, Instant now)
    {
        var id = tx.NewId<FeedbackCaseId>();
        if (await tx.Execute(Insert, new { CaseId = id, Source = source, SourceId = sourceId, At = now }) == 1)
        {
            Notices.Raise(
                tx, Notice, tx.Shop.ToString(), "A customer is unhappy and waits for a person; see the cases under Feedback.", now);
            tx.Publish(new FeedbackCaseOpened(id, source), now);
        }
    }
}

using Vouch.Domain;
using Vouch.Domain.Feedback;
using Vouch.Server.Platform;
using Vouch.Storage;

namespace Vouch.Server.Sharing;

/// <summary>The switch that keeps friends from being invited; whoever stands to the right and knows why turns it.</summary>
public static class PauseInvitations
{
    private const string Notice = "invitations_paused";

    private const string Select = "SELECT reason FROM invitation_pauses WHERE shop_id = @shop";

    private const string ToChange = Select + " FOR UPDATE";

    private const string Put = """
        INSERT INTO invitation_pauses (shop_id, reason, since) VALUES (@shop, @reason, @at)
        ON CONFLICT (shop_id) DO UPDATE SET reason = excluded.reason, since = excluded.since
        """;

    private const string Remove = "DELETE FROM invitation_pauses WHERE shop_id = @shop";

    /// <summary>Why nobody is invited now; null while friends are.</summary>
    public static Task<PauseReason?> Why(Reads db) => db.First<PauseReason?>(Select);

    /// <summary>Pauses invitations, or lets them go on; a notice says so, and nothing happens where they stand so already.</summary>
    /// <param name="tx">The transaction of the fact.</param>
    /// <param name="reason">Why they pause; null where nothing keeps them.</param>
    /// <param name="now">Shop time.</param>
    public static async Task Set(ShopTx tx, PauseReason? reason, Instant now)
    {
        if (await tx.First<PauseReason?>(ToChange) == reason)
        {
            return;
        }

        Notices.Clear(tx, Notice, tx.Shop.ToString(), now);
        if (reason is { } why)
        {
            tx.Enqueue(Put, new { Reason = why, At = now });
            Notices.Raise(tx, Notice, tx.Shop.ToString(), Sentence(why), now);
            tx.Publish(new InvitationsPaused(tx.Shop, why), now);
            return;
        }

        tx.Enqueue(Remove);
        tx.Publish(new InvitationsResumed(tx.Shop), now);
    }

    /// <summary>A reason as people read it.</summary>
    internal static string Sentence(PauseReason reason) => reason switch
    {
        PauseReason.AtCapacity => "Invitations pause, since the shop can serve no more new customers just now.",
        _ => "Invitations pause, since customers are less content than the shop wants them to be.",
    };
}

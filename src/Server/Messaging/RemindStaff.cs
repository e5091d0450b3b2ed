using System.Globalization;
using Vouch.Domain;
using Vouch.Domain.Ids;
using Vouch.Domain.Referrals;
using Vouch.Server.Messaging.Templates;
using Vouch.Server.Platform;
using Vouch.Server.Rewards;
using Vouch.Storage;

namespace Vouch.Server.Messaging;

/// <summary>Cases wait for a person: owners and admins are told, once a day however many they are. In English, as the desk is.</summary>
internal static class RemindStaff
{
    private const string Deciders = """
        SELECT f.staff_id, f.email FROM staff f JOIN staff_roles r ON r.staff_id = f.staff_id
        WHERE r.shop_id = @shop AND r.role IN ('owner', 'admin') ORDER BY f.staff_id
        """;

    private const string Oldest = """
        SELECT min(v.opened_at) FROM referrals r JOIN reviews v ON v.shop_id = @shop AND v.referral_id = r.referral_id
        WHERE r.shop_id = @shop AND r.status = 'in_review'
        """;

    internal static async Task OnReminded(ShopTx tx, Shop shop, JournalEvent reminded, ServerSettings settings)
    {
        var waiting = await Notices.CountOpen(tx, Notices.InReview);
        if (waiting == 0 || await tx.First<Instant?>(Oldest) is not { } since)
        {
            return;
        }

        var day = LedgerDate.Today(shop, reminded.At).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var what = waiting == 1 ? "One referral waits" : string.Create(CultureInfo.InvariantCulture, $"{waiting} referrals wait");
        var mail = RenderMail.ToStaff(
            shop, $"{what} for your decision at {shop.Name}",
            $"{what} for a decision at {shop.Name}. {Left(ReviewAgeing.DaysLeft(since, reminded.At))}",
            "Decide", $"{settings.PublicUrl}/desk/{shop.Id}/reviews");
        foreach (var staff in await tx.Query<StaffRow>(Deciders))
        {
            await QueueMessage.Run(
                tx, shop, "review_reminder", $"review_reminder {staff.StaffId} {day}", staff.Email, mail.Subject, mail.Text, reminded.At,
                mail.Html);
        }
    }

    private static string Left(int days) => days switch
    {
        0 => "The oldest is about to run out: then nothing is paid for it.",
        1 => "In one day nothing will be paid for the oldest of them.",
        _ => string.Create(CultureInfo.InvariantCulture, $"In {days} days nothing will be paid for the oldest of them."),
    };

    private sealed record StaffRow(StaffId StaffId, string Email);
}

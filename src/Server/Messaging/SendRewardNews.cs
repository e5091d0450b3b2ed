using System.Globalization;
using Vouch.Domain;
using Vouch.Domain.Ids;
using Vouch.Domain.Programs;
using Vouch.Server.Platform;
using Vouch.Server.Rewards;
using Vouch.Storage;

namespace Vouch.Server.Messaging;

/// <summary>
/// Mails about rewards that cannot wait for a look at the portal: what runs out, what needs an account, a code that came
/// late.
/// </summary>
internal static class SendRewardNews
{
    private const string AdvocateOf =
        "SELECT email, name FROM advocates WHERE shop_id = @shop AND advocate_id = @advocate AND status = 'active' AND email IS NOT NULL";

    private const string ClaimOf =
        "SELECT email, name FROM claims WHERE shop_id = @shop AND claim_id = @claim AND email IS NOT NULL";

    private const string Waited =
        "SELECT count(*) FROM reward_history WHERE shop_id = @shop AND reward_id = @reward AND type = 'waiting'";

    /// <summary>A reward runs out soon: its advocate is told once.</summary>
    internal static async Task OnExpiring(ShopTx tx, Shop shop, JournalEvent expiring)
    {
        if (expiring.DataId<AdvocateId>("advocateId") is not { } advocate
            || await tx.First<PersonRow>(AdvocateOf, new { Advocate = advocate }) is not { } person
            || !IdText.TryParse<RewardId>(expiring.Subject, out var id)
            || await RewardQueries.Find(tx, id) is not { ExpiresAt: { } end } reward)
        {
            return;
        }

        var day = TimeZoneInfo.ConvertTime(end.ToDateTimeOffset(), shop.TimeZone).ToString("d MMMM yyyy", CultureInfo.InvariantCulture);
        var what = reward.CouponCode is { } code 
            ? $"your code {code}"
            : $"{Worth(shop, reward.Kind, expiring.DataNumber("amount"))} of your rewards";
        await QueueMessage.Run(
            tx, shop, "reward_expiring", $"reward_expiring {id}", person.Email, $"Use it before {day}",
            $"{Hello(person)}{what} at {shop.Name} is good until {day}. Use it before then, so that it is not lost.\n\n{shop.Name}\n",
            expiring.At, isMarketing: true);
    }

    /// <summary>There is cash to pay and no account to pay it to: the advocate is asked, at most once a month.</summary>
    internal static async Task OnDetailsRequested(ShopTx tx, Shop shop, JournalEvent asked, ServerSettings settings)
    {
        if (!IdText.TryParse<AdvocateId>(asked.Subject, out var advocate)
            || await tx.First<PersonRow>(AdvocateOf, new { Advocate = advocate }) is not { } person)
        {
            return;
        }

        var month = LedgerDate.MonthOf(LedgerDate.Today(shop, asked.At));
        await QueueMessage.Run(
            tx, shop, "payout_details", $"payout_details {advocate} {month}", person.Email, $"Where may {shop.Name} pay you?",
            $"{Hello(person)}you have earned money by recommending {shop.Name}. Tell us the account it is to go to:\n\n"
            + $"{settings.PublicUrl}/portal/{shop.Id}\n\nIt is kept encrypted and used for these payments alone.\n\n{shop.Name}\n",
            asked.At);
    }

    /// <summary>A friend's code that came late follows by mail.</summary>
    internal static async Task OnIssued(ShopTx tx, Shop shop, JournalEvent issued)
    {
        if (issued.DataId<ClaimId>("claimId") is not { } claim || issued.DataText("couponCode") is not { } code
            || !IdText.TryParse<RewardId>(issued.Subject, out var reward) || await tx.First<long>(Waited, new { Reward = reward }) == 0
            || await tx.First<PersonRow>(ClaimOf, new { Claim = claim }) is not { } person)
        {
            return;
        }

        await QueueMessage.Run(
            tx, shop, "late_code", $"late_code {reward}", person.Email, $"Your code for {shop.Name}",
            $"{Hello(person)}here is the code you have been waiting for:\n\n    {code}\n\nEnter it at the checkout.\n\n{shop.Name}\n",
            issued.At);
    }

    private static string Worth(Shop shop, RewardKind kind, long amount) =>
        kind == RewardKind.Points ? $"{amount} points" : LanguageFiles.English.ShortMoney(Currency.Of(shop.Currency), amount);

    private static string Hello(PersonRow person) => person.Name is { Length: > 0 } name ? $"Hello {name},\n\n" : "Hello,\n\n";

    private sealed record PersonRow(string Email, string? Name);
}

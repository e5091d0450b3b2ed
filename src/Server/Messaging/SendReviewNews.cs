using System.Globalization;
using Vouch.Domain;
using Vouch.Domain.Ids;
using Vouch.Domain.Referrals;
using Vouch.Server.Platform;
using Vouch.Server.Referrals;
using Vouch.Server.Rewards;
using Vouch.Storage;

namespace Vouch.Server.Messaging;

/// <summary>
/// Mails about cases before a person: to the advocate what came of theirs and what the shop asks, to the shop what waits. None says
/// what screening looks for.
/// </summary>
internal static class SendReviewNews
{
    private const string AdvocateOf =
        "SELECT email, name FROM advocates WHERE shop_id = @shop AND advocate_id = @advocate AND status = 'active' AND email IS NOT NULL";

    private const string Deciders = """
        SELECT f.staff_id, f.email FROM staff f JOIN staff_roles r ON r.staff_id = f.staff_id
        WHERE r.shop_id = @shop AND r.role IN ('owner', 'admin') ORDER BY f.staff_id
        """;

    private const string Oldest = """
        SELECT min(v.opened_at) FROM referrals r JOIN reviews v ON v.shop_id = @shop AND v.referral_id = r.referral_id
        WHERE r.shop_id = @shop AND r.status = 'in_review'
        """;

    private const string NewCode = """
        SELECT fresh.code FROM codes old
        JOIN codes fresh ON fresh.shop_id = @shop AND fresh.advocate_id = old.advocate_id AND fresh.program_id = old.program_id
            AND fresh.kind IN ('generated', 'vanity')
        WHERE old.shop_id = @shop AND old.code = @code ORDER BY fresh.created_at DESC, fresh.code LIMIT 1
        """;

    /// <summary>
    /// A referral was turned down: its advocate is told once for each reason, with the way to another look. A blocked advocate is not
    /// written to; a leaked code has one mail of its own, however many orders it brought.
    /// </summary>
    internal static async Task OnRejected(ShopTx tx, Shop shop, JournalEvent rejected, ServerSettings settings)
    {
        var reason = rejected.DataText("reason");
        if (reason == CloseReferral.CodeLeaked || rejected.DataId<AdvocateId>("advocateId") is not { } advocate
            || await tx.First<PersonRow>(AdvocateOf, new { Advocate = advocate }) is not { } person)
        {
            return;
        }

        var why = reason == ReviewReferral.Expired
            ? "nobody at the shop decided about it in time, so it could not be counted"
            : "by the terms of the offer it could not be counted";
        await QueueMessage.Run(
            tx, shop, "referral_rejected", $"referral_rejected {rejected.Subject} {reason}", person.Email,
            $"About a friend you recommended {shop.Name} to",
            $"{Hello(person)}a friend of yours has ordered at {shop.Name}. We are sorry: {why}. Your friend keeps the order as it is.\n\n"
            + $"If you think that this is a mistake, ask for another look within {ReviewAgeing.AppealWithinDays} days. A person will read "
            + $"what you write:\n\n{Portal(shop, settings)}\n\n{shop.Name}\n",
            rejected.At);
    }

    /// <summary>The shop asks the advocate something about a referral.</summary>
    internal static async Task OnAsked(ShopTx tx, Shop shop, JournalEvent asked, ServerSettings settings)
    {
        if (asked.DataId<AdvocateId>("advocateId") is not { } advocate || !IdText.TryParse<ReferralId>(asked.Subject, out var id)
            || await tx.First<PersonRow>(AdvocateOf, new { Advocate = advocate }) is not { } person
            || await ReviewReferral.Find(tx, id) is not { Question: { } question, AskedAt: { } at, Answer: null })
        {
            return;
        }

        await QueueMessage.Run(
            tx, shop, "referral_question", $"referral_question {id} {at.Milliseconds.ToString(CultureInfo.InvariantCulture)}", person.Email,
            $"{shop.Name} asks you about a friend",
            $"{Hello(person)}before we count the order of a friend of yours, we would like to know:\n\n{Quoted(question)}\n\n"
            + $"Answer on your own page:\n\n{Portal(shop, settings)}\n\n{shop.Name}\n",
            asked.At);
    }

    /// <summary>Cases wait for a person: owners and admins are told, once a day however many they are.</summary>
    internal static async Task OnReminded(ShopTx tx, Shop shop, JournalEvent reminded, ServerSettings settings)
    {
        var waiting = await Notices.CountOpen(tx, Notices.InReview);
        if (waiting == 0 || await tx.First<Instant?>(Oldest) is not { } since)
        {
            return;
        }

        var left = ReviewAgeing.DaysLeft(since, reminded.At);
        var day = LedgerDate.Today(shop, reminded.At).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var what = waiting == 1 ? "One referral waits" : string.Create(CultureInfo.InvariantCulture, $"{waiting} referrals wait");
        foreach (var staff in await tx.Query<StaffRow>(Deciders))
        {
            await QueueMessage.Run(
                tx, shop, "review_reminder", $"review_reminder {staff.StaffId} {day}", staff.Email,
                $"{what} for your decision at {shop.Name}",
                $"Hello,\n\n{what} for a decision at {shop.Name}. {Left(left)}\n\n{settings.PublicUrl}/desk/{shop.Id}/reviews\n\nVouch\n",
                reminded.At);
        }
    }

    /// <summary>A code became public and was replaced: its advocate gets the new one, and hears that they did nothing wrong.</summary>
    internal static async Task OnLeaked(ShopTx tx, Shop shop, JournalEvent leaked, ServerSettings settings)
    {
        if (leaked.DataText("code") is not { } old || !IdText.TryParse<AdvocateId>(leaked.Subject, out var advocate)
            || await tx.First<PersonRow>(AdvocateOf, new { Advocate = advocate }) is not { } person)
        {
            return;
        }

        var fresh = await tx.First<string>(NewCode, new { Code = old });
        await QueueMessage.Run(
            tx, shop, "code_leaked", $"code_leaked {advocate} {old}", person.Email, $"Your new code for {shop.Name}",
            $"{Hello(person)}your code {old} has become public: strangers use it, as happens when a code is copied to a website. You did "
            + "nothing wrong. What strangers order by it is not counted; what you have earned stays yours.\n\n"
            + (fresh is null ? "" : $"Here is your new code:\n\n    {fresh}\n\n")
            + $"Your new link is on your page:\n\n{Portal(shop, settings)}\n\n{shop.Name}\n",
            leaked.At);
    }

    private static string Left(int days) => days switch
    {
        0 => "The oldest is about to run out: then nothing is paid for it.",
        1 => "In one day nothing will be paid for the oldest of them.",
        _ => string.Create(CultureInfo.InvariantCulture, $"In {days} days nothing will be paid for the oldest of them."),
    };

    private static string Quoted(string text) => "    " + text.ReplaceLineEndings("\n    ");

    private static string Portal(Shop shop, ServerSettings settings) => $"{settings.PublicUrl}/portal/{shop.Id}";

    private static string Hello(PersonRow person) => person.Name is { Length: > 0 } name ? $"Hello {name},\n\n" : "Hello,\n\n";

    private sealed record PersonRow(string Email, string? Name);

    private sealed record StaffRow(StaffId StaffId, string Email);
}

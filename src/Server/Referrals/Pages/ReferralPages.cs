using System.Globalization;
using System.Text.Json;
using Vouch.Domain;
using Vouch.Domain.Ids;
using Vouch.Server.Platform;
using Vouch.Server.Platform.Pages;
using Vouch.Server.Platform.Pages.Parts;
using Vouch.Server.Rewards;

namespace Vouch.Server.Referrals.Pages;

/// <summary>The desk's pages about referrals: the list, and one case with everything that led to it.</summary>
internal static class ReferralPages
{
    private const int PerPage = 25;

    internal static void Map(IEndpointRouteBuilder routes)
    {
        routes.DeskPage("/referrals", Permission.ReferralsRead, ShowList);
        routes.DeskPage("/referrals/{id}", Permission.ReferralsRead, async visit =>
            visit.Page<ReferralPage>(await Load(visit, visit.RouteId<ReferralId>(), visit.Query("done") is not null, null)));
        SavedViewPages.Map(routes, SavedList.Referrals, Permission.ReferralsRead);
        DecideReferralPage.Map(routes);
        NotePages.Map(routes, "/referrals/{id}", Permission.ReferralsWrite, async visit =>
            (await ReferralStore.Find(visit.Db, visit.RouteId<ReferralId>()))?.ReferralId.ToString()
                ?? throw new RefusedException(Refusal.NotFound("referral")));
    }

    private static async Task<IResult> ShowList(DeskVisit visit)
    {
        var status = visit.Query("status");
        var after = visit.QueryId<ReferralId>("after");
        var lines = await ReferralPageQueries.List(visit.Db, status, visit.Query("q"), null, after, PerPage + 1);
        return visit.Page<ReferralListPage>(new ReferralListModel(
            [.. lines.Take(PerPage)], await ReferralPageQueries.Counts(visit.Db), status, visit.Query("q") ?? "",
            lines.Count > PerPage ? lines[PerPage - 1].ReferralId : null, after is not null,
            await SavedViewPages.Model(visit, SavedList.Referrals)));
    }

    internal static async Task<ReferralModel> Load(DeskVisit visit, ReferralId id, bool done, string? refused)
    {
        var head = await ReferralPageQueries.Head(visit.Db, id) ?? throw new RefusedException(Refusal.NotFound("referral"));
        var credit = head.OrderId is { } order ? await ReferralPageQueries.Credit(visit.Db, order) : null;
        var rewards = await RewardQueries.Answers(visit.Db, await RewardQueries.OfReferrals(visit.Db, [id]));
        var timeline = await ReferralStore.Timeline(visit.Db, id);
        var veto = head.Status == "pending" && await VetoStore.Find(visit.Db, id) is { IsOpen: true } open ? open : null;
        return new ReferralModel(
            head,
            head.OrderId is { } orderId ? await ReferralPageQueries.Order(visit.Db, orderId) : null,
            credit,
            credit is null ? [] : ReadEvidence(credit.Evidence),
            rewards,
            [.. timeline.Select(entry => Step(entry))],
            VetoTexts.Next(veto) ?? Next(visit.Place, head),
            visit.May(Permission.ReferralsWrite),
            done,
            refused,
            veto is not null && visit.Shop.Veto is not null && visit.May(Permission.ReferralsWrite),
            visit.Shop.Locale,
            await LoadCase.Run(visit, id),
            await NotePages.Model(visit, id.ToString(), Permission.ReferralsWrite));
    }

    /// <summary>What comes next, with its day.</summary>
    internal static string? Next(Locality place, ReferralHead head) => head.Status switch
    {
        "claimed" => "Waits for the friend’s order.",
        "pending" when head.HoldUntil is { } until => $"Waits for the return window, at the earliest until {place.Day(until)}.",
        "pending" => "Waits for the payment or the delivery that starts the return window.",
        "in_review" => "Waits for a person to decide.",
        _ => null,
    };

    internal static string Flags(string json) =>
        ReferralTexts.Capital(string.Join(", ", Items(json).Select(flag => ReferralTexts.ReasonWords(flag.GetString() ?? ""))));

    internal static List<EvidenceLine> ReadEvidence(string json) =>
        [.. Items(json).Select(touch => new EvidenceLine(
            ReferralTexts.Touch(Text(touch, "class") ?? "touch"),
            Instant.TryParse(Text(touch, "at"), out var at) ? at : null,
            Text(touch, "code"),
            Verdict(touch),
            Won(touch)))];

    private static string Verdict(JsonElement touch) =>
        Won(touch) ? "decided the credit" : Text(touch, "dropped") is { } dropped
            ? "not counted: " + ReferralTexts.ReasonWords(dropped) : "counted, but another trace goes before it";

    private static bool Won(JsonElement touch) => touch.TryGetProperty("won", out var won) && won.ValueKind == JsonValueKind.True;

    private static string? Text(JsonElement item, string name) =>
        item.ValueKind == JsonValueKind.Object && item.TryGetProperty(name, out var value)
            && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static List<JsonElement> Items(string json)
    {
        var root = JsonDocument.Parse(json).RootElement;
        return root.ValueKind == JsonValueKind.Array ? [.. root.EnumerateArray()] : [];
    }

    private static TimelineStep Step(TimelineEntry entry)
    {
        var (icon, tone) = entry.Type switch
        {
            "claimed" => ("ticket", "plain"),
            "attributed" => ("link", "plain"),
            "pending" => ("hourglass", "wait"),
            "approved" => ("circle-check", "good"),
            "in_review" or "review" => ("eye", "wait"),
            "rejected" => ("ban", "stop"),
            "cancelled" or "expired" => ("x", "stop"),
            "reopened" or "revived" => ("refresh", "wait"),
            "refunded" => ("receipt-refund", "stop"),
            "delivered" => ("truck", "plain"),
            "paid" => ("credit-card", "plain"),
            "cap_reached" or "budget_spent" => ("wallet", "wait"),
            _ => ("history", "plain"),
        };
        return new TimelineStep(entry.At, icon, ReferralTexts.Step(entry.Type), Sentence.Of(entry.Detail), tone);
    }
}

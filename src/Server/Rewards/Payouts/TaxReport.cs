using Vouch.Domain;
using Vouch.Domain.Ids;
using Vouch.Domain.Payouts;
using Vouch.Server.Platform;
using Vouch.Storage;

namespace Vouch.Server.Rewards;

/// <summary>What one person was paid in a tax year.</summary>
/// <param name="AdvocateId">Who; null for a friend.</param>
/// <param name="RewardId">The friend's reward; null for an advocate.</param>
/// <param name="Name">The account holder; null once erased.</param>
/// <param name="Country">Where they pay taxes, where they said so.</param>
/// <param name="Paid">Settled in the year, minor units of the shop's currency.</param>
/// <param name="Reached">True where the threshold is reached; null where none is known, or it is in another currency.</param>
public sealed record TaxedPerson(AdvocateId? AdvocateId, RewardId? RewardId, string? Name, string? Country, long Paid, bool? Reached);

/// <summary>The threshold of a country's tax year.</summary>
/// <param name="Amount">Minor units.</param>
/// <param name="Currency">What it is in.</param>
/// <param name="ReportedBy">Whose duty it is.</param>
/// <param name="Form">What it is reported on.</param>
/// <param name="Source">The law behind it.</param>
public sealed record TaxThresholdAnswer(long Amount, string Currency, TaxReporter ReportedBy, string Form, string Source);

/// <summary>Who was paid how much in a tax year, against the threshold of the shop's country. Information, not advice.</summary>
/// <param name="Country">The shop's.</param>
/// <param name="From">The first day of the tax year.</param>
/// <param name="To">Its last day.</param>
/// <param name="Threshold">Null where none is known, which does not mean that there is none.</param>
/// <param name="People">Those who were paid something, the most first.</param>
public sealed record TaxReportAnswer(
    string Country, string From, string To, TaxThresholdAnswer? Threshold, IReadOnlyList<TaxedPerson> People);

/// <summary>Reports payouts by tax year.</summary>
internal static class TaxReport
{
    private const string Paid = """
        SELECT owner, max(advocate_id) AS advocate_id, max(name) AS name, max(country) AS country, CAST(sum(amount) AS bigint) AS paid
        FROM payout_items WHERE shop_id = @shop AND status = 'settled' AND closed_at >= @from AND closed_at < @until
        GROUP BY owner ORDER BY paid DESC, owner LIMIT @take
        """;

    private const int Most = 1_000;

    private static readonly Lazy<TaxThresholds> Thresholds = new(() =>
    {
        using var text = new StreamReader(typeof(TaxThresholds).Assembly.GetManifestResourceStream(TaxThresholds.ResourceName)!);
        return TaxThresholds.Parse(text.ReadToEnd());
    });

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.Read<TaxReportAnswer>("/v1/payouts/tax-report", Permission.PayoutsRead, async call =>
            call.Shop.Finance.Country is null
                ? PayoutRefusals.CountryMissing
                : Outcome.Ok(await On(call.Db, call.Shop, LedgerDate.Of(call) ?? LedgerDate.Today(call.Shop, call.Now))))
            .WithMetadata(new QueryParameter("date", "A day of the tax year, such as 2026-12-31; today when left out."));

    /// <summary>The tax year of a day, in the shop's country.</summary>
    internal static async Task<TaxReportAnswer> On(Reads db, Shop shop, DateOnly day)
    {
        var year = Thresholds.Value.For(shop.Finance.Country!, day);
        var rows = await db.Query<Row>(Paid, new
        {
            From = LedgerDate.StartOf(shop, year.FirstDay), Until = LedgerDate.EndOf(shop, year.LastDay), Take = Most,
        });
        var threshold = year.Threshold;
        var comparable = threshold?.Currency.Code == shop.Currency;
        return new TaxReportAnswer(
            year.Country, LedgerDate.Text(year.FirstDay), LedgerDate.Text(year.LastDay),
            threshold is null ? null : new TaxThresholdAnswer(
                threshold.Minor, threshold.Currency.Code, threshold.ReportedBy, threshold.Form, threshold.Source),
            rows.ConvertAll(row => new TaxedPerson(
                row.AdvocateId, row.AdvocateId is null && IdText.TryParse<RewardId>(row.Owner, out var reward) ? reward : null, row.Name,
                row.Country, row.Paid, comparable ? threshold!.IsReachedBy(row.Paid) : null)));
    }

    private sealed record Row(string Owner, AdvocateId? AdvocateId, string? Name, string? Country, long Paid);
}

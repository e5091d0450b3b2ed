using Vouch.Domain.Ids;
using Vouch.Server.Platform.Pages.Forms;

namespace Vouch.Server.Rewards.Pages;

/// <summary>What could be paid out now.</summary>
/// <param name="Pay">Who would be paid, the most first.</param>
/// <param name="Skip">Who would be left out.</param>
/// <param name="Refused">Why nothing at all could be paid this way; null where it could.</param>
public sealed record PayoutPreview(IReadOnlyList<PayoutPreviewLine> Pay, IReadOnlyList<PayoutPreviewLine> Skip, string? Refused)
{
    /// <summary>All of it.</summary>
    public long Amount { get; } = Pay.Sum(line => line.Amount);
}

/// <summary>The payouts there were, and what could be paid now.</summary>
public sealed record PayoutListModel(
    IReadOnlyList<PayoutAnswer> Payouts, PayoutPreview Preview, FormValues Values, PayoutId? Next, bool Paged, bool MayPay, bool MaySet,
    bool HasCountry, string? Refused);

/// <summary>One payout.</summary>
/// <param name="Payout">With its payments.</param>
/// <param name="Skip">How many of them stand on the pages before.</param>
/// <param name="MadeBy">Who made it, in words.</param>
/// <param name="ApprovedBy">Who approved it, in words.</param>
/// <param name="IsMine">True where the visitor made it.</param>
/// <param name="MayPay">Whether the visitor may take it on.</param>
/// <param name="Values">What stands in the form about the bank.</param>
/// <param name="Saved">True right after a step.</param>
/// <param name="Refused">Why a step was not taken.</param>
public sealed record PayoutModel(
    PayoutAnswer Payout, int Skip, string MadeBy, string? ApprovedBy, bool IsMine, bool MayPay, FormValues Values,
    bool Saved, string? Refused);

/// <summary>The settings of the shop's money.</summary>
public sealed record MoneySettingsModel(FormValues Values, bool Saved, VetoCardModel Veto);

/// <summary>The tax year; null where no country is said.</summary>
/// <param name="Report">The year with all who were paid most.</param>
/// <param name="Shown">A page of them.</param>
/// <param name="Next">From which of them the next page goes on; null on the last.</param>
/// <param name="Paged">This is not the first page.</param>
/// <param name="Before">A day of the year before.</param>
/// <param name="After">A day of the year after; null where that has not begun.</param>
/// <param name="MaySet">The visitor may say the country.</param>
public sealed record TaxModel(
    TaxReportAnswer? Report, IReadOnlyList<TaxedPerson> Shown, int? Next, bool Paged, string? Before, string? After, bool MaySet);

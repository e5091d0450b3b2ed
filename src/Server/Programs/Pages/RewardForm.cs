using System.Globalization;
using Vouch.Domain;
using Vouch.Domain.Programs;
using Vouch.Domain.Rewards;
using Vouch.Server.Platform.Pages;
using Vouch.Server.Platform.Pages.Forms;

namespace Vouch.Server.Programs.Pages;

/// <summary>One side's reward as fields and back: the offer is a kind and how its size is said, in one choice.</summary>
internal static class RewardForm
{
    private const string Percent = "_percent";

    /// <summary>The offer of a reward: its kind, and <c>_percent</c> behind where it is a share of the order.</summary>
    public static string OfferOf(RewardSpecification? reward) =>
        reward is null ? ProgramTexts.None : WireName.Of(reward.Kind) + (reward.Value.Type == RewardValueType.Percent ? Percent : "");

    /// <summary>Puts a reward into its fields.</summary>
    public static void Put(FormValues values, string side, RewardSpecification? reward, Locality place)
    {
        values[side + ".offer"] = OfferOf(reward);
        values[side + ".size"] = reward?.Value switch
        {
            { Type: RewardValueType.Percent } value => (value.BasisPoints / 100m).ToString("0.##", CultureInfo.InvariantCulture),
            { Type: RewardValueType.Points } value => FieldText.Of(value.Points),
            { Type: RewardValueType.Quantity } value => IsSized(reward.Kind) ? FieldText.Of(value.Quantity) : "",
            { } value => place.Plain(value.Amount),
            _ => "",
        };
        values[side + ".sku"] = reward?.Value.Sku ?? "";
        values[side + ".period"] = reward?.Value.Period ?? "month";
        values[side + ".title"] = reward?.Title ?? "";
        values[side + ".codePool"] = reward?.CodePool ?? "";
        values[side + ".cap"] = reward?.Value.Cap is { } cap ? place.Plain(cap) : "";
        values[side + ".minimumSubtotal"] = FieldText.Amount(reward?.MinimumSubtotal ?? 0, place);
        values[side + ".expiresAfterDays"] = FieldText.Of(reward?.ExpiresAfterDays);
        values[side + ".budgetValue"] = reward?.BudgetValue is { } budget ? place.Plain(budget) : "";
    }

    /// <summary>The reward that the fields state; null for none.</summary>
    /// <param name="form">The posted fields.</param>
    /// <param name="side">Whose reward.</param>
    /// <param name="place">For amounts.</param>
    /// <param name="basis">The reward there is: what has no field stays, as far as it suits the chosen kind.</param>
    public static RewardRequest? Read(FormValues form, string side, Locality place, RewardSpecification? basis)
    {
        var offer = form[side + ".offer"];
        if (offer == ProgramTexts.None)
        {
            return null;
        }

        var isPercent = offer.EndsWith(Percent, StringComparison.Ordinal);
        var word = isPercent ? offer[..^Percent.Length] : offer;
        var kind = WireName.TryParse<RewardKind>(word, out var known) ? known : (RewardKind?)null;
        var value = Value(form, side, place, kind, isPercent, basis);
        return new RewardRequest
        {
            Kind = word,
            Value = value is null ? default : new Optional<RewardValueRequest?>(value),
            // Steps by the order's size have no field; they stay as long as the kind of value does.
            ByOrderSubtotal = value is null || (basis is not null && WireName.Of(basis.Value.Type) == value.Type.Value)
                ? default : new Optional<IReadOnlyList<RewardStepRequest?>?>(null),
            MinimumSubtotal = FieldText.Money(form, side + ".minimumSubtotal", place) ?? 0,
            ExpiresAfterDays = FieldText.Number(form, side + ".expiresAfterDays"),
            BudgetValue = FieldText.Money(form, side + ".budgetValue", place),
            Title = Text(form, side + ".title"),
            CodePool = kind is { } pooled && RewardKinds.MayHavePool(pooled) ? Text(form, side + ".codePool") : null,
            Choice = basis?.Choice is null || (kind is { } now && basis.Choice.All(other => RewardKinds.AreExchangeable(now, other)))
                ? default : new Optional<IReadOnlyList<string?>?>(null),
        };
    }

    /// <summary>True for kinds of which the form asks how many.</summary>
    public static bool IsSized(RewardKind kind) => kind is RewardKind.FreeProduct or RewardKind.FreePeriod;

    // Null where the form has no field for the size, and the one there is stays (or is one, for a new reward).
    private static RewardValueRequest? Value(
        FormValues form, string side, Locality place, RewardKind? kind, bool isPercent, RewardSpecification? basis)
    {
        var size = side + ".size";
        if (isPercent)
        {
            return new RewardValueRequest
            {
                Type = "percent", Percent = FieldText.Percentage(form, size), Cap = FieldText.Money(form, side + ".cap", place),
            };
        }

        return kind switch
        {
            RewardKind.Points => new RewardValueRequest { Type = "points", Points = FieldText.Number(form, size) },
            RewardKind.FreeProduct => new RewardValueRequest
            {
                Type = "quantity", Quantity = FieldText.Number(form, size), Sku = Text(form, side + ".sku"),
            },
            RewardKind.FreePeriod => new RewardValueRequest
            {
                Type = "quantity", Quantity = FieldText.Number(form, size), Period = form[side + ".period"],
            },
            RewardKind.FreeShipping or RewardKind.EarlyAccess => Kept(kind.Value, basis),
            RewardKind.Custom when form[size].Length == 0 =>
                basis?.Value.Type == RewardValueType.Quantity ? Kept(kind.Value, basis) : One(),
            _ => new RewardValueRequest { Type = "fixed", Amount = FieldText.Money(form, size, place) },
        };
    }

    private static RewardValueRequest? Kept(RewardKind kind, RewardSpecification? basis) => basis?.Kind == kind ? null : One();

    private static RewardValueRequest One() => new() { Type = "quantity", Quantity = 1 };

    private static string? Text(FormValues form, string name) => form[name].Length == 0 ? null : form[name];
}

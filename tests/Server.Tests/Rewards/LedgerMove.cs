using Vouch.Domain.Programs;
using Vouch.Storage;

namespace Vouch.Server.Tests.Rewards;

/// <summary>What the product answered: refused or not, and the ids it gave.</summary>
internal sealed record Answered(bool IsRefused, long? Id = null, IReadOnlyDictionary<string, long>? Ids = null)
{
    internal static readonly Answered Done = new(false);
}

/// <summary>One thing that happens, to the product and to its twin.</summary>
internal sealed record Move(Func<ShopTx, Task<Answered>> Real, Func<Twin, Answered, bool> Twin);

/// <summary>The terms of one case.</summary>
internal static class LedgerPlayTerms
{
    internal static ProgramTerms Of(RewardSpecification advocate, RewardSpecification? friend, ProgramLimits limits, RewardSpecification? tier) => new(
        "Give 15, get 15", ProgramKind.Referral, "https://shop.example/", Landing.Hosted, new AttributionTerms(30, AttributionModel.LastTouch, true),
        new Qualification(true, null, 0, 1), new HoldTerms(30, HoldFrom.Delivered, 5, 1), limits, advocate, friend,
        tier is null ? [] : [new Tier(3, tier)], [], Enrolment.Manual, new ScreeningTerms(12, 35, 80));
}

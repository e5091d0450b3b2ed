using System.Text.Json.Serialization;
using Vouch.Domain;
using Vouch.Domain.Ids;
using Vouch.Domain.Payouts;
using Vouch.Storage;

namespace Vouch.Server.Rewards;

/// <summary>A payout was gathered, approved, sent, settled, failed or called off, whole or in part.</summary>
/// <param name="Step">What happened; the last word of the event's type.</param>
/// <param name="PayoutId">Which payout.</param>
/// <param name="Method">By which way.</param>
/// <param name="Status">Where it stands after it.</param>
/// <param name="Amount">What of it this is about, minor units.</param>
/// <param name="People">How many payments this is about.</param>
/// <param name="By">Who did it: a key's or a member of staff's id.</param>
public sealed record PayoutStepped(
    [property: JsonIgnore] string Step, PayoutId PayoutId, PayoutMethod Method, PayoutStatus Status, long Amount, long People, string By)
    : IShopEvent
{
    /// <inheritdoc/>
    [JsonIgnore]
    public string Type => "payout." + Step;

    /// <inheritdoc/>
    [JsonIgnore]
    public string Subject => PayoutId.ToString();
}

/// <summary>An advocate has cash to be paid, and has not said to which account.</summary>
/// <param name="AdvocateId">Who.</param>
/// <param name="RewardId">The reward that is now theirs.</param>
public sealed record PayoutDetailsRequested(AdvocateId AdvocateId, RewardId RewardId) : IShopEvent
{
    /// <inheritdoc/>
    [JsonIgnore]
    public string Type => "payout.details_requested";

    /// <inheritdoc/>
    [JsonIgnore]
    public string Subject => AdvocateId.ToString();
}

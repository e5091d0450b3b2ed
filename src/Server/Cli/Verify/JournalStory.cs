using System.Text.Json;
using Vouch.Domain.Referrals;
using Vouch.Domain;
using Vouch.Domain.Rewards;
using Vouch.Server.Platform;
using Vouch.Storage;

namespace Vouch.Server.Cli;

/// <summary>Where the journal last left a reward.</summary>
/// <param name="Status">Its status.</param>
/// <param name="Entitled">What it comes to.</param>
internal sealed record ToldReward(RewardStatus Status, long Entitled);

/// <summary>The journal told once from its beginning: where it left each reward and referral.</summary>
internal sealed class JournalStory
{
    private readonly Dictionary<string, ToldReward> _rewards = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ReferralStatus> _referrals = new(StringComparer.Ordinal);

    /// <summary>By the text id of the reward.</summary>
    internal IReadOnlyDictionary<string, ToldReward> Rewards => _rewards;

    /// <summary>By the text id of the referral.</summary>
    internal IReadOnlyDictionary<string, ReferralStatus> Referrals => _referrals;

    /// <summary>Tells one row more; false for data that cannot be read.</summary>
    internal bool Tell(JournalRow row)
    {
        var isReward = row.Type.StartsWith("reward.", StringComparison.Ordinal) || row.Type == "coupon.released";
        var isReferral = row.Type is "friend.claimed" or "claim.expired" || row.Type.StartsWith("referral.", StringComparison.Ordinal);
        if (!isReward && !isReferral)
        {
            return true;
        }

        try
        {
            var told = new JournalEvent(
                row.EventId, row.Position, row.Type, row.At, row.Subject, JsonSerializer.Deserialize<JsonElement>(row.Data));
            if (isReward && WireName.TryParse<RewardStatus>(told.DataText("status"), out var status))
            {
                _rewards[row.Subject] = new ToldReward(status, told.DataNumber("entitled"));
            }

            if (isReferral)
            {
                TellReferral(told);
            }

            return true;
        }
        catch (Exception exception) when (exception is JsonException or FormatException or InvalidOperationException)
        {
            return false;
        }
    }

    private void TellReferral(JournalEvent told)
    {
        switch (told.Type)
        {
            case "friend.claimed":
                _referrals[told.DataText("referral") ?? ""] = ReferralStatus.Claimed;
                break;
            case "claim.expired":
                // A claim may end whose referral has gone on by an order.
                if (told.DataText("referral") is { } referral && _referrals.GetValueOrDefault(referral) == ReferralStatus.Claimed)
                {
                    _referrals[referral] = ReferralStatus.Expired;
                }

                break;
            default:
                if (WireName.TryParse<ReferralStatus>(told.Type["referral.".Length..], out var status))
                {
                    _referrals[told.Subject] = status;
                }

                break;
        }
    }
}

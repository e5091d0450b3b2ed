using System.Text.Json;
using Vouch.Domain.Referrals;
using Vouch.Domain;
using Vouch.Domain.Ids;
using Vouch.Domain.Rewards;
using Vouch.Server.Insights;
using Vouch.Server.Platform;
using Vouch.Storage;

namespace Vouch.Server.Cli;

/// <summary>Where the journal last left a reward.</summary>
/// <param name="Status">Its status.</param>
/// <param name="Entitled">What it comes to.</param>
internal sealed record ToldReward(RewardStatus Status, long Entitled);

/// <summary>The journal told once from its beginning: where it left each reward and referral, and what its days add up to.</summary>
internal sealed class JournalStory(Shop shop, long countedUpTo)
{
    private readonly Dictionary<string, ToldReward> _rewards = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ReferralStatus> _referrals = new(StringComparer.Ordinal);
    private readonly Dictionary<DayKey, DaySum> _days = [];

    /// <summary>By the text id of the reward.</summary>
    internal IReadOnlyDictionary<string, ToldReward> Rewards => _rewards;

    /// <summary>By the text id of the referral.</summary>
    internal IReadOnlyDictionary<string, ReferralStatus> Referrals => _referrals;

    /// <summary>Counts and amounts of the days, as far as the roll-up's consumer has read.</summary>
    internal IReadOnlyDictionary<DayKey, DaySum> Days => _days;

    /// <summary>Tells one row more; false for data that cannot be read.</summary>
    internal bool Tell(JournalRow row)
    {
        var isReward = row.Type.StartsWith("reward.", StringComparison.Ordinal) || row.Type == "coupon.released";
        var isReferral = row.Type is "friend.claimed" or "claim.expired" || row.Type.StartsWith("referral.", StringComparison.Ordinal);
        var isCounted = row.Position <= countedUpTo && CountDays.Counted.Contains(row.Type);
        if (!isReward && !isReferral && !isCounted)
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

            if (isCounted)
            {
                Count(told);
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

    private void Count(JournalEvent told)
    {
        var counted = CountDays.Of(shop, told);
        var key = new DayKey(counted.ProgramId, counted.Day, counted.Measure);
        var before = _days.GetValueOrDefault(key, new DaySum(0, 0));
        _days[key] = new DaySum(before.Number + 1, before.Amount + counted.Amount);
    }
}

/// <summary>One row of the roll-up.</summary>
internal sealed record DayKey(ProgramId ProgramId, long Day, string Measure);

/// <summary>What it holds.</summary>
internal sealed record DaySum(long Number, long Amount);

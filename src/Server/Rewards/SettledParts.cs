using Vouch.Domain.Rewards;
using Vouch.Storage;

namespace Vouch.Server.Rewards;

/// <summary>A part of a reward that comes back.</summary>
/// <param name="Reward">The reward, locked.</param>
/// <param name="Part">What comes back of it.</param>
/// <param name="Settled">What of the part goes to settle a debt; the rest is usable.</param>
internal sealed record SettledPart(Reward Reward, LotPart Part, long Settled);

/// <summary>Shares a debt among the parts that come back to their rewards.</summary>
internal static class SettledParts
{
    /// <summary>Those rewards settle it first of which more was had than refunds left: their own refund made the debt.</summary>
    internal static async Task<IReadOnlyList<SettledPart>> Of(ShopTx tx, IReadOnlyList<LotPart> parts, long netted)
    {
        var shared = new List<SettledPart>();
        foreach (var part in parts)
        {
            var reward = await RewardStore.Load(tx, part.Reward) ?? throw new InvalidOperationException($"{part.Reward} is gone.");
            var undeserved = reward.RedeemedAmount + reward.Remaining + reward.InTransit - reward.Entitled;
            var settled = Math.Min(netted, Math.Clamp(undeserved, 0, part.Amount));
            netted -= settled;
            shared.Add(new SettledPart(reward, part, settled));
        }

        return shared.ConvertAll(own =>
        {
            var more = Math.Min(netted, own.Part.Amount - own.Settled);
            netted -= more;
            return own with { Settled = own.Settled + more };
        });
    }
}

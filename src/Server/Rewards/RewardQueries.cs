using Vouch.Domain;
using Vouch.Domain.Ids;
using Vouch.Domain.Rewards;
using Vouch.Server.Programs;
using Vouch.Storage;

namespace Vouch.Server.Rewards;

/// <summary>What slices to the right, endpoints and pages read of rewards.</summary>
public static class RewardQueries
{
    private const string ById = $"SELECT {RewardStore.Columns} FROM rewards WHERE shop_id = @shop AND reward_id = @reward";

    private const string ByCode = $"""
        SELECT {RewardStore.Columns} FROM rewards WHERE shop_id = @shop AND coupon_code = @code AND kind <> 'gift_card'
        """;

    private const string OfClaimSql = $"""
        SELECT {RewardStore.Columns} FROM rewards WHERE shop_id = @shop AND claim_id = @claim ORDER BY reward_id DESC LIMIT 1
        """;

    private const string WaitingSql = $"""
        SELECT {RewardStore.Columns} FROM rewards
        WHERE shop_id = @shop AND status = 'waiting' AND claim_id IS NOT NULL AND person_key = @person AND program_id = @program
        ORDER BY reward_id LIMIT 1
        """;

    private const string OfReferralsSql = $"""
        SELECT {RewardStore.Columns} FROM rewards WHERE shop_id = @shop AND referral_id = ANY(@referrals) ORDER BY reward_id
        """;

    // One text a filter, so that each goes by its own index.
    private const string Rest = """
         AND (CAST(@status AS text) IS NULL OR status = @status)
            AND reward_id < coalesce(CAST(@after AS bigint), 9223372036854775807)
        ORDER BY reward_id DESC LIMIT @take
        """;

    private const string All = $"SELECT {RewardStore.Columns} FROM rewards WHERE shop_id = @shop" + Rest;

    private const string OfAdvocate = $"SELECT {RewardStore.Columns} FROM rewards WHERE shop_id = @shop AND advocate_id = @advocate" + Rest;

    private const string OfReferral = $"""
        SELECT {RewardStore.Columns} FROM rewards WHERE shop_id = @shop AND referral_id = @referral
            AND (CAST(@advocate AS bigint) IS NULL OR advocate_id = @advocate)
        """ + Rest;

    private const string HistorySql = """
        SELECT reward_id, at, type, amount, detail FROM reward_history
        WHERE shop_id = @shop AND reward_id = ANY(@rewards) ORDER BY reward_id, history_id
        """;

    private const string Survivor =
        "SELECT coalesce(merged_into, advocate_id) FROM advocates WHERE shop_id = @shop AND advocate_id = @advocate";

    /// <summary>One reward; null when the shop has none of this id.</summary>
    public static Task<Reward?> Find(Reads reads, RewardId reward) => reads.First<Reward>(ById, new { Reward = reward });

    /// <summary>The reward whose coupon has this code (in capitals); null when there is none.</summary>
    public static Task<Reward?> FindCoupon(Reads reads, string code) => reads.First<Reward>(ByCode, new { Code = code });

    /// <summary>The coupon of a claim, the latest; null when the claim gave none.</summary>
    public static Task<Reward?> OfClaim(Reads reads, ClaimId claim) => reads.First<Reward>(OfClaimSql, new { Claim = claim });

    /// <summary>The coupon that a friend waits for in a program since its pool is empty; null when there is none.</summary>
    public static Task<Reward?> WaitingFor(Reads reads, ProgramId program, string personKey) =>
        reads.First<Reward>(WaitingSql, new { Program = program, Person = personKey });

    /// <summary>All rewards of some referrals, oldest first, revoked ones too.</summary>
    public static Task<List<Reward>> OfReferrals(Reads reads, IEnumerable<ReferralId> referrals) =>
        reads.Query<Reward>(OfReferralsSql, new { Referrals = referrals.Select(id => id.Value).ToArray() });

    /// <summary>Rewards, newest first; a null filter filters nothing.</summary>
    public static Task<List<Reward>> List(
        Reads reads, RewardStatus? status, AdvocateId? advocate, ReferralId? referral, RewardId? after, int take) =>
        referral is not null
            ? reads.Query<Reward>(OfReferral, new { Status = status, Advocate = advocate, Referral = referral, After = after, Take = take })
        : advocate is not null
            ? reads.Query<Reward>(OfAdvocate, new { Status = status, Advocate = advocate, After = after, Take = take })
        : reads.Query<Reward>(All, new { Status = status, After = after, Take = take });

    /// <summary>One reward as the contract shows it; null when there is none.</summary>
    public static async Task<RewardAnswer?> Answer(Reads reads, RewardId reward) =>
        await Find(reads, reward) is { } found ? (await Answers(reads, [found]))[0] : null;

    /// <summary>Rewards as the contract shows them, with their history.</summary>
    public static async Task<IReadOnlyList<RewardAnswer>> Answers(Reads reads, IReadOnlyList<Reward> rewards)
    {
        var history = rewards.Count == 0
            ? []
            : await reads.Query<HistoryRow>(HistorySql, new { Rewards = rewards.Select(reward => reward.RewardId.Value).ToArray() });
        var byReward = history.ToLookup(row => row.RewardId, row => new RewardHistoryAnswer(row.At, row.Type, row.Amount, row.Detail));
        var campaigns = await CampaignQueries.Some(reads, [.. rewards.Select(reward => reward.CampaignId).OfType<CampaignId>().Distinct()]);
        return
        [
            .. rewards.Select(reward => RewardAnswer.Of(
                reward, [.. byReward[reward.RewardId]], reward.CampaignId is { } id ? campaigns[id].Terms.Name : null)),
        ];
    }

    /// <summary>Who answers for an advocate's id: itself, or the record it was merged into; null when there is none.</summary>
    public static Task<AdvocateId?> AnswersFor(Reads reads, AdvocateId advocate) =>
        reads.First<AdvocateId?>(Survivor, new { Advocate = advocate });

    private sealed record HistoryRow(RewardId RewardId, Instant At, string Type, long? Amount, string Detail);
}

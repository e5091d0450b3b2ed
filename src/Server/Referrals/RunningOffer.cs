using Vouch.Domain;
using Vouch.Domain.Campaigns;
using Vouch.Domain.Ids;
using Vouch.Domain.Programs;
using Vouch.Domain.Rewards;
using Vouch.Server.Platform.Pages;
using Vouch.Server.Programs;
using Vouch.Server.Rewards;
using Vouch.Server.Rewards.Pages;
using Vouch.Storage;

namespace Vouch.Server.Referrals;

/// <summary>A program's offer at this moment, with what campaigns add to it for one advocate and their friends.</summary>
/// <param name="Advocate">The advocate's reward with its bonus; null where the program gives none.</param>
/// <param name="AdvocateUntil">When that bonus ends; null without one.</param>
/// <param name="Friend">The friend's.</param>
/// <param name="FriendUntil">When that bonus ends.</param>
internal sealed record RunningOffer(
    RewardSpecification? Advocate, Instant? AdvocateUntil, RewardSpecification? Friend, Instant? FriendUntil)
{
    // Of percentages and amounts the better one is told by a purchase of middling size.
    private const long SomePurchase = 10_000;

    /// <summary>The advocate's reward as it is shown.</summary>
    internal RewardSpecification? AdvocateShown => Advocate is null ? null : CampaignBonus.Shown(Advocate);

    /// <summary>The friend's as it is shown.</summary>
    internal RewardSpecification? FriendShown => Friend is null ? null : CampaignBonus.Shown(Friend);

    /// <summary>What holds now of a program's terms.</summary>
    internal static async Task<RunningOffer> Of(Reads db, ProgramId program, ProgramTerms terms, AdvocateId advocate, Instant now)
    {
        var campaigns = await CampaignQueries.Holding(db, program, advocate, now);
        var (own, ownUntil) = await Best(db, campaigns, terms.AdvocateReward, Recipient.Advocate, now);
        var (friend, friendUntil) = await Best(db, campaigns, terms.FriendReward, Recipient.Friend, now);
        return new RunningOffer(own, ownUntil, friend, friendUntil);
    }

    /// <summary>What the advocate's side has on top, as somebody reads it; null for nothing.</summary>
    internal string? SayAdvocate(string who, Locality place) =>
        AdvocateUntil is { } until ? CampaignWords.Now(who, Advocate!.Bonus!, Advocate.Kind, until, place) : null;

    /// <summary>What the friend's side has on top, as somebody reads it; null for nothing.</summary>
    internal string? SayFriend(string who, Locality place) =>
        FriendUntil is { } until ? CampaignWords.Now(who, Friend!.Bonus!, Friend.Kind, until, place) : null;

    private static async Task<(RewardSpecification?, Instant?)> Best(
        Reads db, List<Campaign> campaigns, RewardSpecification? plain, Recipient recipient, Instant now)
    {
        var (best, until) = (plain, (Instant?)null);
        foreach (var campaign in plain is null ? [] : campaigns)
        {
            if (CampaignBonus.Of(plain!, recipient, campaign.Running, now) is { } bonus
                && plain! with { Bonus = bonus } is var raised && Worth(raised) > Worth(best!)
                && await CampaignRoom.HasRoom(db, campaign, plain!.Kind))
            {
                (best, until) = (raised, campaign.Terms.Window.EndsAt);
            }
        }

        return (best, until);
    }

    private static long Worth(RewardSpecification reward) =>
        CampaignBonus.Worth(reward.Bonus, RewardWorth.ValueFor(reward, SomePurchase), SomePurchase);
}

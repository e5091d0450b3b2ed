using Vouch.Domain;
using Vouch.Domain.Attribution;
using Vouch.Domain.Ids;
using Vouch.Domain.People;
using Vouch.Domain.Programs;
using Vouch.Domain.Referrals;
using Vouch.Domain.Rewards;
using Vouch.Server.Advocates;
using Vouch.Server.Platform;
using Vouch.Server.Programs;
using Vouch.Server.Rewards;
using Vouch.Server.Tracking;
using Vouch.Storage;

namespace Vouch.Server.Referrals;

/// <summary>A friend's wish for the offer.</summary>
public sealed record ClaimRequest(
    string Code, string Email, bool Consent, string? Name = null, string? Locale = null, string? ClickId = null);

/// <summary>The friend's reward as a claim shows it.</summary>
public sealed record FriendRewardAnswer(
    RewardId? Id, RewardKind Kind, RewardValueAnswer Value, long MinimumSubtotal, string Status, string Currency);

/// <summary>What a friend gets for an address.</summary>
public sealed record ClaimAnswer(ClaimId Id, string? CouponCode, FriendRewardAnswer? FriendReward, Instant? ExpiresAt);

/// <summary>
/// The friend's coupon in exchange for an address. One open coupon per friend and program; whether the address is
/// already a customer is never told.
/// </summary>
internal static class ClaimOffer
{
    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.Write<ClaimRequest, ClaimAnswer>(
            "POST", "/v1/claims", Permission.TrackingWrite, Audience.SecretKey | Audience.PublishableKey, async (call, tx, request) =>
            {
                var claimed = await Run(tx, call.Shop, request, call.Caller.IsShop, call.Now);
                return claimed.Refusal is { Kind: RefusalKind.NotFound } && !call.Caller.IsShop
                    && !call.Http.RequestServices.GetRequiredService<GuessLimit>().Allows(call.Http) ? GuessLimit.Refusal
                    : claimed.IsRefused ? claimed.Refusal
                    : claimed.Value.IsNew ? Outcome.Created(claimed.Value.Answer)
                    : Outcome.Ok(claimed.Value.Answer);
            }, 201).Produces<ClaimAnswer>(200);

    /// <summary>Claims the offer behind a code.</summary>
    /// <param name="tx">The transaction.</param>
    /// <param name="shop">The shop.</param>
    /// <param name="request">As sent.</param>
    /// <param name="isProven">True when the shop itself vouches for the address: then the claim is evidence at once.</param>
    /// <param name="now">Shop time.</param>
    internal static async Task<Result<(ClaimAnswer Answer, bool IsNew)>> Run(
        ShopTx tx, Shop shop, ClaimRequest request, bool isProven, Instant now)
    {
        if (Check(shop, request) is { } refusal)
        {
            return refusal;
        }

        if (await AdvocateQueries.FindByCode(tx, request.Code) is not { } owner
            || await AdvocateQueries.Find(tx, owner.AdvocateId) is not { } advocate)
        {
            return Refusal.NotFound("code");
        }

        var program = (await ProgramQueries.Find(tx, owner.ProgramId))!;
        if (program.Status != ProgramStatus.Active || advocate.Status != AdvocateStatus.Active || owner.ExpiresAt <= now)
        {
            return ReferralRefusals.ProgramIsNotActive;
        }

        var person = PersonKeys.Email(shop, request.Email)!;
        if ((await AdvocateQueries.FindByPerson(tx, [person]))?.AdvocateId == advocate.AdvocateId)
        {
            return ReferralRefusals.OwnLink;
        }

        await Orders.OrderQueries.LockPeople(tx, [person]);
        var evidence = await Evidence(tx, request, owner, isProven, now);
        var open = await ClaimStore.OpenOf(tx, program.ProgramId, [person]);
        if (open.Find(claim => claim.AdvocateId == advocate.AdvocateId) is { } same)
        {
            var known = same with { EvidenceAt = same.EvidenceAt ?? evidence.At, Visitor = same.Visitor ?? evidence.Visitor };
            ClaimStore.Save(tx, known);
            return (await AnswerOf(tx, shop, program, known), false);
        }

        var made = await Add(tx, shop, request, owner, program, person, evidence, open, now);
        return (await AnswerOf(tx, shop, program, made), open.Count == 0);
    }

    // A second claim, on another advocate's code, gets the first one's coupon, which then speaks for it.
    private static async Task<Claim> Add(
        ShopTx tx, Shop shop, ClaimRequest request, CodeOwner owner, KnownProgram program, string person,
        (Instant? At, string? Visitor) evidence,
        List<Claim> open, Instant now)
    {
        var shared = open.Find(claim => claim.CouponCode is not null);
        var claim = new Claim(
            tx.NewId<ClaimId>(), program.ProgramId, program.Version, owner.AdvocateId, owner.Code, request.Email.Trim(),
            request.Name?.Trim(), request.Locale,
            person, evidence.Visitor, request.Consent, ClaimStatus.Open, evidence.At, shared?.CouponCode, now,
            shared?.ExpiresAt ?? now.PlusDays(program.Terms.FriendReward?.ExpiresAfterDays ?? program.Terms.Attribution.WindowDays));
        var referral = new Referral(
            tx.NewId<ReferralId>(), claim.ProgramId, claim.ProgramVersion, claim.AdvocateId, claim.Email, claim.Name, person, claim.ClaimId,
            null, null,
            ReferralStatus.Claimed, "claimed", null, null, null, now, now);
        ClaimStore.Add(tx, claim);
        ReferralStore.Add(tx, referral);
        ReferralStore.Tell(tx, referral.ReferralId, now, "claimed", "The friend claimed the offer.");
        RewardId? reward = null;
        if (shared is null && await RewardQueries.WaitingFor(tx, claim.ProgramId, person) is null)
        {
            var campaigns = await CampaignQueries.Holding(tx, claim.ProgramId, claim.AdvocateId, now);
            var about = new RewardCase(
                claim.ProgramId, claim.ProgramVersion, program.Terms, program.Terms.Limits, claim.AdvocateId, referral.ReferralId, null,
                person)
            {
                Campaigns = campaigns.ConvertAll(campaign => campaign.Running), At = now,
            };
            var coupon = await CreateClaimCoupon.Run(tx, shop, about, claim.ClaimId, now);
            if (coupon is { IsRefused: false, Value: { } issued })
            {
                claim = claim with { CouponCode = issued.CouponCode, ExpiresAt = issued.ExpiresAt ?? claim.ExpiresAt };
                ClaimStore.Save(tx, claim);
                reward = issued.RewardId;
            }
        }

        tx.Schedule(ExpireClaim.Kind, claim.ClaimId.ToString(), claim.ExpiresAt!.Value, JobClock.Shop);
        tx.Publish(new FriendClaimed(claim.ClaimId, referral.ReferralId, claim.ProgramId, claim.AdvocateId, reward), now);
        return claim;
    }

    private static async Task<(Instant? At, string? Visitor)> Evidence(
        ShopTx tx, ClaimRequest request, CodeOwner owner, bool isProven, Instant now)
    {
        var visitor = IdText.TryParse<ClickId>(request.ClickId, out var click) ? await ClaimStore.Visitor(tx, click) : null;
        var clicked = click.Value != 0 && await ClaimStore.HasClicked(tx, click, visitor, owner.AdvocateId, owner.ProgramId);
        return (isProven || clicked ? now : null, visitor);
    }

    private static async Task<ClaimAnswer> AnswerOf(ShopTx tx, Shop shop, KnownProgram program, Claim claim)
    {
        var coupon = claim.CouponCode is { } code
            ? await RewardQueries.FindCoupon(tx, code)
            : await RewardQueries.WaitingFor(tx, claim.ProgramId, claim.PersonKey);
        var promise = coupon?.Promise() ?? program.Terms.FriendReward;
        var hasReward = coupon is not null || (promise is not null && !RewardKinds.HasCode(promise.Kind));
        return new ClaimAnswer(
            claim.ClaimId, claim.CouponCode,
            hasReward && promise is not null
                ? new FriendRewardAnswer(
                    coupon?.RewardId, promise.Kind, RewardValueAnswer.Of(CampaignBonus.Shown(promise, promise.Value)),
                    promise.MinimumSubtotal,
                    coupon is null ? "pending" : WireName.Of(coupon.Status), shop.Currency)
                : null,
            claim.ExpiresAt);
    }

    private static Refusal? Check(Shop shop, ClaimRequest request)
    {
        if (!EmailAddress.TryParse(request.Email, out _))
        {
            return Refusal.Invalid("email", "must be an e-mail address");
        }

        return AdvocateFields.Check(request.Name, request.Locale, externalId: null, phone: null)
            ?? (shop.Consent == ConsentPolicy.Required && !request.Consent ? ReferralRefusals.ConsentIsMissing : null);
    }
}

using System.Globalization;
using Vouch.Domain.Ids;
using Vouch.Domain.Programs;

namespace Vouch.Domain.Attribution;

/// <summary>
/// Decides who gets the credit for an order. Manual beats lock beats existing customer beats the candidates, and among
/// these coupon beats claim beats name beats click beats invitation; within a class event time decides, never arrival.
/// </summary>
public static class AttributeOrder
{
    /// <summary>The decision; the same evidence gives the same decision, in whatever order it is listed.</summary>
    /// <param name="evidence">All that is known, see <see cref="AttributionEvidence"/>.</param>
    /// <param name="zone">The shop's time zone, for the dates in the explanation.</param>
    public static AttributionDecision Decide(AttributionEvidence evidence, TimeZoneInfo zone)
    {
        string Day(Instant at) =>
            TimeZoneInfo.ConvertTime(at.ToDateTimeOffset(), zone).ToString("d MMMM yyyy", CultureInfo.InvariantCulture);
        var judge = new JudgeTouches(evidence, Day);
        var touches = judge.Touches();
        if (evidence.ManualDecisions.MaxBy(m => m.Sequence) is { } manual)
        {
            return ByHand(evidence, judge, touches, manual, Day);
        }

        if (judge.Earlier.FirstOrDefault(o => o.Advocate is not null) is { } locking)
        {
            return ByLock(evidence, judge, touches, locking, Day);
        }

        var unnamed = judge.NameRefusal();
        var hasEvidence = touches.Count > 0 || evidence.Name is not null;
        if (KnownCustomer(judge, touches) is { } known)
        {
            return Nobody(evidence, [.. touches.Select(t => new Verdict(t, known))], known, hasEvidence, []);
        }

        var verdicts = touches.Select(judge.Judge).ToList();
        var flags = Flags(evidence, verdicts);
        if (Winner(evidence, verdicts) is { } won)
        {
            return ByTouch(evidence, verdicts, won.Winner, won.Model, flags, Day);
        }

        var inactiveName = evidence.Name is not null && unnamed is null && touches.All(t => t.Class != TouchClass.Name)
            ? AttributionRefusals.ProgramWasNotActive(Day(evidence.Order.PlacedAt))
            : null;
        AttributionRefusal?[] refusals = [.. verdicts.OrderByDescending(v => v.Touch.At).Select(v => v.Refusal), unnamed, inactiveName];
        var told = refusals.OfType<AttributionRefusal>().MinBy(r => AttributionRefusals.ByInformation.ToList().IndexOf(r.Reason));
        return Nobody(evidence, verdicts, told ?? AttributionRefusals.NothingPointsToAnAdvocate, hasEvidence, flags);
    }

    // Each touch asks its own program; where there is none, the active ones are asked.
    private static AttributionRefusal? KnownCustomer(JudgeTouches judge, IReadOnlyList<Touch> touches)
    {
        var refusals = touches.Count == 0 ? [judge.KnownCustomer()] : touches.Select(judge.KnownCustomer).ToList();
        return refusals.TrueForAll(r => r is not null) ? refusals[0] : null;
    }

    private static AttributionDecision ByHand(
        AttributionEvidence evidence, JudgeTouches judge, IReadOnlyList<Touch> touches, ManualDecision manual, Func<Instant, string> day)
    {
        var verdicts = touches.Select(judge.Judge).ToList();
        if (manual.Advocate is not { } chosen)
        {
            return Nobody(evidence, verdicts, AttributionRefusals.DecidedForNobody(day(manual.At)), true, []);
        }

        var advocate = evidence.SurvivorOf(chosen);
        var refusal = judge.WrongAdvocate(advocate);
        if (refusal is not null && (!manual.Forced || refusal.Reason == AttributionReason.AdvocateErased))
        {
            return Nobody(evidence, verdicts, refusal, true, []);
        }

        var touch = touches.Where(t => t.Advocate == advocate && evidence.Programs.ContainsKey(t.Program)).MaxBy(t => (t.At, t.Id));
        var program = manual.Program ?? touch?.Program ?? judge.DefaultProgram();
        var (at, momentId) = program is { } p && touch?.Program == p
            ? (touch.At, touch.MomentId(evidence.Order))
            : (evidence.Order.PlacedAt, evidence.Order.Sequence);
        return new AttributionDecision(
            AttributionOutcome.Attributed,
            advocate,
            program,
            program is { } known ? evidence.Programs[known].TermsAt(at, momentId).Version : null,
            Via.Manual,
            AttributionReason.ManualOverride,
            $"A person decided on {day(manual.At)} that this advocate gets the credit.",
            [],
            Judged(verdicts, null),
            null,
            null,
            null,
            NewReferral: true,
            RewardEligible: program is not null);
    }

    private static AttributionDecision ByLock(
        AttributionEvidence evidence, JudgeTouches judge, IReadOnlyList<Touch> touches, EarlierOrder locking, Func<Instant, string> day)
    {
        var verdicts = touches.Select(judge.Judge).ToList();
        var advocate = evidence.SurvivorOf(locking.Advocate!.Value);
        if (judge.WrongAdvocate(advocate) is { } refusal)
        {
            return Nobody(evidence, verdicts, refusal, true, []);
        }

        var program = locking.Program is { } id ? evidence.Programs.GetValueOrDefault(id) : null;
        var terms = locking.ProgramVersion is { } version
            ? program?.TermsOf(version)
            : program?.TermsAt(locking.PlacedAt, locking.Sequence);
        var eligible = terms is not null && EarnsAgain(evidence, judge, locking, program!, terms);
        return new AttributionDecision(
            AttributionOutcome.Attributed,
            advocate,
            locking.Program,
            terms?.Version,
            Via.Lock,
            AttributionReason.LockedRepeatOrder,
            $"The buyer stays with the advocate who brought them: the order of {day(locking.PlacedAt)} was credited to the same advocate.",
            [],
            Judged(verdicts, null),
            null,
            null,
            locking.Id,
            NewReferral: false,
            RewardEligible: eligible);
    }

    // "The first n orders" counts the person's orders with this advocate in this program, whatever each of them earned; the months
    // run from the order that locked the person.
    private static bool EarnsAgain(
        AttributionEvidence evidence, JudgeTouches judge, EarlierOrder locking, ProgramFacts program, TermsInForce terms)
    {
        var advocate = evidence.SurvivorOf(locking.Advocate!.Value);
        var place = 1 + judge.Earlier.Count(o =>
            o.Program == locking.Program && o.Advocate is { } other && evidence.SurvivorOf(other) == advocate);
        return (terms.Qualification.Orders is not { } earning || place <= earning)
            && (terms.Qualification.Months is not { } months || evidence.Order.PlacedAt < locking.PlacedAt.PlusMonths(months))
            && (terms.Attribution.HonorAfterEnd || program.IsActiveAt(evidence.Order.PlacedAt, evidence.Order.Sequence));
    }

    private static (Touch Winner, AttributionModel Model)? Winner(AttributionEvidence evidence, IReadOnlyList<Verdict> verdicts)
    {
        var best = verdicts.Where(v => v.Refusal is null).Select(v => v.Touch).GroupBy(t => t.Class).MinBy(g => g.Key);
        if (best is null)
        {
            return null;
        }

        // Codes were typed one after the other: the last applied counts, whenever its coupon was claimed.
        if (best.Key == TouchClass.Coupon)
        {
            return (best.MaxBy(t => t.Id)!, AttributionModel.LastTouch);
        }

        var last = best.MaxBy(t => (t.At, t.Id))!;
        var model = evidence.Programs[last.Program].TermsAt(last.At, last.MomentId(evidence.Order)).Attribution.Model;
        return (model == AttributionModel.FirstTouch ? best.MinBy(t => (t.At, t.Id))! : last, model);
    }

    private static AttributionDecision ByTouch(
        AttributionEvidence evidence,
        IReadOnlyList<Verdict> verdicts,
        Touch winner,
        AttributionModel model,
        IReadOnlyList<AttributionWarning> flags,
        Func<Instant, string> day)
    {
        var first = model == AttributionModel.FirstTouch;
        var (via, reason, sentence) = winner.Class switch
        {
            TouchClass.Coupon when winner.Claim is not null => (Via.Coupon, AttributionReason.CouponPrecedence,
                $"The order carries the coupon that the friend took through this advocate on {day(winner.At)}."),
            TouchClass.Coupon => (Via.Coupon, AttributionReason.CouponPrecedence, "The order carries this advocate's code."),
            TouchClass.Claim => (Via.Claim, first ? AttributionReason.FirstClaim : AttributionReason.LastClaim,
                $"The friend left an address for this advocate's offer on {day(winner.At)}."),
            TouchClass.Name => (Via.Name, AttributionReason.NameDeclared, "Asked who invited them, the friend named this advocate."),
            TouchClass.Click => (Via.Click, first ? AttributionReason.FirstClick : AttributionReason.LastClick,
                $"The friend's {(first ? "first" : "last")} visit through a link, on {day(winner.At)}, was through this advocate's."),
            _ => (Via.Invite, first ? AttributionReason.FirstInvite : AttributionReason.LastInvite,
                $"This advocate invited the friend by mail on {day(winner.At)}."),
        };
        return new AttributionDecision(
            AttributionOutcome.Attributed,
            winner.Advocate,
            winner.Program,
            evidence.Programs[winner.Program].TermsAt(winner.At, winner.MomentId(evidence.Order)).Version,
            via,
            reason,
            sentence,
            flags,
            Judged(verdicts, winner),
            winner.At,
            winner.Class == TouchClass.Claim ? new ClaimId(winner.Id) : winner.Claim,
            null,
            NewReferral: true,
            RewardEligible: true);
    }

    private static AttributionDecision Nobody(
        AttributionEvidence evidence,
        IReadOnlyList<Verdict> verdicts,
        AttributionRefusal refusal,
        bool hasEvidence,
        IReadOnlyList<AttributionWarning> flags) =>
        new(
            hasEvidence ? AttributionOutcome.NotQualified : AttributionOutcome.Organic,
            null,
            null,
            null,
            null,
            refusal.Reason,
            refusal.Sentence,
            flags,
            [.. Judged(verdicts, null), .. UnfoundName(evidence, verdicts)],
            null,
            null,
            null,
            NewReferral: false,
            RewardEligible: false);

    private static IEnumerable<JudgedTouch> UnfoundName(AttributionEvidence evidence, IReadOnlyList<Verdict> verdicts) =>
        evidence.Name is { } name && verdicts.All(v => v.Touch.Class != TouchClass.Name)
            ? [new JudgedTouch(TouchClass.Name, null, null, evidence.Order.PlacedAt, 0, null,
                name.ByName.Count == 0 ? AttributionReason.NameNotFound : AttributionReason.NameAmbiguous, false)]
            : [];

    private static List<JudgedTouch> Judged(IReadOnlyList<Verdict> verdicts, Touch? winner) =>
    [
        .. from verdict in verdicts
           let touch = verdict.Touch
           let won = ReferenceEquals(touch, winner)
           select new JudgedTouch(touch.Class, touch.Advocate, touch.Program, touch.At, touch.Id, touch.Code, verdict.Refusal?.Reason, won),
    ];

    private static List<AttributionWarning> Flags(AttributionEvidence evidence, IReadOnlyList<Verdict> verdicts)
    {
        var flags = new List<AttributionWarning>();
        if (verdicts.Where(v => v.Refusal is null).Select(v => v.Touch.Advocate).Distinct().Skip(1).Any())
        {
            flags.Add(AttributionWarning.CompetingAdvocates);
        }

        var codes = verdicts.Select(v => v.Touch).Where(t => t.Class == TouchClass.Coupon && !(t.ExpiresAt < evidence.Order.PlacedAt));
        if (codes.Select(t => t.Advocate).Distinct().Skip(1).Any())
        {
            flags.Add(AttributionWarning.MultipleReferralCoupons);
        }

        if (verdicts.Any(v => v.Refusal?.Reason == AttributionReason.SelfReferral))
        {
            flags.Add(AttributionWarning.SelfReferralAttempt);
        }

        return flags;
    }
}

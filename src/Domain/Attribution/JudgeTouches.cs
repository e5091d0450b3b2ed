using Vouch.Domain.Ids;

namespace Vouch.Domain.Attribution;

/// <summary>A touch with its verdict; the touch's advocate is the surviving one.</summary>
internal sealed record Verdict(Touch Touch, AttributionRefusal? Refusal);

/// <summary>Says of each touch whether it is a candidate or which rule drops it.</summary>
internal sealed class JudgeTouches(AttributionEvidence evidence, Func<Instant, string> day)
{
    private readonly Purchase _order = evidence.Order;

    /// <summary>The person's earlier orders that count, the earliest first.</summary>
    public IReadOnlyList<EarlierOrder> Earlier { get; } =
    [
        .. evidence.EarlierOrders
            .Where(o => o.Counts && (o.PlacedAt, o.Sequence).CompareTo((evidence.Order.PlacedAt, evidence.Order.Sequence)) < 0)
            .OrderBy(o => o.PlacedAt).ThenBy(o => o.Sequence),
    ];

    /// <summary>All that is evidence: by humans, up to the order's own time, the strongest class first, then by time.</summary>
    public IReadOnlyList<Touch> Touches() =>
    [
        .. evidence.Touches.Where(t => !t.Bot && IsBeforeTheOrder(t))
            .Concat(NamedTouch() is { } named ? [named] : [])
            .Select(t => t with { Advocate = evidence.SurvivorOf(t.Advocate) })
            .OrderBy(t => t.Class).ThenBy(t => t.At).ThenBy(t => t.Id),
    ];

    /// <summary>Why the name the friend gave points to nobody; null where it does, or where none was given.</summary>
    public AttributionRefusal? NameRefusal() => evidence.Name is { } name && NamedAdvocate() is null
        ? name.ByName.Count == 0 ? AttributionRefusals.NameFitsNobody : AttributionRefusals.NameFitsSeveralAdvocates
        : null;

    /// <summary>The program that stands where none is named: the oldest active one at the order, else the oldest that ever ran.</summary>
    public ProgramId? DefaultProgram()
    {
        var ran = evidence.Programs.Where(p => p.Value.Periods.Count > 0).OrderBy(p => p.Key.Value).ToList();
        var chosen = ran.Where(p => p.Value.IsActiveAt(_order.PlacedAt, _order.Sequence)).Concat(ran).Take(1).ToList();
        return chosen.Count > 0 ? chosen[0].Key : null;
    }

    /// <summary>The verdict on one touch. What makes it no candidate at all is asked before whose it is.</summary>
    public Verdict Judge(Touch touch) => new(
        touch,
        Expired(touch) ?? TooOld(touch) ?? WrongAdvocate(touch) ?? Inactive(touch) ?? KnownCustomer(touch));

    /// <summary>The rule on the advocate alone, for decisions that rest on no touch; null where nothing is against them.</summary>
    public AttributionRefusal? WrongAdvocate(AdvocateId id) => evidence.Advocates.GetValueOrDefault(id) switch
    {
        null or { Status: AdvocateStatus.Erased } => AttributionRefusals.AdvocateIsErased,
        var advocate when IsBuyer(advocate) => AttributionRefusals.BuyerIsTheAdvocate,
        { Status: AdvocateStatus.Blocked } => AttributionRefusals.AdvocateIsBlocked,
        _ => null,
    };

    /// <summary>The refusal of an earlier customer by the terms at a touch; null where its program takes this person.</summary>
    public AttributionRefusal? KnownCustomer(Touch touch) => KnownCustomer(touch.Program, touch.At, touch.MomentId(_order));

    private AttributionRefusal? KnownCustomer(ProgramId program, Instant at, long momentId)
    {
        var qualification = evidence.Programs.GetValueOrDefault(program)?.TermsAt(at, momentId).Qualification;
        return qualification is { NewCustomersOnly: false } ? null : BoughtBefore(qualification?.FormerCustomersAfterDays);
    }

    /// <summary>The refusal where no touch names a program: by those active at the order, else by the mere fact.</summary>
    public AttributionRefusal? KnownCustomer()
    {
        var active = evidence.Programs.Where(p => p.Value.IsActiveAt(_order.PlacedAt, _order.Sequence)).ToList();
        return active.Count == 0
            ? BoughtBefore(null)
            : active.Select(p => KnownCustomer(p.Key, _order.PlacedAt, _order.Sequence)).FirstOrDefault(refusal => refusal is not null);
    }

    // At one instant the ids tell: what happened after the order is no evidence for it, though the clock stood still.
    private bool IsBeforeTheOrder(Touch touch) =>
        touch.At < _order.PlacedAt || (touch.At == _order.PlacedAt && touch.MomentId(_order) <= _order.Sequence);

    private AttributionRefusal? BoughtBefore(int? formerAfterDays)
    {
        var listed = _order.CustomerFrom is { } from && from <= _order.PlacedAt ? from : (Instant?)null;
        var bought = Earlier.Count == 0 ? (Instant?)null : Earlier[^1].PlacedAt;
        if ((bought ?? listed) is not { } last)
        {
            return _order.SaidNew == false ? AttributionRefusals.BuyerHadBoughtBefore(null) : null;
        }

        var isFormer = formerAfterDays is { } days && last.PlusDays(days) <= _order.PlacedAt;
        return isFormer ? null
            : bought is null ? AttributionRefusals.BuyerWasOnTheList(day(last))
            : AttributionRefusals.BuyerHadBoughtBefore(day(last));
    }

    private AttributionRefusal? Expired(Touch touch) =>
        touch is { Class: TouchClass.Coupon, ExpiresAt: { } expiry } && expiry < _order.PlacedAt
            ? AttributionRefusals.CodeHadExpired(day(expiry))
            : null;

    private AttributionRefusal? TooOld(Touch touch)
    {
        var window = evidence.Programs.GetValueOrDefault(touch.Program)?.TermsAt(touch.At, touch.MomentId(_order)).Attribution.WindowDays;
        return window is { } days && touch.At.PlusDays(days) < _order.PlacedAt
            ? AttributionRefusals.TouchIsOlderThanWindow(day(touch.At), days)
            : null;
    }

    private AttributionRefusal? WrongAdvocate(Touch touch) => WrongAdvocate(touch.Advocate)
        ?? (HadJoined(evidence.Advocates[touch.Advocate], touch.At) ? null : AttributionRefusals.AdvocateHadNotJoined(day(touch.At)));

    private AttributionRefusal? Inactive(Touch touch)
    {
        if (evidence.Programs.GetValueOrDefault(touch.Program) is not { } program || !program.IsActiveAt(touch.At, touch.MomentId(_order)))
        {
            return AttributionRefusals.ProgramWasNotActive(day(touch.At));
        }

        return program.TermsAt(touch.At, touch.MomentId(_order)).Attribution.HonorAfterEnd
            || program.IsActiveAt(_order.PlacedAt, _order.Sequence)
            ? null
            : AttributionRefusals.ProgramStoppedBeforeTheOrder(day(_order.PlacedAt));
    }

    private bool IsBuyer(AdvocateFacts advocate) =>
        _order.PersonKeys.Any(advocate.Keys.Contains)
        || (_order.PaymentKey is { } payment && advocate.Keys.Contains(payment) && !IsOfOneHousehold(advocate));

    // Two people of one home may pay with one card: where address and names say so, screening weighs it.
    private bool IsOfOneHousehold(AdvocateFacts advocate) =>
        _order.Name.Length > 0 && advocate.Name.Length > 0 && _order.Name != advocate.Name
        && _order.PostalKeys?.Any(advocate.Keys.Contains) == true;

    private static bool HadJoined(AdvocateFacts advocate, Instant at) =>
        advocate.Status != AdvocateStatus.Invited && advocate.JoinedAt <= at;

    private Touch? NamedTouch() => NamedAdvocate() is { } advocate && DefaultProgram() is { } program
        ? new Touch(TouchClass.Name, advocate, program, _order.PlacedAt, 0)
        : null;

    // A unique name is that advocate; where it fits several or nobody, the address settles it, else those who could
    // earn go before those who could not.
    private AdvocateId? NamedAdvocate()
    {
        if (evidence.Name is not { } name)
        {
            return null;
        }

        var named = name.ByName.Select(evidence.SurvivorOf).Distinct().ToList();
        var confirmed = name.ByEmail is { } id ? evidence.SurvivorOf(id) : (AdvocateId?)null;
        if (named.Count == 1 || (confirmed is not null && (named.Count == 0 || named.Contains(confirmed.Value))))
        {
            return named.Count == 1 ? named[0] : confirmed;
        }

        var earning = named.Where(CouldEarn).ToList();
        return earning.Count == 1 ? earning[0] : null;
    }

    private bool CouldEarn(AdvocateId id) =>
        evidence.Advocates.GetValueOrDefault(id) is { Status: AdvocateStatus.Active } facts && facts.JoinedAt <= _order.PlacedAt;
}

using Vouch.Domain.Ids;
using Vouch.Domain.Programs;

namespace Vouch.Domain.Attribution;

/// <summary>What sort of touch it is, the strongest first.</summary>
public enum TouchClass { Coupon, Claim, Name, Click, Invite }

/// <summary>Where an advocate stands; only an active one earns.</summary>
public enum AdvocateStatus { Invited, Active, Blocked, Erased }

/// <summary>The order to decide about, as far as attribution looks at it.</summary>
/// <param name="PlacedAt">The order's own time: nothing later is evidence.</param>
/// <param name="Sequence">Which was decided first, among orders of the same instant.</param>
/// <param name="PersonKeys">The buyer's customer id, canonical address and phone, as the shop's keyed hashes.</param>
/// <param name="PaymentKey">What was paid with, as the shop's keyed hash; null where unknown.</param>
/// <param name="SaidNew">The shop's own word whether the customer is new; null where it says nothing.</param>
/// <param name="CustomerFrom">From when on the shop's list of customers has the buyer; null where it has not.</param>
/// <param name="Name">The buyer's name, folded; empty where unknown.</param>
/// <param name="PostalKeys">Where it goes and who pays, as the shop's keyed hashes; null where unknown.</param>
public sealed record Purchase(
    Instant PlacedAt,
    long Sequence,
    IReadOnlyList<string> PersonKeys,
    string? PaymentKey = null,
    bool? SaidNew = null,
    Instant? CustomerFrom = null,
    string Name = "",
    IReadOnlyList<string>? PostalKeys = null);

/// <summary>One thing that may tell who brought the friend. Facts only: whether it counts is decided.</summary>
/// <param name="Class">What it is.</param>
/// <param name="Advocate">Whose it is; an advocate merged since stands for the surviving one.</param>
/// <param name="Program">Under which program.</param>
/// <param name="At">When it happened: an advocate's code when the order was placed, a friend's coupon when it was claimed.</param>
/// <param name="Id">The click's, claim's or invitation's number; a code's place among the order's codes.</param>
/// <param name="Code">The code on the order, for <see cref="TouchClass.Coupon"/>.</param>
/// <param name="ExpiresAt">The last instant at which the code or coupon is good; null for ever.</param>
/// <param name="Claim">The claim a friend's coupon came from.</param>
/// <param name="Bot">True for a robot's or a preview's click, which is no evidence.</param>
public sealed record Touch(
    TouchClass Class,
    AdvocateId Advocate,
    ProgramId Program,
    Instant At,
    long Id,
    string? Code = null,
    Instant? ExpiresAt = null,
    ClaimId? Claim = null,
    bool Bot = false)
{
    /// <summary>The id of when it happened: a friend's coupon was touched with its claim, a code and a name with the order.</summary>
    internal long MomentId(Purchase order) =>
        Class is TouchClass.Coupon or TouchClass.Name ? Claim?.Value ?? order.Sequence : Id;
}

/// <summary>Whom the friend named at "who invited you?".</summary>
/// <param name="ByName">All advocates of that name; empty where nobody is called so.</param>
/// <param name="ByEmail">The advocate with the address that was given too; null where none was, or nobody has it.</param>
public sealed record NameDeclaration(IReadOnlyList<AdvocateId> ByName, AdvocateId? ByEmail);

/// <summary>An order of the same person, seen from the one to decide about.</summary>
/// <param name="Id">Which order.</param>
/// <param name="PlacedAt">Its own time.</param>
/// <param name="Sequence">Which was decided first, at the same instant.</param>
/// <param name="Counts">False once cancelled or rejected as fraud; a wholly refunded order counts.</param>
/// <param name="Advocate">To whom it is attributed; null where to nobody.</param>
/// <param name="Program">Under which program; null where to nobody or unknown.</param>
/// <param name="ProgramVersion">Under which of its terms.</param>
public sealed record EarlierOrder(
    OrderId Id,
    Instant PlacedAt,
    long Sequence,
    bool Counts,
    AdvocateId? Advocate = null,
    ProgramId? Program = null,
    long? ProgramVersion = null);

/// <summary>A decision taken by a person; the one with the highest sequence holds.</summary>
/// <param name="Sequence">Which came last.</param>
/// <param name="Advocate">Who gets the credit; null nobody.</param>
/// <param name="Program">Under which program; null lets the evidence, else the shop's oldest active program decide.</param>
/// <param name="Forced">True when the person insisted, against the rule on self-referral or on blocked advocates.</param>
/// <param name="At">When it was taken.</param>
public sealed record ManualDecision(long Sequence, AdvocateId? Advocate, ProgramId? Program, bool Forced, Instant At);

/// <summary>An advocate, as far as attribution looks.</summary>
/// <param name="Status">Where they stand now.</param>
/// <param name="JoinedAt">From when on they earn.</param>
/// <param name="Keys">Customer id, canonical address, phone, payment and postal address, as the shop's keyed hashes.</param>
/// <param name="MergedInto">The record that stands for this one; null where it stands for itself.</param>
/// <param name="Name">The name, folded; empty where unknown.</param>
public sealed record AdvocateFacts(
    AdvocateStatus Status, Instant JoinedAt, IReadOnlySet<string> Keys, AdvocateId? MergedInto = null, string Name = "");

/// <summary>A program's terms from one instant on, as far as attribution looks; the id was made then and settles ties.</summary>
public sealed record TermsInForce(long Version, Instant FromAt, AttributionTerms Attribution, Qualification Qualification, long FromId = 0);

/// <summary>A program, as far as attribution looks.</summary>
/// <param name="Terms">All versions, the oldest first; at least one.</param>
/// <param name="Periods">When it was active; none for a draft.</param>
public sealed record ProgramFacts(IReadOnlyList<TermsInForce> Terms, IReadOnlyList<ActivePeriod> Periods)
{
    /// <summary>The terms in force at a moment; before the first version the first.</summary>
    public TermsInForce TermsAt(Instant at, long id) =>
        Terms.LastOrDefault(terms => terms.FromAt < at || (terms.FromAt == at && terms.FromId <= id)) ?? Terms[0];

    /// <summary>The terms of one version.</summary>
    public TermsInForce TermsOf(long version) => Terms.First(terms => terms.Version == version);

    /// <summary>True when the program was active at a moment.</summary>
    public bool IsActiveAt(Instant at, long id) => Periods.Any(period => period.Covers(at, id));
}

/// <summary>Everything the decision looks at. The order of the lists does not matter.</summary>
/// <param name="Order">The order to decide about.</param>
/// <param name="Touches">What was touched by the order's visitor, codes or person.</param>
/// <param name="Name">Whom the friend named; null where nobody was asked.</param>
/// <param name="EarlierOrders">The person's other orders.</param>
/// <param name="ManualDecisions">What people decided about this order.</param>
/// <param name="Advocates">Every advocate named by the above, and those they were merged into.</param>
/// <param name="Programs">Every program of the shop, drafts included.</param>
public sealed record AttributionEvidence(
    Purchase Order,
    IReadOnlyList<Touch> Touches,
    NameDeclaration? Name,
    IReadOnlyList<EarlierOrder> EarlierOrders,
    IReadOnlyList<ManualDecision> ManualDecisions,
    IReadOnlyDictionary<AdvocateId, AdvocateFacts> Advocates,
    IReadOnlyDictionary<ProgramId, ProgramFacts> Programs)
{
    /// <summary>The advocate who stands for this one after merges.</summary>
    public AdvocateId SurvivorOf(AdvocateId id)
    {
        // Merges form a chain, never a ring; the bound only keeps a damaged table from hanging the shop.
        for (var step = 0; step < 64 && Advocates.TryGetValue(id, out var facts) && facts.MergedInto is { } next; step++)
        {
            id = next;
        }

        return id;
    }
}

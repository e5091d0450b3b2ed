using Vouch.Domain.Attribution;
using Vouch.Domain.Ids;
using Vouch.Domain.Programs;

namespace Vouch.Domain.Tests.Attribution;

/// <summary>A small world to decide in: advocates Anna and Bogdan, one program active since ever, an order on day 100.</summary>
internal sealed record World
{
    public static readonly AdvocateId Anna = new(1);
    public static readonly AdvocateId Bogdan = new(2);
    public static readonly ProgramId Program = new(10);
    public static readonly ProgramId Other = new(11);

    public Purchase Order { get; init; } = new(Day(100), 5, ["c:friend", "e:friend"]);

    public IReadOnlyList<Touch> Touches { get; init; } = [];

    public NameDeclaration? Name { get; init; }

    public IReadOnlyList<EarlierOrder> Earlier { get; init; } = [];

    public IReadOnlyList<ManualDecision> Manual { get; init; } = [];

    public Dictionary<AdvocateId, AdvocateFacts> Advocates { get; init; } = new()
    {
        [Anna] = new AdvocateFacts(AdvocateStatus.Active, Day(0), new HashSet<string> { "c:anna", "e:anna", "m:anna" }),
        [Bogdan] = new AdvocateFacts(AdvocateStatus.Active, Day(0), new HashSet<string> { "c:bogdan", "e:bogdan" }),
    };

    public Dictionary<ProgramId, ProgramFacts> Programs { get; init; } = new()
    {
        [Program] = Facts(),
        [Other] = Facts(new AttributionTerms(90, AttributionModel.LastTouch, true)),
    };

    public static Instant Day(double day) => new((long)(day * 86_400_000));

    public static ProgramFacts Facts(
        AttributionTerms? attribution = null, Qualification? qualification = null, params ActivePeriod[] periods)
    {
        attribution ??= new AttributionTerms(30, AttributionModel.LastTouch, true);
        var terms = new TermsInForce(1, Day(0), attribution, qualification ?? new Qualification(true, null, 0, 1));
        return new ProgramFacts([terms], periods.Length == 0 ? [new ActivePeriod(Day(0), null)] : periods);
    }

    public static Touch Click(AdvocateId advocate, double day, long id = 1) => new(TouchClass.Click, advocate, Program, Day(day), id);

    public static Touch Claim(AdvocateId advocate, double day, long id = 1) => new(TouchClass.Claim, advocate, Program, Day(day), id);

    public static Touch CodeOf(AdvocateId advocate, long place = 0) =>
        new(TouchClass.Coupon, advocate, Program, Day(100), place, "CODE" + place);

    public World With(ProgramFacts facts) => this with { Programs = new(Programs) { [Program] = facts } };

    public World With(AdvocateId id, AdvocateStatus status) =>
        this with { Advocates = new(Advocates) { [id] = Advocates[id] with { Status = status } } };

    public AttributionEvidence Evidence() => new(Order, Touches, Name, Earlier, Manual, Advocates, Programs);

    public AttributionDecision Decide() => AttributeOrder.Decide(Evidence(), TimeZoneInfo.Utc);
}

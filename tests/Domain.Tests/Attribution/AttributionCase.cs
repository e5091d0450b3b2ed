using System.Text.Json;
using Vouch.Domain.Attribution;
using Vouch.Domain.Ids;
using Vouch.Domain.People;
using Vouch.Domain.Programs;

namespace Vouch.Domain.Tests.Attribution;

/// <summary>One case of attribution_cases.json: its world and timeline turned into the evidence for its order.</summary>
internal sealed class AttributionCase(JsonElement row)
{
    private static readonly ProgramId Program = new(1);
    private readonly JsonElement _world = row.GetProperty("world");
    private readonly List<JsonElement> _timeline = [.. row.GetProperty("timeline").EnumerateArray()];

    public JsonElement Expected => row.GetProperty("expected");

    public AttributionDecision Decide() => Decide(row.GetProperty("order").GetString()!);

    public string? NameOf(AdvocateId? id) => id is { } known ? AdvocateNames[(int)known.Value] : null;

    private List<string> AdvocateNames =>
    [
        .. _world.GetProperty("advocates").EnumerateObject().Select(a => a.Name)
            .Concat(Of("merge").Select(m => Text(m, "from")!)),
    ];

    private AdvocateId IdOf(string name) => new(AdvocateNames.IndexOf(name));

    private IEnumerable<JsonElement> Of(string type) => _timeline.Where(e => Text(e, "type") == type);

    private AttributionDecision Decide(string orderId)
    {
        var order = Of("order").Single(o => Text(o, "id") == orderId);
        var at = At(order);
        var people = People(order);
        var earlier = Of("order").Where(o => At(o) < at && People(o).Intersect(people).Any()).Select(o => Earlier(Text(o, "id")!, At(o)));
        var evidence = new AttributionEvidence(
            new Purchase(at, 0, people, Text(order, "payment") is { } payment ? "m:" + payment : null),
            [.. Codes(order), .. Claims(order), .. Clicks(order), .. Invitations(order)],
            Name(orderId),
            [.. earlier],
            [.. ByHand(orderId)],
            Advocates(),
            new Dictionary<ProgramId, ProgramFacts> { [Program] = ProgramOfCase() });
        return AttributeOrder.Decide(evidence, TimeZoneInfo.Utc);
    }

    private IEnumerable<ManualDecision> ByHand(string orderId) => Of("manual")
        .Where(m => Text(m, "order") == orderId)
        .Select((m, i) => new ManualDecision(i, IdOf(Text(m, "advocate")!), null, false, At(m)));

    private EarlierOrder Earlier(string id, Instant at)
    {
        var decision = Decide(id);
        var number = new OrderId(Of("order").ToList().FindIndex(o => Text(o, "id") == id));
        return new EarlierOrder(number, at, 0, true, decision.Advocate, decision.Program, decision.ProgramVersion);
    }

    private IEnumerable<Touch> Codes(JsonElement order)
    {
        var codes = order.TryGetProperty("coupons", out var list) ? list.EnumerateArray().Select(c => c.GetString()!).ToList() : [];
        for (var i = 0; i < codes.Count; i++)
        {
            var code = Code.Normalize(codes[i])!;
            if (_world.GetProperty("codes").TryGetProperty(code, out var known) && Text(known, "advocate") is { } advocate)
            {
                Instant? expiry = Text(known, "expiresAt") is { } text ? Parse(text) : null;
                yield return new Touch(TouchClass.Coupon, IdOf(advocate), Program, At(order), i, code, expiry);
            }
        }
    }

    private IEnumerable<Touch> Claims(JsonElement order) => Of("claim")
        .Where(c => People(c).Intersect(People(order)).Any() || Visitors(order).Contains(Text(c, "visitor")))
        .Select((c, i) => new Touch(TouchClass.Claim, IdOf(Text(c, "advocate")!), Program, At(c), i));

    private IEnumerable<Touch> Clicks(JsonElement order) => Of("click")
        .Where(c => Visitors(order).Contains(Text(c, "visitor")) && Text(c, "store") == Text(order, "store"))
        .Select((c, i) => new Touch(TouchClass.Click, IdOf(Text(c, "advocate")!), Program, At(c), i, Bot: c.TryGetProperty("bot", out _)));

    private IEnumerable<Touch> Invitations(JsonElement order) => Of("invite")
        .Where(c => People(c).Intersect(People(order)).Any())
        .Select((c, i) => new Touch(TouchClass.Invite, IdOf(Text(c, "advocate")!), Program, At(c), i));

    private HashSet<string?> Visitors(JsonElement order)
    {
        var people = People(order);
        var signedIn = Of("identify").Where(e => At(e) <= At(order) && People(e).Intersect(people).Any());
        HashSet<string?> visitors = [.. signedIn.Select(e => Text(e, "visitor"))];
        visitors.Add(Text(order, "visitor"));
        visitors.Remove(null);
        return visitors;
    }

    private NameDeclaration? Name(string orderId)
    {
        var named = Of("name").Where(n => Text(n, "order") == orderId).ToList();
        if (named.Count == 0)
        {
            return null;
        }

        var folded = PersonName.Fold(Text(named[^1], "name"));
        var all = _world.GetProperty("advocates").EnumerateObject().ToList();
        var email = EmailAddress.TryParse(Text(named[^1], "advocateEmail"), out var address) ? address.Strict : null;
        var byName = all.Where(a => PersonName.Fold(Text(a.Value, "name")) == folded);
        var byEmail = all.Where(a => EmailAddress.TryParse(Text(a.Value, "email"), out var own) && own.Strict == email);
        return new NameDeclaration([.. byName.Select(a => IdOf(a.Name))], byEmail.Select(a => (AdvocateId?)IdOf(a.Name)).FirstOrDefault());
    }

    private Dictionary<AdvocateId, AdvocateFacts> Advocates()
    {
        var facts = _world.GetProperty("advocates").EnumerateObject().ToDictionary(
            a => IdOf(a.Name),
            a => new AdvocateFacts(
                a.Value.TryGetProperty("erasedAt", out _) ? AdvocateStatus.Erased : AdvocateStatus.Active,
                Parse(Text(a.Value, "joinedAt")!),
                new HashSet<string>([.. People(a.Value), "m:" + (Text(a.Value, "payment") ?? "none of " + a.Name)])));
        foreach (var merge in Of("merge"))
        {
            var into = IdOf(Text(merge, "into")!);
            facts[IdOf(Text(merge, "from")!)] = new AdvocateFacts(AdvocateStatus.Active, Instant.Epoch, new HashSet<string>(), into);
        }

        return facts;
    }

    private ProgramFacts ProgramOfCase()
    {
        var config = row.GetProperty("config");
        int Number(string name, int otherwise) => config.TryGetProperty(name, out var v) ? v.GetInt32() : otherwise;
        bool Flag(string name, bool otherwise) => config.TryGetProperty(name, out var v) ? v.GetBoolean() : otherwise;
        var model = Text(config, "model") == "first" ? AttributionModel.FirstTouch : AttributionModel.LastTouch;
        var terms = new TermsInForce(
            1,
            Instant.Epoch,
            new AttributionTerms(Number("windowDays", 30), model, Flag("honorEndedProgram", true)),
            new Qualification(
                Flag("newCustomersOnly", true), null, Number("minOrderMinor", 0), Flag("recurringRewards", false) ? null : 1));
        return new ProgramFacts([terms], Periods());
    }

    private List<ActivePeriod> Periods()
    {
        var from = Instant.Epoch;
        Instant? until = null;
        var periods = new List<ActivePeriod>();
        if (_world.TryGetProperty("program", out var program))
        {
            from = Text(program, "startsAt") is { } starts ? Parse(starts) : from;
            until = Text(program, "endsAt") is { } ends ? Parse(ends) : null;
            foreach (var pause in program.TryGetProperty("paused", out var paused) ? paused.EnumerateArray() : [])
            {
                periods.Add(new ActivePeriod(from, Parse(pause[0].GetString()!)));
                from = Parse(pause[1].GetString()!);
            }
        }

        return [.. periods, new ActivePeriod(from, until)];
    }

    private static List<string> People(JsonElement row)
    {
        List<string> keys = [];
        if (Text(row, "customer") is { } customer)
        {
            keys.Add("c:" + customer);
        }

        if (EmailAddress.TryParse(Text(row, "email"), out var address))
        {
            keys.Add("e:" + address.Strict);
        }

        return keys;
    }

    private static string? Text(JsonElement row, string name) =>
        row.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static Instant At(JsonElement row) => Parse(Text(row, "t")!);

    private static Instant Parse(string text) => Instant.TryParse(text, out var at) ? at : throw new FormatException(text);
}

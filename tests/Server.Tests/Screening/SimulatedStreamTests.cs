using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Shouldly;
using Vouch.Domain;
using Vouch.Domain.Programs;
using Vouch.Domain.Screening;
using Vouch.Kit;
using Vouch.Server.Screening.Networks;
using Vouch.Server.Screening.Simulation;
using Vouch.Server.Tests.Host;
using Vouch.Server.Tests.Journeys;

namespace Vouch.Server.Tests.Screening;

/// <summary>
/// The simulator's events told to a shop over HTTP, as advocates, clicks, orders and refunds with the marks of the people: what
/// screening says there is what it says in the simulator.
/// </summary>
public abstract class SimulatedStreamTests(TestEngine engine, PostgresFixture postgres) : Journey(engine, postgres)
{
    private const string Program = """
        {"attribution": {"windowDays": 365}, "qualification": {"minimumSubtotal": 3000},
         "hold": {"days": 32, "from": "placed", "assumedDeliveryDays": 0, "graceDays": 0},
         "limits": {"perAdvocate": null, "budget": null}, "friendReward": null}
        """;

    private static readonly ScreeningTerms Bands = new(12, 35, 80);
    private static readonly DateTimeOffset Beginning = new(2026, 3, 1, 9, 0, 0, TimeSpan.Zero);

    // Small enough for each run of the suite, and with every population but the bots, whose sign-ups are no orders.
    private static readonly SimulationParameters Small = SimulationParameters.Baseline with
    {
        Days = 120,
        Honest = new HonestParameters { Advocates = 55 },
        SuperAdvocates = new SuperAdvocateParameters { Friends = new Span(1, 20, 30) },
        OpenSelfReferrers = new Span(4, 1, 4),
        CarefulSelfReferrers = new Span(8, 2, 6),
        HiddenSelfReferrers = new Span(2, 3, 12),
        Rings = new Span(3, 5, 12),
        LeakedCodes = new Span(1, 20, 24),
        RefundAbusers = new Span(5, 1, 3),
        Bots = new Span(0, 40, 160),
    };

    // VOUCH_WHOLE_STREAM=1 tells the published world whole, which takes longer than a run of the suite may.
    private static readonly SimulationParameters World =
        Environment.GetEnvironmentVariable("VOUCH_WHOLE_STREAM") == "1" ? SimulationParameters.Baseline : Small;

    private const int LongerDays = 14;

    private readonly Dictionary<int, (string Id, string Code, string Link)> _advocates = [];
    private readonly Dictionary<SimulatedEvent, (string Order, string? Referral, string? AtOrder)> _told = [];
    private ShopClient _shop = null!;

    [Fact]
    public async Task The_same_stream_over_http_gives_the_same_decisions()
    {
        _shop = (await Given(Story.Program(Program))).Shop;
        var events = SimulatedShop.Events(2, World).Where(happening => happening.Population != Population.Bot).ToList();
        var (order, release) = Replay.Run(events, World);
        var (_, later) = Replay.Run(events, World with { HoldDays = World.HoldDays + LongerDays });
        var start = Beginning.AddSeconds(Math.Max(0, events.Max(happening => happening.SecondsFromClick - happening.At)) + 60);
        var mails = events.SelectMany(happening => new[] { happening.Advocate, happening.Friend }).DistinctBy(person => person.Id)
            .ToLookup(person => person.Email);
        await Tell(events, start);
        await At(start.AddDays(World.Days + 60));

        var (same, wrong, unattributed) = (0, new List<string>(), 0);
        for (var i = 0; i < events.Count; i++)
        {
            var told = _told[events[i]];
            var (first, second) = (Band(order.Facts[i]), Band(release.Facts[i]));
            if (told.Referral is null)
            {
                unattributed++;
                if (!MayBeNobodys(events[i], mails))
                {
                    var attribution = (await _shop.Get($"/v1/orders/o-{i}")).ShouldBe(200)["attribution"];
                    wrong.Add($"{events[i].Population.Name()} {i} was not attributed: {attribution}");
                }

                continue;
            }

            if (told.AtOrder != first)
            {
                wrong.Add($"{events[i].Population.Name()} {i} at the order: {told.AtOrder}, not {first}");
            }

            // Refunded before it was looked at for the last time: nothing is left to decide.
            var isHeldAgain = first == "hold" || (first != "reject" && second == "hold");
            if (events[i].RefundedAt <= events[i].At + ((World.HoldDays + (isHeldAgain ? LongerDays : 0)) * SimulatedShop.Day))
            {
                continue;
            }

            var lastLook = isHeldAgain ? later.Facts[i] : release.Facts[i];
            var expected = Band(lastLook);
            var answer = (await _shop.Get($"/v1/referrals/{told.Referral}")).ShouldBe(200);
            if (answer.Text("screening.decision") != expected)
            {
                wrong.Add($"{events[i].Population.Name()} {i} at the release: {answer.Text("screening.decision")}, not {expected}: {answer["screening"]} beside {lastLook}");
            }

            same++;
        }

        TestContext.Current.TestOutputHelper!.WriteLine($"{events.Count} events, {unattributed} one person, {same} released");
        wrong.ShouldBeEmpty();
        same.ShouldBeGreaterThan(100);
        unattributed.ShouldBeLessThan(events.Count / 10);
    }

    // Attribution's own rules come before screening: one person recommends nobody, a click counts for a year, and a buyer whose address
    // the world's dice gave to two strangers stays with whom it was brought by first.
    private static bool MayBeNobodys(SimulatedEvent happening, ILookup<string, SimulatedPerson> mails)
    {
        var (advocate, friend) = (happening.Advocate, happening.Friend);
        return happening.Population is Population.OpenSelf or Population.CarefulSelf or Population.HiddenSelf or Population.Ring
            || (Name(friend), friend.Address, friend.Payment) == (Name(advocate), advocate.Address, advocate.Payment)
            || happening.SecondsFromClick > 365 * SimulatedShop.Day
            || mails[friend.Email].Count() > 1;
    }

    private static string Band(ScreeningFacts facts) =>
        WireName.Of(ScreenOrder.Decide(facts, ScreeningModel.Expert, Bands, ListVerdict.Silent).Decision);

    // The first order is not at the start of the story: its friend, or another one, may have clicked long before.
    private async Task Tell(IReadOnlyList<SimulatedEvent> events, DateTimeOffset start)
    {
        foreach (var advocate in events.Select(e => e.Advocate).DistinctBy(person => person.Id))
        {
            await Join(advocate);
        }

        var moments = new List<(double At, int Rank, Func<Task> Tell)>();
        var clicks = new Dictionary<SimulatedEvent, string>();
        foreach (var (happening, number) in events.Select((e, i) => (e, i)))
        {
            moments.Add((happening.At - happening.SecondsFromClick, 0, async () =>
                clicks[happening] = (await _shop.Follow(_advocates[happening.Advocate.Id].Link)).ClickId!));
            moments.Add((happening.At, 1, () => Order(happening, $"o-{number}", clicks[happening])));
            if (happening.RefundedAt is { } refunded)
            {
                moments.Add((refunded, 2, () => _shop.Post($"/v1/orders/o-{number}/events", $$"""{"externalId":"r","type":"refunded"}""")));
            }

            if (happening.BoughtAgain)
            {
                moments.Add((happening.At + SimulatedShop.Day, 3, () => Order(happening, $"o-{number}-again", null)));
            }
        }

        foreach (var (at, _, tell) in moments.OrderBy(m => m.At).ThenBy(m => m.Rank))
        {
            await At(start.AddSeconds(at));
            await tell();
        }
    }

    private async Task Join(SimulatedPerson person)
    {
        var body = new JsonObject
        {
            ["email"] = person.Email, ["name"] = Name(person), ["externalId"] = $"c-{person.Id}", ["phone"] = Phone(person),
            ["deviceId"] = $"d-{person.Device}", ["paymentFingerprint"] = $"p-{person.Payment}", ["address"] = Address(person),
            ["ipAddress"] = Ip(person.Network),
        };
        var joined = await _shop.Post("/v1/advocates", body.ToJsonString());
        ((int)joined.Status).ShouldBeOneOf(200, 201);
        _advocates[person.Id] = (joined.Text("id"), joined.Text("code"), joined.Text("link"));
    }

    private async Task Order(SimulatedEvent happening, string number, string? click)
    {
        var friend = happening.Friend;
        var body = new JsonObject
        {
            ["externalId"] = number, ["status"] = "paid", ["subtotal"] = happening.Amount, ["total"] = happening.Amount,
            ["customer"] = new JsonObject
            {
                ["externalId"] = $"c-{friend.Id}", ["email"] = friend.Email, ["name"] = Name(friend), ["phone"] = Phone(friend),
            },
            ["clickId"] = click, ["deviceId"] = $"d-{friend.Device}", ["paymentFingerprint"] = $"p-{friend.Payment}",
            ["shippingAddress"] = Address(friend), ["ipAddress"] = Ip(happening.Network),
            ["referrer"] = happening.DealSite ? "https://www.mydealz.de/gutscheine/shop" : null,
            ["couponCodes"] = happening.ByCode && click is not null ? new JsonArray(_advocates[happening.Advocate.Id].Code) : [],
        };
        var told = (await _shop.Post("/v1/orders", body.ToJsonString())).ShouldBe(201);
        if (click is null)
        {
            return;
        }

        var referral = told["referralId"]?.ToString();
        var atOrder = referral is null ? null : (await _shop.Get($"/v1/referrals/{referral}")).Text("screening.decision");
        _told[happening] = (told.Text("id"), referral, atOrder);
    }

    private Task At(DateTimeOffset at) => _shop.At(at.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));

    private static string Name(SimulatedPerson person) => $"{person.FirstName} {person.LastName}";

    private static string Phone(SimulatedPerson person) => $"+48 6{person.Phone:00000000}";

    private static JsonObject Address(SimulatedPerson person) => new()
    {
        ["line1"] = $"ul. Długa {person.Address}", ["postalCode"] = $"{person.Address % 90 + 10}-{person.Address % 900 + 100}", ["country"] = "PL",
    };

    // Neostrada's homes, Play's phones, Hetzner's computers, M247's exits.
    private static string Ip(SimulatedNetwork network)
    {
        var (first, length) = network.Class switch
        {
            NetworkClass.Mobile => ("31.0.0.0", 15),
            NetworkClass.Hosting => ("5.9.0.0", 16),
            NetworkClass.Vpn => ("89.238.128.0", 18),
            _ => ("83.0.0.0", 11),
        };
        var bytes = IPAddress.Parse(first).GetAddressBytes();
        var number = BitConverter.ToUInt32([.. bytes.Reverse()]) + (uint)(network.Address % (1 << (32 - length)));
        var address = new IPAddress([.. BitConverter.GetBytes(number).Reverse()]);
        NetworkTable.Shared.Find(address).Class.ShouldBe(network.Class, address.ToString());
        return address.ToString();
    }
}

public sealed class SimulatedStreamOnSqlite(PostgresFixture postgres) : SimulatedStreamTests(TestEngine.Sqlite, postgres);

public sealed class SimulatedStreamOnPostgres(PostgresFixture postgres) : SimulatedStreamTests(TestEngine.Postgres, postgres);

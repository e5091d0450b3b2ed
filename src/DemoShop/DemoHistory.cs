using System.Globalization;
using System.Text.Json;

namespace Vouch.DemoShop;

/// <summary>
/// Eleven weeks in the life of the tea shop, told to Vouch through its public API with the test clock moved from day to day: people
/// join, share, click, claim, order, send back. The same every time, since a newcomer compares it with what the README says.
/// </summary>
public sealed class DemoHistory
{
    private const int Days = 77;
    private const int Seed = 20;

    private static readonly string[] Advocates =
    [
        "Maria Wiśniewska", "Tomasz Zieliński", "Elena Popescu", "Giulia Rossi", "Dmitri Volkov", "Katarzyna Lewandowska",
        "Luca Bianchi", "Ioana Marin",
        "Jan Kaczmarek", "Zofia Mazur", "Andrei Ionescu", "Wojciech Król",
    ];

    private static readonly (string Name, bool IsHer)[] FirstNames =
    [
        ("Ola", true), ("Marek", false), ("Ewa", true), ("Paweł", false), ("Iza", true), ("Adam", false), ("Radu", false),
        ("Mihai", false), ("Chiara", true), ("Marco", false), ("Sofia", true), ("Natalia", true), ("Igor", false), ("Magda", true),
        ("Kamil", false), ("Alina", true), ("Dorota", true), ("Sara", true),
    ];

    // Polish and Russian family names agree with the person.
    private static readonly (string His, string Hers)[] LastNames =
    [
        ("Nowicki", "Nowicka"), ("Pawlak", "Pawlak"), ("Dudek", "Dudek"), ("Stan", "Stan"), ("Dumitru", "Dumitru"), ("Conti", "Conti"),
        ("Ricci", "Ricci"), ("Wójcik", "Wójcik"), ("Baran", "Baran"), ("Sikora", "Sikora"), ("Orlov", "Orlova"),
        ("Czarnecki", "Czarnecka"), ("Ferrari", "Ferrari"), ("Popa", "Popa"),
    ];

    private readonly VouchApi _api;
    private readonly string _address;
    private readonly Random _random = new(Seed);
    private readonly List<(string Id, string Link, string Code, string Email)> _joined = [];
    private readonly List<(int Day, string Order, bool Refund)> _parcels = [];
    private int _number;

    private DemoHistory(VouchApi api, string address) => (_api, _address) = (api, address);

    /// <summary>Tells the history up to now; the shop must be new and in test mode.</summary>
    /// <param name="api">With the shop's secret key.</param>
    /// <param name="address">Where the tea shop is: the program's destination.</param>
    /// <param name="now">Where the shop's clock is to stand at the end.</param>
    /// <param name="crowd">Those who game the program, and those who only look like it.</param>
    public static async Task Tell(VouchApi api, string address, DateTimeOffset now, IReadOnlyList<DemoCase> crowd)
    {
        ArgumentNullException.ThrowIfNull(api);
        var history = new DemoHistory(api, address);
        await api.Must("/v1/test-clock", new { now = DemoShopPages.Wire(now.AddDays(-Days)) });
        await history.Program();
        var money = new DemoMoney(api);
        var screening = new DemoScreening(api, crowd);
        for (var day = 0; day < Days; day++)
        {
            await history.Day(day, now.AddDays(day - Days).AddHours(3));
            await screening.Day(day);
            await money.Day(day, history._joined.ConvertAll(joined => joined.Id));
            await api.Must("/v1/test-clock", new { now = DemoShopPages.Wire(now.AddDays(day + 1 - Days)) });
        }

        await history.Day(Days, now);
        await money.CloseFirstMonth();
        await history.Goals(now);
    }

    // What the shop wants to come to: one goal on its way, one that the days so far keep.
    private async Task Goals(DateTimeOffset now)
    {
        string Day(int ahead) => now.AddDays(ahead).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        await _api.Must("/v1/goals", new
        {
            name = "A hundred new customers", kpi = "newReferredCustomers", target = 100, from = Day(-29), to = Day(20),
        });
        await _api.Must("/v1/goals", new
        {
            name = "Rewards of at most €20 for each of them", kpi = "cacReferralVariableMinor", target = 2000, from = Day(-29),
            to = Day(20),
        });
    }

    private async Task Program()
    {
        var program = await _api.Must("/v1/programs", new
        {
            name = "Give 15%, get €15",
            destination = _address,
            advocateReward = new { kind = "store_credit", value = new { type = "fixed", amount = 1500 } },
            friendReward = new { kind = "coupon", value = new { type = "percent", percent = 15, cap = 5000 }, minimumSubtotal = 1000 },
            qualification = new { minimumSubtotal = 1500 },
            milestones = new object[]
            {
                new { every = 5, reward = new { kind = "coupon", value = new { type = "percent", percent = 20, cap = 3000 } } },
                new { at = 3, reward = new { kind = "custom", title = "A tea tasting for two" } },
            },
        });
        await _api.Must($"/v1/programs/{program.Text("id")}/activate");
    }

    private async Task Day(int day, DateTimeOffset afternoon)
    {
        if (day % 5 == 0 && _joined.Count < Advocates.Length)
        {
            await Join(Advocates[_joined.Count]);
        }

        foreach (var (_, order, refund) in _parcels.Where(parcel => parcel.Day == day))
        {
            await _api.Must($"/v1/orders/{order}/events", new { externalId = "p-" + order, type = refund ? "refunded" : "delivered" });
        }

        foreach (var advocate in _joined.Where(_ => _random.Next(4) == 0).ToList())
        {
            await _api.Must("/v1/shares", new { code = advocate.Code, channel = _random.Next(2) == 0 ? "whatsapp" : "copy" });
        }

        // A shop that grows: more visits each week, and fewer on Sundays.
        var visits = Enumerable.Range(0, 2 + (day / 7) + _random.Next(day % 7 == 6 ? 2 : 6)).Select(_ => Somebody()).ToList();
        var clicks = await Task.WhenAll(visits.Select(advocate => _api.Follow(advocate.Link)));

        // Nobody buys in the minute of the click.
        await _api.Must("/v1/test-clock", new { now = DemoShopPages.Wire(afternoon) });
        for (var i = 0; i < clicks.Length; i += 6)
        {
            await Friend(day, visits[i], clicks[i]);
        }
    }

    private async Task Join(string name)
    {
        var email = Address(name);
        var advocate = await _api.Must("/v1/advocates",
            new { email, name, externalId = "tea-" + (1000 + _joined.Count).ToString(CultureInfo.InvariantCulture), consent = true });
        _joined.Add((advocate.Text("id"), advocate.Text("link"), advocate.Text("code"), email));
    }

    private async Task Friend(int day, (string Id, string Link, string Code, string Email) advocate, string? click)
    {
        var (first, isHer) = FirstNames[_random.Next(FirstNames.Length)];
        var (his, hers) = LastNames[_random.Next(LastNames.Length)];
        var name = $"{first} {(isHer ? hers : his)}";
        // Once somebody tries the own link: it is noticed, and nobody is paid.
        var email = _number == 17 ? advocate.Email : Address(name, _number.ToString(CultureInfo.InvariantCulture));
        string? coupon = null;
        if (_random.Next(3) > 0 && email != advocate.Email)
        {
            var claim = await _api.Must("/v1/claims", new { code = advocate.Code, email, name, clickId = click, consent = true });
            coupon = claim.Text("couponCode");
            if (_random.Next(5) == 0)
            {
                return;
            }
        }

        await Order(day, name, email, coupon, click);
    }

    private async Task Order(int day, string name, string email, string? coupon, string? click)
    {
        var tea = Tea.Shelf[_random.Next(Tea.Shelf.Count)];
        var pieces = 1 + _random.Next(3);
        var subtotal = tea.Price * pieces;
        var discount = coupon is null ? 0 : Math.Min(5000, subtotal * 15 / 100);
        var order = "T" + (2000 + _number++).ToString(CultureInfo.InvariantCulture);
        await _api.Must("/v1/orders", new
        {
            externalId = order, status = "paid", subtotal, discount, total = subtotal - discount,
            couponCodes = coupon is null ? [] : new[] { coupon },
            clickId = click, customer = new { email, name }, lines = new[] { new { sku = tea.Sku, quantity = pieces, amount = subtotal } },
        });
        _parcels.Add((day + 2 + _random.Next(3), order, _number % 9 == 0));
    }

    private (string Id, string Link, string Code, string Email) Somebody() =>
        _joined[Math.Min(_random.Next(_joined.Count), _random.Next(_joined.Count))];

    private static string Address(string name, string suffix = "") =>
        new string([.. name.ToLowerInvariant().Normalize(System.Text.NormalizationForm.FormD).Replace('ł', 'l')
            .Where(c => char.IsAsciiLetter(c) || c == ' ')])
            .Replace(' ', '.') + suffix + "@example.com";
}

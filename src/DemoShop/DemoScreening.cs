namespace Vouch.DemoShop;

/// <summary>Somebody of the simulated crowd, with what a shop knows of them.</summary>
public sealed record DemoPerson(
    string CustomerId, string Name, string Email, string Phone, string Device, string Card, string Street, string IpAddress);

/// <summary>One of the crowd brings another.</summary>
/// <param name="Day">On which day the friend orders, counted from the beginning.</param>
/// <param name="Advocate">Who recommends.</param>
/// <param name="Friend">Who buys.</param>
/// <param name="Amount">For how much, minor units.</param>
/// <param name="IsQuick">The order comes right after the click; else the day after it.</param>
/// <param name="ByCode">With the code typed in.</param>
/// <param name="DealSite">From a site that collects coupons.</param>
/// <param name="RefundDay">When it is sent back; null when it is kept.</param>
/// <param name="IpAddress">Where the order comes from.</param>
public sealed record DemoCase(
    int Day, DemoPerson Advocate, DemoPerson Friend, long Amount, bool IsQuick, bool ByCode, bool DealSite, int? RefundDay,
    string IpAddress);

/// <summary>
/// The part of the history in which some game the program, and more only look like it: what the desk's queue, rings and reasons are
/// shown with. The crowd is that of the fraud simulator.
/// </summary>
internal sealed class DemoScreening(VouchApi api, IReadOnlyList<DemoCase> cases)
{
    private readonly Dictionary<string, (string Link, string Code)> _joined = [];
    private readonly Dictionary<DemoCase, string?> _clicks = [];

    /// <summary>What happens on one day.</summary>
    internal async Task Day(int day)
    {
        foreach (var coming in cases.Where(one => one.Day - (one.IsQuick ? 0 : 1) == day))
        {
            _clicks[coming] = await api.Follow((await Join(coming.Advocate)).Link);
        }

        foreach (var ordering in cases.Where(one => one.Day == day))
        {
            await Order(ordering);
        }

        foreach (var returned in cases.Where(one => one.RefundDay == day))
        {
            await api.Must($"/v1/orders/{Number(returned)}/events", new { externalId = "back", type = "refunded" });
        }
    }

    private async Task<(string Link, string Code)> Join(DemoPerson person)
    {
        if (!_joined.TryGetValue(person.CustomerId, out var known))
        {
            var joined = await api.Must("/v1/advocates", new
            {
                email = person.Email, name = person.Name, externalId = person.CustomerId, phone = person.Phone, deviceId = person.Device,
                paymentFingerprint = person.Card, ipAddress = person.IpAddress, address = Address(person), consent = true,
            });
            _joined[person.CustomerId] = known = (joined.Text("link"), joined.Text("code"));
        }

        return known;
    }

    private async Task Order(DemoCase one)
    {
        var friend = one.Friend;
        await api.Must("/v1/orders", new
        {
            externalId = Number(one), status = "paid", subtotal = one.Amount, total = one.Amount, clickId = _clicks.GetValueOrDefault(one),
            couponCodes = one.ByCode ? [(await Join(one.Advocate)).Code] : Array.Empty<string>(),
            customer = new { externalId = friend.CustomerId, email = friend.Email, name = friend.Name, phone = friend.Phone },
            deviceId = friend.Device, paymentFingerprint = friend.Card, ipAddress = one.IpAddress, shippingAddress = Address(friend),
            referrer = one.DealSite ? "https://www.mydealz.de/gutscheine/kettle-leaf" : null,
        });
    }

    private string Number(DemoCase one) => $"S{3000 + cases.TakeWhile(other => other != one).Count()}";

    private static object Address(DemoPerson person) =>
        new { line1 = person.Street, postalCode = "00-590", city = "Warszawa", country = "PL" };
}

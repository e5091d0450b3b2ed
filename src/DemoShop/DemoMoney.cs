using System.Text.Json;

namespace Vouch.DemoShop;

/// <summary>
/// What an accountant of the tea shop did meanwhile: prizes in cash, one payout that the bank made and one that waits for a second
/// person, a gift card to hand over, a donation, a correction, a closed month.
/// </summary>
internal sealed class DemoMoney(VouchApi api)
{
    // The account number of the standard's own examples.
    private const string Account = "PL61109010140000071219812874";

    private string _payout = string.Empty;

    /// <summary>What happens on a day; <paramref name="advocates"/> are the ids of who has joined, in that order.</summary>
    public Task Day(int day, IReadOnlyList<string> advocates) => day switch
    {
        1 => Settings(),
        38 => Give(advocates[0], "cash", 4000, "Won the spring photo contest"),
        39 => api.Put($"/v1/advocates/{advocates[0]}/payout-details", new { name = "Maria Wiśniewska", iban = Account, country = "PL" }),
        40 => Pay(),
        41 => api.Must($"/v1/payouts/{_payout}/send"),
        43 => api.Must($"/v1/payouts/{_payout}/settle"),
        50 => Give(advocates[1], "store_credit", 500, "Made good: the parcel came late", 90),
        56 => Give(advocates[2], "donation", 1000, "Asked us to give the prize to the animal shelter"),
        60 => Give(advocates[1], "store_credit", -200, "Was credited twice"),
        66 => Give(advocates[2], "gift_card", 2500, "Hosted a tea evening for us"),
        70 => Give(advocates[3], "cash", 4500, "Second in the summer photo contest"),
        71 => Give(advocates[4], "cash", 3000, "Third in the summer photo contest"),
        74 => Pay(),
        _ => Task.CompletedTask,
    };

    /// <summary>Closes the month in which the books begin.</summary>
    public async Task CloseFirstMonth()
    {
        var entries = await api.Get("/v1/ledger/entries?limit=200");
        while (entries.Body.Text("next") is { Length: > 0 } next)
        {
            entries = await api.Get($"/v1/ledger/entries?limit=200&after={next}");
        }

        if (entries.Body.Items() is [.., var first] && first.Text("at") is { Length: >= 7 } at)
        {
            await api.Must("/v1/ledger/closes", new { month = at[..7] });
        }
    }

    private async Task Settings()
    {
        await api.Patch("/v1/shop", new
        {
            finance = new { legalName = "Kettle & Leaf Sp. z o.o.", country = "PL", iban = Account, payoutMinimum = 1000,
                fourEyesAbove = 5000, pointValue = 100 },
        });
    }

    private async Task Pay() => _payout = (await api.Must("/v1/payouts", new { method = "csv" })).Text("id");

    private Task<JsonElement> Give(string advocate, string kind, long amount, string reason, int? expiresAfterDays = null) =>
        api.Must($"/v1/advocates/{advocate}/adjustments", new { kind, amount, reason, expiresAfterDays });
}

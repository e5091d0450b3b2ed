using Shouldly;
using Vouch.Kit;
using Vouch.Server.Platform;
using Vouch.Server.Tests.Host;

namespace Vouch.Server.Tests.Pages;

/// <summary>A page house in which money has moved: cash for three, a gift to hand over, codes that run low, corrections by hand.</summary>
internal static class MoneyHouse
{
    public const string LongName = "Małgorzata Brzęczyszczykiewicz-Konstantynopolitańczykowianeczka";

    public const string Second = "second@shop.example";

    private const string Program = """
        {"name": "Cash for a cup", "destination": "https://shop.example/",
         "advocateReward": {"kind": "cash", "value": {"type": "fixed", "amount": 1500}, "choice": ["store_credit", "donation"] },
         "friendReward": {"kind": "coupon", "value": {"type": "percent", "percent": 15, "cap": 5000}, "codePool": "till"},
         "milestones": [{"at": 2, "reward": {"kind": "custom", "title": "A tea tasting for two at the old mill by the river"} }],
         "limits": {"perAdvocate": {"rewards": null, "period": "month"} } }
        """;

    /// <summary>The ids of the advocates: the first has everything, the second too little, the third is blocked.</summary>
    public static async Task<string[]> Fill(PageHouse house)
    {
        var shop = house.Shop;
        await shop.At("2026-03-02T09:00:00Z");
        (await shop.Post("/v1/code-pools/till/codes", """{"codes": ["TILL-0001", "TILL-0002", "TILL-0003"], "lowAt": 20}""")).ShouldBe(201);
        var program = (await shop.Post("/v1/programs", Program)).ShouldBe(201).Text("id");
        (await shop.Post($"/v1/programs/{program}/activate")).ShouldBe(200);
        var (ids, friend) = (new List<string>(), 0);
        foreach (var (name, orders) in ((string, int)[])[(LongName, 3), ("Piotr Zając", 1), ("Olga Ivanova", 1)])
        {
            var made = (await shop.Post("/v1/advocates", $$"""{"email":"a{{ids.Count}}@example.com","name":"{{name}}"}""")).ShouldBe(201);
            ids.Add(made.Text("id"));
            for (var i = 0; i < orders; i++, friend++)
            {
                (await shop.Post("/v1/orders", $$"""
                    {"externalId":"M{{friend}}","status":"paid","subtotal":9000,"total":9000,"couponCodes":["{{made.Text("code")}}"],
                     "customer":{"email":"f{{friend}}@example.com","name":"Grzegorz Brzęczyszczykiewicz z Chrząszczyżewoszyc {{friend}}"} }
                    """)).ShouldBe(201);
            }
        }

        await shop.At("2026-05-10T09:00:00Z");
        await Adjust(shop, ids[0], "store_credit", 2500, "90");
        await Adjust(shop, ids[0], "points", 400, "null");
        await Adjust(shop, ids[0], "gift_card", 5000, "null");
        await Adjust(shop, ids[0], "store_credit", -700, "null");
        (await shop.Send(HttpMethod.Put, $"/v1/advocates/{ids[0]}/payout-details", """
            {"name":"Małgorzata B.-K.","iban":"PL61109010140000071219812874","country":"PL"}
            """, null)).ShouldBe(200);
        (await shop.Post($"/v1/advocates/{ids[2]}/block")).ShouldBe(200);
        return [.. ids];
    }

    /// <summary>Somebody else at the desk, who may do as much.</summary>
    public static async Task AddSecond(PageHouse house) =>
        (await AddStaff.Run(house.Node.Database, Second, StaffRole.Owner, [house.Shop.Id], PageHouse.Password)).IsRefused.ShouldBeFalse();

    private static async Task Adjust(ShopClient shop, string advocate, string kind, long amount, string days) =>
        (await shop.Post($"/v1/advocates/{advocate}/adjustments", $$"""
            {"kind":"{{kind}}","amount":{{amount}},"reason":"Made good after a parcel was lost","expiresAfterDays":{{days}} }
            """)).ShouldBe(201);
}

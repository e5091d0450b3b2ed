using Shouldly;
using Vouch.Server.Tests.Host;

namespace Vouch.Server.Tests.Pages;

/// <summary>A page house in which every referral comes before a person: some wait, some are still on their way.</summary>
internal static class ReviewHouse
{
    public const string LongName = "Małgorzata Brzęczyszczykiewicz-Konstantynopolitańczykowianeczka";

    private const string Program = """
        {"name": "Looked at", "destination": "https://shop.example/", "friendReward": null,
         "advocateReward": {"kind": "store_credit", "value": {"type": "fixed", "amount": 1500} },
         "hold": {"days": 10, "from": "placed", "assumedDeliveryDays": 0, "graceDays": 0},
         "limits": {"perAdvocate": null, "budget": null}, "screening": {"holdAt": 0, "reviewAt": 0, "rejectAt": 95}}
        """;

    /// <summary>Makes the program and the advocate; her id and her code.</summary>
    public static async Task<(string Advocate, string Code)> Begin(PageHouse house)
    {
        await house.Shop.At("2026-03-02T09:00:00Z");
        var program = (await house.Shop.Post("/v1/programs", Program)).ShouldBe(201).Text("id");
        (await house.Shop.Post($"/v1/programs/{program}/activate")).ShouldBe(200);
        var made = (await house.Shop.Post("/v1/advocates", $$"""
            {"email":"anna@example.com","name":"{{LongName}}","phone":"+48 601 602 603",
             "address":{"line1":"ul. Długa 5/10","postalCode":"00-238","city":"Warszawa","country":"PL"} }
            """)).ShouldBe(201);
        return (made.Text("id"), made.Text("code"));
    }

    /// <summary>Orders of friends, who share one device, and every third of them an address.</summary>
    public static async Task Order(PageHouse house, string code, int from, int count)
    {
        for (var i = from; i < from + count; i++)
        {
            (await house.Shop.Post("/v1/orders", $$"""
                {"externalId":"R{{i}}","status":"paid","subtotal":9000,"total":9000,"couponCodes":["{{code}}"],
                 "deviceId":"tablet-{{i % 5}}","ipAddress":"83.0.0.{{i % 200}}",
                 "customer":{"externalId":"c{{i}}","email":"friend{{i}}@example.com","name":"Grzegorz Brzęczyszczykiewicz {{i}}"},
                 "shippingAddress":{"line1":"ul. Długa {{i % 3}}","postalCode":"00-238","city":"Warszawa","country":"PL"} }
                """)).ShouldBe(201);
        }
    }

    /// <summary>Lets the return windows end: the cases come before a person.</summary>
    public static Task Ripen(PageHouse house) => house.Shop.At("2026-03-30T09:00:00Z");
}

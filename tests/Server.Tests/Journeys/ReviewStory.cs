using System.Text.Json.Nodes;
using Vouch.Kit;
using Vouch.Server.Tests.Host;
using Vouch.Storage;

namespace Vouch.Server.Tests.Journeys;

/// <summary>What stories about screening and its reviews have in common: orders, and the shop's rows.</summary>
public abstract class ReviewStory(TestEngine engine, PostgresFixture postgres) : Journey(engine, postgres)
{
    protected static string Order(string number, string email, string code, string? ip = null, long amount = 9000) => new JsonObject
    {
        ["externalId"] = number, ["status"] = "paid", ["subtotal"] = amount, ["total"] = amount, ["couponCodes"] = new JsonArray(code), ["ipAddress"] = ip,
        ["customer"] = new JsonObject { ["externalId"] = "c-" + email, ["email"] = email },
    }.ToJsonString();

    protected ShopDb Db(Story story) => Node.Database.For(story.Shop.Id);
}

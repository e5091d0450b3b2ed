using System.Net;
using Shouldly;
using Vouch.Kit;
using Vouch.Server.Platform;
using Vouch.Server.Tests.Host;

namespace Vouch.Server.Tests.Outside;

public sealed class TrustedProxiesTests
{
    private const string AddressOfClick = "SELECT ip_key FROM clicks WHERE shop_id = @shop ORDER BY click_id DESC LIMIT 1";

    [Theory]
    [InlineData(null, "6.6.6.6", "127.0.0.1")]
    [InlineData("127.0.0.1", "203.0.113.9", "203.0.113.9")]
    [InlineData("127.0.0.1", "6.6.6.6, 203.0.113.9", "203.0.113.9")]
    [InlineData("127.0.0.0/8, 10.0.0.0/8", "6.6.6.6, 203.0.113.9, 10.1.2.3", "203.0.113.9")]
    [InlineData("10.0.0.0/8", "203.0.113.9", "127.0.0.1")]
    [InlineData("127.0.0.1", "not an address", "127.0.0.1")]
    [InlineData("127.0.0.1", "2001:db8::7", "2001:db8::7")]
    public async Task Only_a_named_proxy_tells_where_a_request_comes_from(string? proxies, string header, string seen)
    {
        using var file = new SqliteFile();
        await using var node = await TestNode.Start(
            new ServeOptions(file.ConnectionString, "", TrustedProxies: TrustedProxies.Read(proxies).Value), null);
        using var shop = await node.Shop();
        (await shop.Post("/v1/programs", Journeys.Story.Program())).ShouldBe(201);
        var program = (await shop.Get("/v1/programs")).Items[0]["id"];
        (await shop.Post($"/v1/programs/{program}/activate")).ShouldBe(200);
        var advocate = (await shop.Post("/v1/advocates", """{"email":"anna@example.com"}""")).ShouldBe(201);
        using var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = node.Url };
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(advocate.Text("link")).PathAndQuery);
        request.Headers.TryAddWithoutValidation("X-Forwarded-For", header);
        (await http.SendAsync(request)).StatusCode.ShouldBe(HttpStatusCode.Redirect);
        var db = node.Database.For(shop.Id);
        (await db.First<string>(AddressOfClick)).ShouldBe(PersonKeys.Ip(await ShopStore.Load(db), seen));
    }

    [Theory]
    [InlineData("localhost")]
    [InlineData("10.0.0.0/99")]
    [InlineData("10.0.0.1;10.0.0.2")]
    public void What_is_no_address_is_refused_with_its_name(string text) => TrustedProxies.Read(text).Refusal!.Sentence.ShouldContain(text);
}

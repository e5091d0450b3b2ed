using System.Net;
using System.Text.RegularExpressions;
using Shouldly;
using Vouch.Domain.Pictures;
using Vouch.Kit;
using Vouch.Server.Referrals.Friend;
using Vouch.Server.Tests.Host;

namespace Vouch.Server.Tests.Pages;

/// <summary>The picture that a shared link shows on other sites.</summary>
public sealed partial class FriendPictureTests(PostgresFixture postgres, BrowserFixture browser)
{
    private const string Accent = "#0b5f58";

    [Theory]
    [InlineData(TestEngine.Sqlite)]
    [InlineData(TestEngine.Postgres)]
    public async Task A_shared_link_shows_its_offer_as_a_picture(TestEngine engine)
    {
        await using var house = await PageHouse.Open(engine, postgres, browser);
        await house.Program();
        var code = await Anna(house);
        using var http = new HttpClient { BaseAddress = house.Node.Url };

        var page = await http.GetStringAsync($"/f/{code}?lang=pl");
        var address = Meta(page, "og:image");
        address.ShouldBe($"{house.Node.Url}f/{code}/picture.png?lang=pl");
        Meta(page, "og:image:alt").ShouldStartWith("Zaproszenie do sklepu Kettle & Leaf: ");
        (Meta(page, "og:image:width"), Meta(page, "og:image:height")).ShouldBe(("1200", "630"));

        var (polish, tag) = await Picture(http, address);
        var (english, other) = await Picture(http, $"/f/{code}/picture.png?lang=en");
        (await Picture(http, $"/f/{house.Shop.Id}/{code.ToLowerInvariant()}/picture.png?lang=en")).Tag.ShouldBe(other);
        english.AsSpan().SequenceEqual(polish).ShouldBeFalse();
        var drawn = OnPage(house, Meta(await http.GetStringAsync($"/f/{code}?lang=en"), "og:description")).Draw(OfferPictures.Load());
        english.AsSpan().SequenceEqual(Png.Write(drawn)).ShouldBeTrue();
        other.ShouldNotBe(tag);

        using var again = new HttpRequestMessage(HttpMethod.Get, address);
        again.Headers.Add("If-None-Match", tag);
        (await http.SendAsync(again)).StatusCode.ShouldBe(HttpStatusCode.NotModified);
        using var head = new HttpRequestMessage(HttpMethod.Head, address);
        (await http.SendAsync(head)).StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_picture_follows_the_brand_and_the_offer_and_goes_with_it()
    {
        await using var house = await PageHouse.Open(TestEngine.Sqlite, postgres, browser);
        var program = await house.Program();
        var path = $"/f/{await Anna(house)}/picture.png?lang=en";
        using var http = new HttpClient { BaseAddress = house.Node.Url };
        var (_, plain) = await Picture(http, path);

        (await house.Shop.Patch("/v1/shop", """{"brand":{"accentColor":"#ffd54a"}}""")).ShouldBe(200);
        (await Picture(http, path)).Tag.ShouldNotBe(plain);

        (await house.Shop.Post($"/v1/programs/{program}/pause")).ShouldBe(200);
        (await Status(http, path)).ShouldBe(HttpStatusCode.NotFound);
        (await Status(http, "/f/NOBODY-23467/picture.png")).ShouldBe(HttpStatusCode.NotFound);
        (await Status(http, $"/f/{house.Shop.Id}/NOBODY-23467/picture.png")).ShouldBe(HttpStatusCode.NotFound);
        (await Status(http, "/f/shop_0000000000000/NOBODY-23467/picture.png")).ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Whoever_guesses_codes_by_their_pictures_is_slowed_down()
    {
        await using var house = await PageHouse.Open(TestEngine.Sqlite, postgres, browser);
        await house.Program();
        var path = $"/f/{await Anna(house)}/picture.png";
        using var http = new HttpClient { BaseAddress = house.Node.Url };
        var answers = new List<HttpStatusCode>();
        for (var guess = 0; guess < 80; guess++)
        {
            answers.Add(await Status(http, $"/f/NOBODY-{guess + 20000}/picture.png"));
        }

        answers[0].ShouldBe(HttpStatusCode.NotFound);
        answers.ShouldContain(HttpStatusCode.TooManyRequests);
        (await Status(http, path)).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_browser_sees_what_was_drawn()
    {
        await using var house = await PageHouse.Open(TestEngine.Sqlite, postgres, browser);
        await house.Program();
        var page = await house.Visitor();
        await page.GotoAsync("/f/" + await Anna(house));
        var seen = await page.EvaluateAsync<string>("""
            async () => {
              const file = await fetch(document.querySelector('meta[property="og:image"]').content);
              const bitmap = await createImageBitmap(await file.blob());
              const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
              const context = canvas.getContext('2d');
              context.drawImage(bitmap, 0, 0);
              const { data } = context.getImageData(0, 0, bitmap.width, bitmap.height);
              let text = '';
              for (let i = 0; i < data.length; i++) if (i % 4 < 3) text += String.fromCharCode(data[i]);
              return btoa(text);
            }
            """);
        var description = await page.EvaluateAsync<string>("() => document.querySelector('meta[property=\"og:description\"]').content");
        var drawn = OnPage(house, description).Draw(OfferPictures.Load()).Pixels.ToArray();
        var pixels = Convert.FromBase64String(seen);
        pixels.Length.ShouldBe(drawn.Length);
        pixels.Zip(drawn).Max(pair => Math.Abs(pair.First - pair.Second)).ShouldBeLessThanOrEqualTo(1);
        house.Complaints.ShouldBeEmpty();
    }

    [Fact]
    public void The_oldest_picture_makes_way()
    {
        var pictures = new OfferPictures(most: 2);
        var first = pictures.Of(Offer());
        pictures.Of(Offer()).ShouldBeSameAs(first);
        pictures.Of(Offer() with { Headline = "16%" });
        pictures.Of(Offer()).ShouldBeSameAs(first);
        pictures.Of(Offer() with { Headline = "17%" });
        pictures.Count.ShouldBe(2);
        pictures.Of(Offer()).ShouldNotBeSameAs(first);
        pictures.Of(Offer()).Tag.ShouldBe(first.Tag);
        pictures.Count.ShouldBe(2);
    }

    private static OfferPicture Offer() =>
        new("Kettle & Leaf", null, "15% off your first order", "At most €50.", Rgb.Parse(Accent));

    // The page's own words: the headline, a stop, the conditions.
    private static OfferPicture OnPage(PageHouse house, string description)
    {
        description.ShouldStartWith(Offer().Headline + ". ");
        var host = house.Node.Url.HostNameType == UriHostNameType.Dns ? house.Node.Url.Host : null;
        return Offer() with { ShopHost = host, Small = description[(Offer().Headline.Length + 2)..] };
    }

    private static async Task<(byte[] File, string Tag)> Picture(HttpClient http, string path)
    {
        using var answer = await http.GetAsync(path);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        answer.Content.Headers.ContentType!.ToString().ShouldBe("image/png");
        answer.Headers.CacheControl!.ToString().ShouldBe("public, max-age=3600");
        answer.Headers.Pragma.ShouldBeEmpty();
        answer.Headers.GetValues("Cross-Origin-Resource-Policy").ShouldBe(["cross-origin"]);
        answer.Headers.Contains("Set-Cookie").ShouldBeFalse();
        return (await answer.Content.ReadAsByteArrayAsync(), answer.Headers.ETag!.ToString());
    }

    private static async Task<HttpStatusCode> Status(HttpClient http, string path)
    {
        using var answer = await http.GetAsync(path);
        return answer.StatusCode;
    }

    private static string Meta(string page, string property) =>
        WebUtility.HtmlDecode(Metas().Matches(page).First(match => match.Groups[1].Value == property).Groups[2].Value);

    private static async Task<string> Anna(PageHouse house) =>
        (await house.Shop.Post("/v1/advocates", """{"email":"anna@example.com","name":"Anna Kowalska"}""")).ShouldBe(201).Text("code");

    [GeneratedRegex("<meta property=\"([a-z:]+)\" content=\"([^\"]*)\"")]
    private static partial Regex Metas();
}

using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace Vouch.DemoShop;

/// <summary>
/// A small tea shop in which a newcomer walks the referral loop. It is a customer of Vouch like any other: it knows the public
/// API and its own two keys, and nothing of how Vouch is made.
/// </summary>
public static class DemoShopPages
{
    /// <summary>Where a request carries the publishable key to the page's head.</summary>
    internal static readonly object Key = new();

    private static readonly byte[] Sheet = Embedded("demo/demo.css");
    private static readonly byte[] Icon = Embedded("demo/icon.svg");

    /// <summary>Maps the shop under <c>/demo</c>; it answers 404 until the connection is open.</summary>
    public static RouteGroupBuilder MapDemoShop(this IEndpointRouteBuilder routes, DemoConnection vouch)
    {
        ArgumentNullException.ThrowIfNull(vouch);
        var shop = routes.MapGroup("/demo");
        shop.MapGet("/demo.css", (HttpContext http) => TypedResults.Bytes(Sheet, "text/css; charset=utf-8"));
        shop.MapGet("/icon.svg", (HttpContext http) => TypedResults.Bytes(Icon, "image/svg+xml"));
        Show(shop, vouch, "", Home);
        Show(shop, vouch, "/buy/{sku}", Checkout);
        Show(shop, vouch, "/thanks/{order}", Thanks);
        Show(shop, vouch, "/link", Link);
        Show(shop, vouch, "/till", Till);
        Show(shop, vouch, "/scenes", Scenes);
        Show(shop, vouch, "/{**nowhere}", (_, _) => Task.FromResult<IResult>(NotHere()));
        Take(shop, vouch, "/be", (http, _, form) => Be(http, form));
        Take(shop, vouch, "/buy/{sku}", Buy);
        Take(shop, vouch, "/join", Join);
        Take(shop, vouch, "/portal", Portal);
        Take(shop, vouch, "/till/event", Happen);
        Take(shop, vouch, "/till/clock", PassTime);
        return shop;
    }

    private static Task<IResult> Home(HttpContext http, VouchApi api) => Page<HomePage>(http, new { Who = DemoVisit.Who(http) });

    private static Task<IResult> Checkout(HttpContext http, VouchApi api) =>
        CheckoutWith(http, api, http.Request.Query["code"].ToString(), null);

    private static async Task<IResult> CheckoutWith(HttpContext http, VouchApi api, string code, string? refused)
    {
        if (Tea.Find((string?)http.Request.RouteValues["sku"]) is not { } tea)
        {
            return NotHere();
        }

        var who = DemoVisit.Who(http);
        var (discount, sentence) = await Worth(api, code, tea.Price, who.Email);
        return await Page<CheckoutPage>(
            http, new { Who = who, Item = tea, Code = code, Discount = discount, CouponSentence = sentence, Refused = refused });
    }

    /// <summary>What a coupon takes off this cart: the shop asks Vouch, as a shop without a connector does.</summary>
    private static async Task<(long Discount, string? Sentence)> Worth(VouchApi api, string code, long subtotal, string email)
    {
        if (code.Length == 0)
        {
            return (0, null);
        }

        var query = $"/v1/coupons/{Uri.EscapeDataString(code)}?subtotal={subtotal.ToString(CultureInfo.InvariantCulture)}";
        var coupon = await api.Get(email.Length > 0 ? query + "&email=" + Uri.EscapeDataString(email) : query);
        return coupon.Done && coupon.Body.Text("valid") == "true"
            ? (Math.Min(subtotal, coupon.Body.Number("amount")), null)
            : (0, coupon.Done ? DemoTexts.CouponRefused(coupon.Body.Text("reason")) : coupon.Sentence);
    }

    private static async Task<IResult> Buy(HttpContext http, VouchApi api, IFormCollection form)
    {
        if (Tea.Find((string?)http.Request.RouteValues["sku"]) is not { } tea)
        {
            return NotHere();
        }

        var who = new Visitor(form["name"].ToString().Trim(), form["email"].ToString().Trim());
        var code = form["code"].ToString().Trim().ToUpperInvariant();
        var invitedBy = form["vouch_code"].ToString();
        if (who.Name.Length > 0 && who.Email.Length > 0)
        {
            DemoVisit.Become(http, who);
        }

        if (form["deed"] == "apply")
        {
            return TypedResults.Redirect($"/demo/buy/{tea.Sku}?code={Uri.EscapeDataString(code)}");
        }

        var (discount, _) = await Worth(api, code, tea.Price, who.Email);
        var number = "T" + RandomNumberGenerator.GetInt32(100_000, 1_000_000).ToString(CultureInfo.InvariantCulture);
        var order = await api.Post("/v1/orders", new
        {
            externalId = number,
            status = "paid",
            subtotal = tea.Price,
            discount,
            total = tea.Price - discount,
            couponCodes = new[] { code, invitedBy }.Where(one => one.Length > 0).Distinct(),
            advocateName = form["vouch_advocate"].ToString() is { Length: > 0 } name ? name : null,
            clickId = DemoVisit.Click(http),
            customer = new { externalId = who.CustomerId, email = who.Email, name = who.Name },
            lines = new[] { new { sku = tea.Sku, quantity = 1, amount = tea.Price } },
        });
        return order.Done ? TypedResults.Redirect($"/demo/thanks/{number}") : await CheckoutWith(http, api, code, order.Sentence);
    }

    private static async Task<IResult> Thanks(HttpContext http, VouchApi api)
    {
        var order = await api.Get($"/v1/orders/{Uri.EscapeDataString((string)http.Request.RouteValues["order"]!)}");
        return order.Done ? await Page<ThanksPage>(http, new { Who = DemoVisit.Who(http), Order = order.Body }) : NotHere();
    }

    private static async Task<IResult> Join(HttpContext http, VouchApi api, IFormCollection form)
    {
        var who = DemoVisit.Who(http);
        var joined = await api.Post("/v1/advocates",
            new { email = who.Email, name = who.Name, externalId = who.CustomerId, consent = true });
        return joined.Done ? TypedResults.Redirect("/demo/link") : await Page<HomePage>(http, new { Who = who, Refused = joined.Sentence });
    }

    private static async Task<IResult> Link(HttpContext http, VouchApi api)
    {
        var who = DemoVisit.Who(http);
        var advocate = await Advocate(api, who.Email) ?? await Advocate(api, Visitor.Anna.Email);
        return await Page<LinkPage>(http, new { Who = who, Advocate = advocate ?? default, Joined = advocate is not null });
    }

    private static async Task<IResult> Portal(HttpContext http, VouchApi api, IFormCollection form)
    {
        if (await Advocate(api, Visitor.Anna.Email) is not { } anna)
        {
            return TypedResults.Redirect("/demo/scenes");
        }

        var link = await api.Post($"/v1/advocates/{anna.Text("id")}/portal-links");
        return TypedResults.Redirect(link.Done ? link.Body.Text("url") : "/demo/scenes");
    }

    private static Task<IResult> Be(HttpContext http, IFormCollection form)
    {
        DemoVisit.Become(http, form["who"].ToString() switch { "anna" => Visitor.Anna, "piotr" => Visitor.Piotr, _ => Visitor.Nobody });
        var next = form["next"].ToString();
        return Task.FromResult<IResult>(TypedResults.Redirect(next.StartsWith("/r/", StringComparison.Ordinal) ? next : "/demo"));
    }

    private static async Task<IResult> Till(HttpContext http, VouchApi api)
    {
        var orders = await api.Get("/v1/orders?limit=12");
        var clock = await api.Get("/v1/test-clock");
        return await Page<TillPage>(
            http, new { Who = DemoVisit.Who(http), Orders = orders.Body.Items(), Clock = clock.Body.Time("now"),
                Refused = http.Request.Query["refused"].ToString() });
    }

    private static async Task<IResult> Happen(HttpContext http, VouchApi api, IFormCollection form)
    {
        var type = form["type"] == "refunded" ? "refunded" : "delivered";
        var answer = await api.Post(
            $"/v1/orders/{Uri.EscapeDataString(form["order"].ToString())}/events", new { externalId = type + "-1", type });
        return ToTill(answer);
    }

    private static async Task<IResult> PassTime(HttpContext http, VouchApi api, IFormCollection form)
    {
        var clock = await api.Get("/v1/test-clock");
        var days = form["days"] == "40" ? 40 : 1;
        var now = (clock.Body.Time("now") ?? DateTimeOffset.UtcNow).AddDays(days);
        return ToTill(await api.Post("/v1/test-clock", new { now = Wire(now) }));
    }

    private static async Task<IResult> Scenes(HttpContext http, VouchApi api)
    {
        if (await Advocate(api, Visitor.Anna.Email) is not { } anna)
        {
            return await Page<ScenesPage>(http, new { Who = DemoVisit.Who(http), Joined = false });
        }

        var id = anna.Text("id");
        var balance = await api.Get($"/v1/advocates/{id}/balance");
        var referrals = await api.Get($"/v1/referrals?advocateId={id}");
        var rewards = await api.Get($"/v1/rewards?advocateId={id}");
        var entries = await api.Get("/v1/ledger/entries?limit=12");
        return await Page<ScenesPage>(http, new
        {
            Who = DemoVisit.Who(http), Joined = true, Balance = balance.Body, Referrals = referrals.Body.Items(),
                Rewards = rewards.Body.Items(),
            Entries = entries.Body.Items(),
        });
    }

    private static async Task<JsonElement?> Advocate(VouchApi api, string email)
    {
        if (email.Length == 0)
        {
            return null;
        }

        var found = await api.Get("/v1/advocates?email=" + Uri.EscapeDataString(email));
        return found.Body.Items() is [var advocate, ..] ? advocate : null;
    }

    private static RedirectHttpResult ToTill(ApiAnswer answer) =>
        TypedResults.Redirect(answer.Done ? "/demo/till" : "/demo/till?refused=" + Uri.EscapeDataString(answer.Sentence));

    internal static string Wire(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    private static Task<IResult> Page<TPage>(HttpContext http, object parameters) where TPage : IComponent =>
        Task.FromResult<IResult>(new RazorComponentResult<TPage>(parameters) { PreventStreamingRendering = true });

    private static void Show(RouteGroupBuilder shop, DemoConnection vouch, string path, Func<HttpContext, VouchApi, Task<IResult>> show) =>
        shop.MapGet(path, async (HttpContext http) =>
        {
            http.Response.Headers.CacheControl = "no-cache, no-store";
            http.Response.Headers.Pragma = "no-cache";
            DemoVisit.Land(http);
            http.Items[Key] = vouch.Open ? vouch.PublishableKey : null;
            return vouch.Open ? await show(http, vouch.Api) : Closed();
        }).ExcludeFromDescription();

    private static void Take(
        RouteGroupBuilder shop, DemoConnection vouch, string path, Func<HttpContext, VouchApi, IFormCollection, Task<IResult>> take) =>
        shop.MapPost(path, async (HttpContext http, IAntiforgery tokens) =>
        {
            http.Response.Headers.CacheControl = "no-cache, no-store";
            http.Response.Headers.Pragma = "no-cache";
            return !vouch.Open ? Closed() : await DemoVisit.Form(http, tokens) is { } form ? await take(http, vouch.Api, form) : Stale();
        }).ExcludeFromDescription();

    private static RazorComponentResult<SentencePage> NotHere() =>
        new(new { Title = DemoTexts.NotHereTitle, Text = DemoTexts.NotHereText, Href = "/demo" })
            { StatusCode = StatusCodes.Status404NotFound, PreventStreamingRendering = true };

    private static RazorComponentResult<SentencePage> Closed() =>
        new(new { Title = DemoTexts.ClosedTitle, Text = DemoTexts.ClosedText }) { StatusCode = StatusCodes.Status404NotFound,
            PreventStreamingRendering = true };

    private static RazorComponentResult<SentencePage> Stale() =>
        new(new { Title = DemoTexts.StaleTitle, Text = DemoTexts.StaleText, Href = "/demo" })
            { StatusCode = StatusCodes.Status400BadRequest, PreventStreamingRendering = true };

    private static byte[] Embedded(string name)
    {
        using var stream = typeof(DemoShopPages).Assembly.GetManifestResourceStream(name)!;
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}

using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Shouldly;
using Vouch.Server.Tests.Host;

namespace Vouch.Server.Tests.Pages;

/// <summary>A walk over every page that advocates and friends may meet, in every state that it has.</summary>
internal static class PublicPages
{
    /// <summary>Script: what a page shows, says to screen readers or puts into fields, piece by piece, but for languages' own names.</summary>
    public const string VisibleTexts = """
        () => {
          const texts = [document.title];
          const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
          while (walker.nextNode()) {
            const parent = walker.currentNode.parentElement;
            if (!parent.closest('script, style, bdi, code, time, option, [hreflang], .stat-value, .copy-text')) texts.push(walker.currentNode.textContent.trim());
          }
          for (const element of document.querySelectorAll('[aria-label], [placeholder], [title], [alt], [data-done]'))
            if (!element.matches('time')) for (const name of ['aria-label', 'placeholder', 'title', 'alt', 'data-done']) if (element.hasAttribute(name)) texts.push(element.getAttribute(name));
          return texts.filter(text => text.length > 0);
        }
        """;

    /// <summary>Pages where no shop is known.</summary>
    public static readonly string[] OfNobody = ["unknown code", "unknown shop", "nothing"];

    private const string Program = """
        {"name":"P","destination":"https://shop.example/",
         "advocateReward":{"kind":"store_credit","value":{"type":"fixed","amount":1500},"choice":["cash","donation"]},
         "friendReward":{"kind":"coupon","value":{"type":"percent","percent":15,"cap":5000},"minimumSubtotal":3000},
         "tiers":[{"from":5,"advocateReward":{"kind":"cash","value":{"type":"fixed","amount":2000}}}],
         "milestones":[{"every":4,"reward":{"kind":"coupon","value":{"type":"percent","percent":20,"cap":3000}}}],
         "hold":{"days":10,"from":"placed","assumedDeliveryDays":0,"graceDays":0},
         "limits":{"perAdvocate":{"rewards":10,"amount":100000,"period":"month"},"budget":500000}}
        """;

    /// <summary>Walks, and hands each page over as it stands.</summary>
    public static async Task Walk(PageHouse house, string language, Func<IPage, string, Task> look)
    {
        await house.Shop.At("2026-03-01T09:00:00Z");
        var program = (await house.Shop.Post("/v1/programs", Program)).ShouldBe(201).Text("id");
        (await house.Shop.Post($"/v1/programs/{program}/activate")).ShouldBe(200);
        var anna = (await house.Shop.Post("/v1/advocates", $$"""{"email":"anna@example.com","locale":"{{language}}"}""")).ShouldBe(201);
        var page = await house.Visitor(390, locale: language);

        await Friend(house, page, anna.Text("code"), look);
        await Door(house, page, look);
        await Portal(house, page, anna, look);
        await Resting(house, page, program, anna, look);
    }

    private static async Task Friend(PageHouse house, IPage page, string code, Func<IPage, string, Task> look)
    {
        await page.GotoAsync("/f/" + code);
        await look(page, "friend");
        await page.Locator("input[name=email]").EvaluateAsync("field => field.type = 'text'");
        await page.Locator("input[name=email]").FillAsync("nobody");
        await Send(page, ".offer");
        await look(page, "friend, a wrong address");
        await page.Locator("input[name=email]").FillAsync("piotr@example.com");
        await Send(page, ".offer");
        await look(page, "claimed");
        await page.GotoAsync("/f/" + code);
        await page.Locator("input[name=email]").FillAsync("anna@example.com");
        await Send(page, ".offer");
        await look(page, "own link");
        await page.GotoAsync("/f/NOBODY-23467");
        await look(page, "unknown code");
        await page.GotoAsync("/f/shp_nobody/NOBODY");
        await look(page, "unknown shop");
        await page.GotoAsync("/nowhere");
        await look(page, "nothing");
        await house.Node.SendMail(house.Shop.Id);
        await page.GotoAsync(Link(house, "/confirm/"));
        await look(page, "confirm");
        await Send(page, ".offer");
        await look(page, "confirmed");
    }

    private static async Task Door(PageHouse house, IPage page, Func<IPage, string, Task> look)
    {
        var root = $"/portal/{house.Shop.Id}";
        await page.GotoAsync(root);
        await look(page, "door");
        await Ask(page, "nobody@example.com");
        await look(page, "door, asked");
        await page.Locator("input[name=code]").FillAsync("1");
        await Send(page, ".portal-door");
        await look(page, "door, a wrong code");
        await page.GotoAsync(root + "/customer");
        await look(page, "door of a customer");
        await page.GotoAsync(root + "/no-such-token");
        await look(page, "door, a used link");
        await page.GotoAsync(root);
        await Ask(page, "anna@example.com");
        await house.Node.SendMail(house.Shop.Id);
        var elsewhere = await house.Visitor(390, locale: "it");
        await elsewhere.GotoAsync(Link(house, @"/portal/\w+/"));
        await look(elsewhere, "door, a link");
        await Send(elsewhere, ".portal-door");
        await look(elsewhere, "door, opened elsewhere");
        var code = Regex.Replace(await elsewhere.Locator(".door-code").InnerTextAsync(), @"\D", "");
        await page.Locator("input[name=code]").FillAsync(code);
        await Send(page, ".portal-door");
        page.Url.ShouldEndWith(root);
    }

    private static async Task Portal(PageHouse house, IPage page, Answer anna, Func<IPage, string, Task> look)
    {
        var root = $"/portal/{house.Shop.Id}";
        await look(page, "portal, nothing yet");
        for (var i = 1; i <= 8; i++)
        {
            (await house.Shop.Post("/v1/orders", $$"""
                {"externalId":"o{{i}}","status":"{{(i == 1 ? "pending" : "paid")}}","subtotal":9000,"total":9000,
                 "couponCodes":["{{anna.Text("code")}}"],"customer":{"externalId":"c{{i}}","email":"f{{i}}@example.com","name":"Ivo {{i}}"} }
                """)).ShouldBe(201);
        }

        (await house.Shop.Post("/v1/orders/o2/events", """{"externalId":"r","type":"refunded"}""")).ShouldBe(200);
        (await house.Shop.Post("/v1/orders/o3/events", """{"externalId":"c","type":"cancelled"}""")).ShouldBe(200);
        var turnedDown = (await house.Shop.Get("/v1/orders/o4")).Text("referralId");
        (await house.Shop.Post($"/v1/referrals/{turnedDown}/reject", """{"reason":"no"}""")).ShouldBe(200);
        await page.GotoAsync(root);
        await look(page, "portal, friends ordered");
        await house.Shop.At("2026-03-20T09:00:00Z");
        var reward = (await house.Shop.Get($"/v1/rewards?advocateId={anna.Text("id")}&status=issued")).Items.First(r => r["kind"]!.ToString() == "store_credit");
        (await house.Shop.Post($"/v1/rewards/{reward["id"]}/redeem", """{"amount":500}""")).ShouldBe(200);
        var cash = (await house.Shop.Get($"/v1/rewards?advocateId={anna.Text("id")}&status=issued")).Items.Last(r => r["kind"]!.ToString() == "store_credit");
        (await house.Shop.Post($"/v1/rewards/{cash["id"]}/choose", """{"kind":"cash"}""")).ShouldBe(200);
        await page.GotoAsync(root);
        await look(page, "portal, rewards given");
        await page.Locator("form[action$=payout-details] input[name=iban]").FillAsync("PL00");
        await Press(page, "form[action$=payout-details] button");
        await look(page, "portal, a wrong account");
        await page.GotoAsync(root + "?product=https://elsewhere.example/");
        await look(page, "portal, a foreign product");
        await page.GotoAsync(root + "?product=/tea");
        await look(page, "portal, a product");
        await page.Locator("input[name=board]").CheckAsync();
        await page.Locator("input[name=boardName]").FillAsync("12");
        await Press(page, "form[action$=settings] button");
        await look(page, "portal, on the list of the best");
        await page.Locator("form[action$=testimonial]").EvaluateAsync("form => form.closest('details').open = true");
        await page.Locator("textarea[name=testimonial]").FillAsync("7");
        await page.Locator("input[name=mayShow]").EvaluateAsync("box => box.required = false");
        await Press(page, "form[action$=testimonial] button");
        await look(page, "portal, a testimonial nobody may show");
        await page.GotoAsync(root);
        await page.Locator("form[action$=missing]").EvaluateAsync("form => form.closest('details').open = true");
        await page.Locator("input[name=friend]").FillAsync("4711");
        await Press(page, "form[action$=missing] button");
        await look(page, "portal, a missing friend");
        await page.Locator("form[action$=erase]").EvaluateAsync("form => form.closest('details').open = true");
        await page.Locator("form[action$=erase] input[name=email]").FillAsync("someone@else.example");
        await Press(page, "form[action$=erase] button");
        await look(page, "portal, erase with a wrong address");
        await page.GotoAsync($"{root}/card/{anna.Text("code")}");
        await look(page, "card");
        foreach (var done in new[] { "account", "chosen", "answered", "appealed", "settings" })
        {
            await page.GotoAsync($"{root}?done={done}");
            await look(page, "portal, done " + done);
        }

        await page.GotoAsync("/f/" + anna.Text("code"));
        await look(page, "own link, signed in");
        await page.GotoAsync("/unsubscribe/" + house.Shop.Id + "/" + (await house.Node.Database.For(house.Shop.Id).First<string>(
            "SELECT unsubscribe_key FROM messages WHERE shop_id = @shop LIMIT 1")));
        await look(page, "unsubscribe");
        await Send(page, ".offer");
        await look(page, "unsubscribed");
        await Send(page, ".offer");
        await look(page, "subscribed again");
    }

    private static async Task Resting(PageHouse house, IPage page, string program, Answer anna, Func<IPage, string, Task> look)
    {
        (await house.Shop.Post($"/v1/advocates/{anna.Text("id")}/codes", """{"code":"OLD-CODE","expiresAt":"2026-03-21T00:00:00Z"}""")).ShouldBe(201);
        await house.Shop.At("2026-03-22T09:00:00Z");
        await page.GotoAsync($"/f/{house.Shop.Id}/OLD-CODE");
        await look(page, "expired code");
        (await house.Shop.Post($"/v1/programs/{program}/pause")).ShouldBe(200);
        await page.GotoAsync("/f/" + anna.Text("code"));
        await look(page, "paused");
        await page.GotoAsync($"/portal/{house.Shop.Id}");
        await look(page, "portal, nothing to share");
        (await house.Shop.Post($"/v1/programs/{program}/end")).ShouldBe(200);
        await page.GotoAsync("/f/" + anna.Text("code"));
        await look(page, "ended");
        (await house.Shop.Post($"/v1/advocates/{anna.Text("id")}/block")).ShouldBe(200);
        await page.GotoAsync("/f/" + anna.Text("code"));
        await look(page, "closed");
        await page.GotoAsync($"/portal/{house.Shop.Id}");
        await look(page, "portal, blocked");
        (await house.Shop.Post($"/v1/advocates/{anna.Text("id")}/unblock")).ShouldBe(200);
        await page.GotoAsync($"/portal/{house.Shop.Id}");
        await page.Locator("form[action$=erase]").EvaluateAsync("form => form.closest('details').open = true");
        await page.Locator("form[action$=erase] input[name=email]").FillAsync("Anna@Example.com");
        await Press(page, "form[action$=erase] button");
        await look(page, "erased");
        (await house.Shop.Get($"/v1/advocates/{anna.Text("id")}")).Text("status").ShouldBe("erased");
    }

    private static async Task Ask(IPage page, string email)
    {
        await page.Locator("input[name=email]").FillAsync(email);
        await Send(page, ".portal-door");
    }

    private static Task Send(IPage page, string within) => Press(page, $"{within} button[type=submit]");

    // And waits for the page that comes of it.
    private static async Task Press(IPage page, string button)
    {
        await page.EvaluateAsync("() => { window.before = true; for (const form of document.forms) form.noValidate = true; }");
        await page.Locator(button).First.ClickAsync();
        await page.WaitForFunctionAsync("() => !window.before && document.readyState === 'complete'");
    }

    private static string Link(PageHouse house, string path) => WrittenMails.In(house.MailFolder)
        .Select(mail => Regex.Match(mail.Text, @"http\S+" + path + @"\S+")).Last(match => match.Success).Value;
}

using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Shouldly;
using Vouch.Kit;
using Vouch.Server.Tests.Host;

namespace Vouch.Server.Tests.Pages;

/// <summary>
/// Ten thousand hostile texts through every field that people fill and pages show: nothing fails, nothing is run, nothing comes out but
/// as text. The seed is printed; the same seed makes the same texts.
/// </summary>
public sealed class HostileValuesTests(PostgresFixture postgres, BrowserFixture browser)
{
    private const int Values = 10_000;
    private const string Mark = "vx7";

    private static readonly string[] Kernels =
    [
        $"<script>{Mark}=1;alert(1)</script>", $"<img src=x onerror={Mark}()>", $"\"><svg/onload={Mark}()>", $"'-{Mark}()-'", $"</title><script>{Mark}()</script>",
        $"javascript:{Mark}()", "{{7*7}}", "${7*7}", "<%= 7*7 %>", "#{7*7}", "@(7*7)", "{shop}", "{{#each x}}{{/each}}", "{% raw %}", "]]>", "<!--", "--><b>",
        "\u202Etxet\u202C", "\u200B\u200D\uFEFF", "مرحبا", "שלום", "𝕬𝖓𝖓𝖆", "👩‍👩‍👧‍👦", "a\u0300\u0301\u0302", "ＬＴ＜ｓｃｒｉｐｔ＞", "=cmd|' /C calc'!A0", "+1+1", "-2+3", "@SUM(1)",
        "Robert'); DROP TABLE shops;--", "%00", "%0d%0aSet-Cookie: x=1", "..\\..\\etc", "../../etc/passwd", "\\u003cscript\\u003e", "&lt;script&gt;", "&#60;script&#62;",
        "<a href=\"javascript:1\">x</a>", "<iframe srcdoc='<script>1</script>'>", "<style>*{display:none}</style>", "<base href=//evil.example>", "` onmouseover=1 x=`",
        "<math><mi//xlink:href=\"data:x,<script>1</script>\">", "<form action=//evil.example><input name=form_token>", new string('W', 300), "0", "null", "true", "[]", "{}",
    ];

    [Fact]
    public async Task Nothing_hostile_gets_through_any_field_in_ten_thousand_tries()
    {
        await using var house = await PageHouse.Open(TestEngine.Sqlite, postgres, browser, "<b>Shop</b> & \"Söhne\"");
        var program = await house.Program();
        var seed = Environment.TickCount;
        TestContext.Current.TestOutputHelper!.WriteLine($"seed {seed}");
        var texts = new Queue<string>(Texts(new Random(seed)));
        var anna = (await house.Shop.Post("/v1/advocates", """{"email":"anna@example.com","name":"Anna"}""")).ShouldBe(201);
        using var portal = new PortalBrowser(house.Node, house.Shop);
        var link = (await house.Shop.Post($"/v1/advocates/{anna.Text("id")}/portal-links")).ShouldBe(201).Text("url");
        (await portal.Press(new Uri(link).PathAndQuery)).Status.ShouldBe(303);
        var root = $"/portal/{house.Shop.Id}";
        var wrong = new List<string>();
        using var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = house.Node.Url };
        var n = 0;
        while (texts.Count > 0)
        {
            string Next() => texts.TryDequeue(out var text) ? text : "end";
            var page = await portal.Get(root);
            var answers = new List<(string Where, int Status, string Text)>();
            async Task Form(string action, params (string, string)[] fields)
            {
                var got = await portal.Send(action, page, fields);
                answers.Add((action, got.Status, got.Text));
            }

            await Form("settings", ("language", Next()), ("boardName", Next()), ("board", "on"), ("mails", "on"));
            await Form("settings", ("language", "en"), ("boardName", Next()), ("board", "on"), ("mails", "on"));
            await Form("testimonial", ("testimonial", Next()), ("mayShow", "on"));
            await Form("missing", ("friend", Next()), ("words", Next()));
            await Form("erase", ("email", Next()));
            await Form("ask", ("email", Next()));
            await Form("code", ("code", Next()));
            await Form("payout-details", ("name", Next()), ("iban", Next()), ("bic", Next()), ("country", Next()));
            await Form("choose", ("reward", Next()), ("kind", Next()));
            await Form("appeal", ("referral", Next()), ("text", Next()));
            foreach (var path in new[]
            {
                $"{root}?product={Uri.EscapeDataString(Next())}", $"{root}?lang={Uri.EscapeDataString(Next())}", $"{root}?done={Uri.EscapeDataString(Next())}",
                $"/f/{anna.Text("code")}?to={Uri.EscapeDataString(Next())}&lang={Uri.EscapeDataString(Next())}", $"/f/{Uri.EscapeDataString(Next())}",
                $"{root}/{Uri.EscapeDataString(Next())}", $"/unsubscribe/{house.Shop.Id}/{Uri.EscapeDataString(Next())}",
            })
            {
                var got = await portal.Get(path);
                answers.Add((path, got.Status, got.Text));
            }

            using var claim = new FormUrlEncodedContent([new("email", Next()), new("click", Next()), new("to", Next()), new("consent", Next())]);
            using var claimed = await http.PostAsync(new Uri($"/f/{anna.Text("code")}", UriKind.Relative), claim);
            answers.Add(("claim", (int)claimed.StatusCode, await claimed.Content.ReadAsStringAsync()));
            foreach (var (method, path, body) in new (string, string, JsonObject)[]
            {
                ("POST", "/v1/advocates", new() { ["email"] = $"a{n}@example.com", ["name"] = Next(), ["locale"] = Next() }),
                ("PATCH", $"/v1/advocates/{anna.Text("id")}", new() { ["name"] = Next() }),
                ("POST", "/v1/claims", new() { ["code"] = anna.Text("code"), ["email"] = $"f{n}@example.com", ["name"] = Next(), ["locale"] = Next(), ["consent"] = true }),
                ("PATCH", "/v1/texts/en", new() { ["texts"] = new JsonObject { ["portal.hello_name"] = Next(), ["friend.get"] = Next() } }),
                ("PATCH", "/v1/shop", new() { ["name"] = Next() }),
                ("PATCH", $"/v1/programs/{program}", new() { ["name"] = Next() }),
            })
            {
                var told = method == "POST" ? await house.Shop.Post(path, body.ToJsonString()) : await house.Shop.Patch(path, body.ToJsonString());
                answers.Add((path, (int)told.Status, ""));
            }

            wrong.AddRange(answers.Where(answer => answer.Status >= 500 || IsRaw(answer.Text)).Select(answer => $"{answer.Where}: {answer.Status}"));
            wrong.ShouldBeEmpty();
            n++;
        }

        await Look(house, anna, root, link);
    }

    // A browser opens what is left standing: no dialog, no complaint of the content policy, no script of a stranger.
    private static async Task Look(PageHouse house, Answer anna, string root, string used)
    {
        var fresh = (await house.Shop.Post($"/v1/advocates/{anna.Text("id")}/portal-links")).ShouldBe(201).Text("url");
        fresh.ShouldNotBe(used);
        var page = await house.Owner();
        var dialogs = 0;
        page.Dialog += (_, dialog) =>
        {
            dialogs++;
            _ = dialog.DismissAsync();
        };
        await page.GotoAsync(new Uri(fresh).PathAndQuery);
        await page.Locator(".portal-door button").ClickAsync();
        foreach (var path in new[] { root, "/f/" + anna.Text("code"), house.Desk, house.Desk + "/advocates", $"{house.Desk}/advocates/{anna.Text("id")}", house.Desk + "/referrals", house.Desk + "/messages" })
        {
            await page.GotoAsync(path);
            (await page.EvaluateAsync<bool>($"() => typeof window.{Mark} === 'undefined'")).ShouldBeTrue(path);
            (await page.Locator("main script, main iframe, main base, main img[onerror], main svg[onload]").CountAsync()).ShouldBe(0, path);
        }

        dialogs.ShouldBe(0);
        house.Complaints.ShouldBeEmpty();
    }

    private static bool IsRaw(string text) =>
        text.Contains($"<script>{Mark}", StringComparison.Ordinal) || text.Contains("<img src=x", StringComparison.Ordinal)
        || text.Contains("<svg/onload", StringComparison.Ordinal) || text.Contains("<iframe srcdoc", StringComparison.Ordinal)
        || text.Contains("<base href", StringComparison.Ordinal) || text.Contains("<style>*", StringComparison.Ordinal);

    private static IEnumerable<string> Texts(Random random)
    {
        for (var i = 0; i < Values; i++)
        {
            var text = new StringBuilder();
            for (var part = random.Next(1, 4); part > 0; part--)
            {
                var kernel = Kernels[random.Next(Kernels.Length)];
                text.Append(random.Next(8) switch
                {
                    0 => kernel[random.Next(kernel.Length)..], 1 => WebUtility.UrlEncode(kernel), 2 => kernel.ToUpperInvariant(),
                    3 => kernel + (char)random.Next(0x20, 0x2FF), 4 => "\r\nX-Injected: 1\r\n" + kernel, _ => kernel,
                });
            }

            yield return text.ToString();
        }
    }
}

using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;
using Vouch.Domain;
using Vouch.Kit;
using Vouch.Server;
using Vouch.Server.Messaging;
using Vouch.Server.Platform;
using Vouch.Storage;

namespace Vouch.Bench;

/// <summary>
/// The desk's pages in a shop with a million orders, ten million clicks and a hundred thousand advocates: the time of each from the
/// request's first byte to the answer's last, and how long the figures take that are counted behind them.
/// </summary>
internal static partial class DeskBench
{
    private const int Looks = 15;
    private const double WantedOnPostgres = 100;
    private const double WantedOnSqlite = 200;

    private static readonly string[] Pages =
    [
        "", "?days=7", "?days=90", "/insights", "/insights/channels", "/insights/cohorts", "/insights/lifetime", "/goals", "/programs", "/campaigns", "/setup",
        "/widget", "/referrals", "/referrals?status=pending", "/reviews", "/reviews/coming", "/advocates", "/advocates?q=anna+77", "/feedback", "/messages",
        "/rewards", "/payouts", "/books", "/team", "/keys", "/webhooks", "/audit", "/account",
    ];

    internal static async Task<int> Run(string[] engines)
    {
        var worst = 0;
        foreach (var engine in engines)
        {
            await using var postgres = engine == "postgres" ? new PostgresFixture { IsDurable = true } : null;
            using var file = new SqliteFile();
            var connection = postgres is null ? file.ConnectionString : await postgres.NewDatabase();
            var url = $"http://127.0.0.1:{VouchProcess.FreePort()}";
            await using var app = await VouchApp.Build(
                new ServeOptions(connection, url, null, new MailSetup()), builder => builder.Logging.ClearProviders());
            var database = (Database)app.Services.GetService(typeof(Database))!;
            var made = (await CreateShop.Run(database, new NewShop("Bench", "EUR", "UTC", "en", ShopMode.Live, "https://shop.example/"))).Value;
            var watch = Stopwatch.StartNew();
            await BigShop.Fill(connection, database.For(made.ShopId));
            Say($"  {BigShop.Orders:N0} orders, {BigShop.Clicks:N0} clicks and {BigShop.Advocates:N0} advocates put on {engine} in {watch.Elapsed.TotalSeconds:0} s");
            var staff = (await AddStaff.Run(database, "owner@shop.example", StaffRole.Owner, [made.ShopId], null)).Value;
            await app.StartAsync();
            using var http = await SignIn(url, staff.LinkToken!);
            var desk = $"/desk/{made.ShopId}";
            await Counted(http, desk);
            worst = Math.Max(worst, await Look(http, desk, engine));
            await app.StopAsync();
        }

        return worst;
    }

    /// <summary>Serves such a shop, so that a person can see what its pages are like.</summary>
    internal static async Task<int> Serve()
    {
        using var file = new SqliteFile();
        var url = $"http://127.0.0.1:{VouchProcess.FreePort()}";
        await using var app = await VouchApp.Build(
            new ServeOptions(file.ConnectionString, url, null, new MailSetup()), builder => builder.Logging.ClearProviders());
        var database = (Database)app.Services.GetService(typeof(Database))!;
        var made = (await CreateShop.Run(database, new NewShop("Bench", "EUR", "UTC", "en", ShopMode.Live, "https://shop.example/"))).Value;
        await BigShop.Fill(file.ConnectionString, database.For(made.ShopId));
        var staff = (await AddStaff.Run(database, "owner@shop.example", StaffRole.Owner, [made.ShopId], null)).Value;
        await app.StartAsync();
        Say($"{url}/sign-in/link#{staff.LinkToken}");
        Console.ReadLine();
        await app.StopAsync();
        return 0;
    }

    private static async Task<int> Look(HttpClient http, string desk, string engine)
    {
        var wanted = engine == "postgres" ? WantedOnPostgres : WantedOnSqlite;
        var slow = 0;
        foreach (var page in Pages)
        {
            var times = new List<double>();
            for (var i = 0; i < Looks + 3; i++)
            {
                var started = Stopwatch.GetTimestamp();
                using var answer = await http.GetAsync(desk + page);
                await answer.Content.ReadAsByteArrayAsync();
                if (i >= 3)
                {
                    times.Add(answer.IsSuccessStatusCode ? Stopwatch.GetElapsedTime(started).TotalMilliseconds : double.PositiveInfinity);
                }
            }

            times.Sort();
            var median = times[times.Count / 2];
            slow += median <= wanted ? 0 : 1;
            Say($"  {(page.Length == 0 ? "overview" : page),-28} median {median,7:0.0} ms, worst {times[^1],7:0.0} ms{(median <= wanted ? "" : "  NOT ENOUGH")}");
        }

        Say($"desk on {engine}: {Pages.Length - slow} of {Pages.Length} pages within {wanted:0} ms (median of {Looks}): {(slow == 0 ? "enough" : "NOT ENOUGH")}");
        return slow == 0 ? 0 : 1;
    }

    private static async Task<bool> IsBeingCounted(HttpClient http, string address)
    {
        var started = Stopwatch.GetTimestamp();
        using var answer = await http.GetAsync(address);
        if (!answer.IsSuccessStatusCode)
        {
            Say($"  {address} answers {(int)answer.StatusCode} after {Stopwatch.GetElapsedTime(started).TotalSeconds:0.0} s");
        }

        return (await answer.Content.ReadAsStringAsync()).Contains("data-again", StringComparison.Ordinal);
    }

    // The first look at figures has none yet: it says that they are being counted.
    private static async Task Counted(HttpClient http, string desk)
    {
        var watch = Stopwatch.StartNew();
        foreach (var page in Pages)
        {
            while (await IsBeingCounted(http, desk + page))
            {
                await Task.Delay(TimeSpan.FromMilliseconds(250));
            }
        }

        Say($"  all figures counted for the first time in {watch.Elapsed.TotalSeconds:0} s, {Environment.WorkingSet / 1e9:0.0} GB resident, the server, its caches and the bench");
    }

    private static async Task<HttpClient> SignIn(string url, string token)
    {
        var http = new HttpClient(new SocketsHttpHandler { CookieContainer = new CookieContainer(), AllowAutoRedirect = false })
        {
            BaseAddress = new Uri(url), Timeout = TimeSpan.FromMinutes(10),
        };
        var form = FormToken().Match(await http.GetStringAsync("/sign-in/link")).Groups[1].Value;
        using var content = new FormUrlEncodedContent(
            [new("token", token), new("form_token", WebUtility.HtmlDecode(form))]);
        using var answer = await http.PostAsync("/sign-in/link", content);
        return answer.StatusCode == HttpStatusCode.SeeOther ? http : throw new InvalidOperationException($"The sign-in gave {answer.StatusCode}.");
    }

    private static void Say(FormattableString text) => Console.WriteLine(text.ToString(CultureInfo.InvariantCulture));

    [GeneratedRegex("name=\"form_token\" value=\"([^\"]*)\"")]
    private static partial Regex FormToken();
}

using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace Vouch.Kit;

/// <summary>
/// Kills a real serving process at random moments under mixed load, starts it again, and asks after everything it had
/// acknowledged: nothing may be lost or doubled, and <c>vouch verify</c> must find nothing.
/// </summary>
/// <param name="vouch">The path of <c>vouch.dll</c>.</param>
/// <param name="database">The connection string; a fresh database.</param>
/// <param name="seed">Makes moments and load repeatable, as far as a kill can be.</param>
public sealed class KillRig(string vouch, string database, int seed) : IAsyncDisposable
{
    private const int Workers = 16;
    private readonly Random _random = new(seed);
    private readonly ConcurrentDictionary<string, string> _orders = new();
    private readonly ConcurrentBag<string> _clicks = [];
    private readonly int _port = FreePort();
    private Process? _server;
    private string _secretKey = string.Empty;
    private string _link = string.Empty;
    private string _code = string.Empty;
    private int _next;

    /// <summary>Orders acknowledged so far.</summary>
    public int AcknowledgedOrders => _orders.Count;

    /// <summary>Clicks acknowledged so far.</summary>
    public int AcknowledgedClicks => _clicks.Count;

    /// <summary>Kills so many times and returns what was wrong, in words; empty when nothing was.</summary>
    public async Task<IReadOnlyList<string>> Run(int kills)
    {
        _secretKey = JsonNode.Parse(await Command("shop", "create", "--name", "Kill", "--currency", "EUR", "--url", "https://shop.example/", "--json"))!["secretKey"]!.ToString();
        await Start();
        using (var http = Client())
        {
            await Prepare(http);
        }

        for (var round = 0; round < kills; round++)
        {
            using var stop = new CancellationTokenSource();
            var load = Enumerable.Range(0, Workers).Select(worker => Task.Run(() => Load(worker + (round * Workers), stop.Token))).ToArray();
            await KillMoment();
            _server!.Kill();
            await _server.WaitForExitAsync(CancellationToken.None);
            await stop.CancelAsync();
            await Task.WhenAll(load);
            await Start();
        }

        return await Check();
    }

    /// <summary>Runs <c>vouch verify</c>; its exit code and what it said.</summary>
    public async Task<(int ExitCode, string Output)> Verify()
    {
        using var process = Vouch("verify");
        var output = await process.StandardOutput.ReadToEndAsync() + await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, output);
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is { HasExited: false })
        {
            _server.Kill();
            await _server.WaitForExitAsync();
        }

        _server?.Dispose();
    }

    private async Task Prepare(HttpClient http)
    {
        var program = await Post(http, "/v1/programs", """
            {"name": "Kill", "destination": "https://shop.example/", "landing": "direct", "limits": null, "qualification": {"newCustomersOnly": true},
             "advocateReward": {"kind": "store_credit", "value": {"type": "fixed", "amount": 100}}}
            """);
        await Post(http, $"/v1/programs/{program!["id"]}/activate", "{}");
        var advocate = await Post(http, "/v1/advocates", """{"email":"anna@example.com","name":"Anna"}""");
        _code = advocate!["code"]!.ToString();
        _link = "/r/" + _code;
    }

    // A moment between 20 and 2,000 ms, later only where nothing has been acknowledged since the start: then there is nothing to lose yet.
    private async Task KillMoment()
    {
        var (orders, clicks) = (_orders.Count, _clicks.Count);
        await Task.Delay(20 + _random.Next(1980));
        var patience = Stopwatch.StartNew();
        while ((_orders.Count == orders || _clicks.Count == clicks) && patience.Elapsed < TimeSpan.FromSeconds(30))
        {
            await Task.Delay(20);
        }
    }

    // 70 % clicks, 30 % orders, of which every fifth is sent twice.
    private async Task Load(int worker, CancellationToken stop)
    {
        var random = new Random(seed + worker);
        using var http = Client();
        while (!stop.IsCancellationRequested)
        {
            try
            {
                if (random.Next(10) < 7)
                {
                    using var click = await http.GetAsync(new Uri(_link, UriKind.Relative), stop);
                    if (click.Headers.Location?.OriginalString.Split("vouch=") is [_, var id])
                    {
                        _clicks.Add(id.Split('&')[0]);
                    }
                }
                else
                {
                    await Order(http, random);
                }
            }
            catch (Exception e) when (e is HttpRequestException or OperationCanceledException or IOException)
            {
                if (_server!.HasExited)
                {
                    return;
                }
            }
        }
    }

    private async Task Order(HttpClient http, Random random)
    {
        var n = Interlocked.Increment(ref _next);
        var body = $$"""
            {"externalId": "o-{{n}}", "status": "paid", "subtotal": 5000, "total": 5000, "couponCodes": ["{{_code}}"], "customer": {"externalId": "c-{{n}}"} }
            """;
        for (var times = random.Next(5) == 0 ? 2 : 1; times > 0; times--)
        {
            var answer = await Post(http, "/v1/orders", body);
            if (answer?["referralId"]?.ToString() is { } referral)
            {
                _orders[$"o-{n}"] = referral;
            }
        }
    }

    private async Task<IReadOnlyList<string>> Check()
    {
        var wrong = new List<string>();
        using var http = Client();
        foreach (var (order, referral) in _orders)
        {
            var kept = await Get(http, $"/v1/orders/{order}");
            if (kept?["referralId"]?.ToString() != referral)
            {
                wrong.Add($"order {order} was acknowledged with {referral} and is now {kept?.ToJsonString() ?? "lost"}");
            }

            var rewards = (await Get(http, $"/v1/rewards?referralId={referral}"))?["items"]?.AsArray().Count ?? 0;
            if (rewards != 1)
            {
                wrong.Add($"referral {referral} of order {order} has {rewards} rewards");
            }
        }

        foreach (var click in _clicks)
        {
            if (await Get(http, $"/v1/clicks/{click}") is null)
            {
                wrong.Add($"click {click} was acknowledged and is lost");
            }
        }

        var verified = await Verify();
        if (verified.ExitCode != 0)
        {
            wrong.Add("vouch verify: " + verified.Output);
        }

        return wrong;
    }

    private async Task Start()
    {
        _server?.Dispose();
        _server = Vouch("serve", "--urls", $"http://127.0.0.1:{_port}");
        _ = _server.StandardError.ReadToEndAsync();
        while (await _server.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line.StartsWith("Vouch serves", StringComparison.Ordinal))
            {
                _ = _server.StandardOutput.ReadToEndAsync();
                return;
            }
        }

        throw new InvalidOperationException("The server ended before it served.");
    }

    private async Task<string> Command(params string[] arguments)
    {
        using var process = Vouch(arguments);
        var output = await process.StandardOutput.ReadToEndAsync();
        var errors = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? output : throw new InvalidOperationException(errors);
    }

    private Process Vouch(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [vouch, .. arguments, "--database", database])
        {
            RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true,
        };
        var process = Process.Start(start)!;
        process.StandardInput.Close();
        return process;
    }

    private HttpClient Client()
    {
        var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = new Uri($"http://127.0.0.1:{_port}") };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", _secretKey);
        http.DefaultRequestHeaders.Add("User-Agent", "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0");
        return http;
    }

    private static async Task<JsonNode?> Post(HttpClient http, string path, string json)
    {
        using var content = new StringContent(json, Encoding.UTF8, "application/json");
        using var response = await http.PostAsync(new Uri(path, UriKind.Relative), content);
        var text = await response.Content.ReadAsStringAsync();
        return response.IsSuccessStatusCode ? JsonNode.Parse(text) : throw new InvalidOperationException($"{path}: {(int)response.StatusCode} {text}");
    }

    private static async Task<JsonNode?> Get(HttpClient http, string path)
    {
        using var response = await http.GetAsync(new Uri(path, UriKind.Relative));
        return response.IsSuccessStatusCode ? JsonNode.Parse(await response.Content.ReadAsStringAsync()) : null;
    }

    private static int FreePort()
    {
        using var listener = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        return ((System.Net.IPEndPoint)listener.LocalEndpoint).Port;
    }
}

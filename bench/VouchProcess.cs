using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Vouch.Kit;

namespace Vouch.Bench;

/// <summary>The server under measurement: the Release build in a process of its own, on a fresh durable database.</summary>
internal sealed class VouchProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly SqliteFile? _file;

    private VouchProcess(Process process, SqliteFile? file, string database, int port, JsonNode shop, TimeSpan start) =>
        (_process, _file, Database, Port, SecretKey, ShopId, StartTime) =
            (process, file, database, port, shop["secretKey"]!.ToString(), shop["shopId"]!.ToString(), start);

    /// <summary>As the driver knows it.</summary>
    internal string Database { get; }

    internal string ShopId { get; }

    internal int Port { get; }

    internal string SecretKey { get; }

    /// <summary>From the process's start until it serves.</summary>
    internal TimeSpan StartTime { get; }

    internal IPEndPoint Address => new(IPAddress.Loopback, Port);

    /// <summary>Resident memory now, bytes.</summary>
    internal long Memory
    {
        get
        {
            _process.Refresh();
            return _process.WorkingSet64;
        }
    }

    /// <summary>Makes a shop and serves it; in test mode its clock can be set.</summary>
    internal static async Task<VouchProcess> Start(string? postgres, string mode = "live")
    {
        var file = postgres is null ? new SqliteFile() : null;
        var database = postgres ?? file!.ConnectionString;
        var made = JsonNode.Parse(await Output("shop", "create", "--name", "Bench", "--currency", "EUR", "--mode", mode, "--url", "https://shop.example/", "--json", "--database", database))!;
        var port = FreePort();
        var watch = Stopwatch.StartNew();
        var process = Launch("serve", "--urls", $"http://127.0.0.1:{port}", "--database", database);
        while (await process.StandardOutput.ReadLineAsync() is { } line && !line.StartsWith("Vouch serves", StringComparison.Ordinal))
        {
        }

        var started = watch.Elapsed;
        _ = process.StandardOutput.ReadToEndAsync();
        _ = process.StandardError.ReadToEndAsync();
        return new VouchProcess(process, file, database, port, made, started);
    }

    /// <summary>Makes an active program with an advocate; the advocate's code.</summary>
    internal async Task<string> Prepare()
    {
        using var http = Client();
        var program = await Post(http, "/v1/programs", """
            {"name": "Bench", "destination": "https://shop.example/", "landing": "direct", "limits": null,
             "advocateReward": {"kind": "store_credit", "value": {"type": "fixed", "amount": 100}}}
            """);
        await Post(http, $"/v1/programs/{program["id"]}/activate", "{}");
        return (await Post(http, "/v1/advocates", """{"email":"anna@example.com","name":"Anna"}"""))["code"]!.ToString();
    }

    /// <summary>Asks the API.</summary>
    internal async Task<JsonNode> Get(string path)
    {
        using var http = Client();
        return JsonNode.Parse(await http.GetStringAsync(new Uri(path, UriKind.Relative)))!;
    }

    /// <summary>Tells the API.</summary>
    internal async Task<JsonNode> Post(string path, string json)
    {
        using var http = Client();
        return await Post(http, path, json);
    }

    private HttpClient Client()
    {
        var http = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{Port}") };
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", SecretKey);
        return http;
    }

    public async ValueTask DisposeAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        _file?.Dispose();
    }

    internal static int FreePort()
    {
        using var listener = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    /// <summary>The Release build of the server; the bench runs from the repository.</summary>
    internal static string Dll()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Vouch.slnx")))
        {
            folder = folder.Parent ?? throw new InvalidOperationException("The bench runs from a checkout.");
        }

        return Path.Combine(folder.FullName, "src", "Server", "bin", "Release", "net10.0", "vouch.dll");
    }

    private static Process Launch(params string[] arguments)
    {
        var process = Process.Start(new ProcessStartInfo("dotnet", [Dll(), .. arguments])
        {
            RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true,
        })!;
        process.StandardInput.Close();
        return process;
    }

    private static async Task<string> Output(params string[] arguments)
    {
        using var process = Launch(arguments);
        var output = await process.StandardOutput.ReadToEndAsync();
        var errors = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? output : throw new InvalidOperationException(errors);
    }

    private static async Task<JsonNode> Post(HttpClient http, string path, string json)
    {
        using var content = new StringContent(json, Encoding.UTF8, "application/json");
        using var response = await http.PostAsync(new Uri(path, UriKind.Relative), content);
        var text = await response.Content.ReadAsStringAsync();
        return response.IsSuccessStatusCode ? JsonNode.Parse(text)! : throw new InvalidOperationException($"{path}: {(int)response.StatusCode} {text}");
    }
}

using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Vouch.Server.Tests.Host;

/// <summary>A call as a merchant's system got it.</summary>
/// <param name="Path">Where to.</param>
/// <param name="Headers">Its headers, by lower-case name.</param>
/// <param name="Body">Its body.</param>
public sealed record ReceivedCall(string Path, IReadOnlyDictionary<string, string> Headers, string Body);

/// <summary>A merchant's system: real HTTP on this machine, which answers as a test wants.</summary>
public sealed class Receiver : IAsyncDisposable
{
    private readonly ConcurrentQueue<ReceivedCall> _calls = new();
    private readonly SemaphoreSlim _arrived = new(0);
    private readonly WebApplication _app;
    private int _inside;
    private int _most;

    private Receiver(WebApplication app) => _app = app;

    /// <summary>How it answers.</summary>
    public Func<HttpContext, Task> Answers { get; set; } = http => Answer(http, """{"decision":"approve"}""");

    /// <summary>What it got so far.</summary>
    public IReadOnlyList<ReceivedCall> Calls => [.. _calls];

    /// <summary>How many calls it had at once at most.</summary>
    public int MostAtOnce => Volatile.Read(ref _most);

    /// <summary>Its address.</summary>
    public string Url => _app.Urls.Single() + "/veto";

    /// <summary>Starts one.</summary>
    public static async Task<Receiver> Start()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var app = builder.Build();
        var receiver = new Receiver(app);
        app.Run(receiver.Take);
        await app.StartAsync();
        return receiver;
    }

    /// <summary>Answers 200 with JSON.</summary>
    public static Task Answer(HttpContext http, string json, int status = 200)
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = "application/json";
        return http.Response.WriteAsync(json, http.RequestAborted);
    }

    /// <summary>Where nobody listens.</summary>
    public static async Task<string> DeadAddress()
    {
        await using var receiver = await Start();
        return receiver.Url;
    }

    /// <summary>What a call's signature must be, as the receiver's own library would tell.</summary>
    public static string Sign(string secret, ReceivedCall call)
    {
        var signed = $"{call.Headers["webhook-id"]}.{call.Headers["webhook-timestamp"]}.{call.Body}";
        return "v1," + Convert.ToBase64String(HMACSHA256.HashData(
            Convert.FromBase64String(secret.Replace("whsec_", "", StringComparison.Ordinal)), Encoding.UTF8.GetBytes(signed)));
    }

    /// <summary>Completes when one more call has come.</summary>
    public Task Arrival() => _arrived.WaitAsync(TestContext.Current.CancellationToken);

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task Take(HttpContext http)
    {
        var inside = Interlocked.Increment(ref _inside);
        for (var most = _most; inside > most; most = _most)
        {
            Interlocked.CompareExchange(ref _most, inside, most);
        }

        try
        {
            using var reader = new StreamReader(http.Request.Body);
            var body = await reader.ReadToEndAsync(http.RequestAborted);
            _calls.Enqueue(new ReceivedCall(
                http.Request.Path, http.Request.Headers.ToDictionary(h => h.Key.ToLowerInvariant(), h => h.Value.ToString()), body));
            _arrived.Release();
            await Answers(http);
        }
        catch (OperationCanceledException)
        {
            // Whoever called did not wait for the answer.
        }
        finally
        {
            Interlocked.Decrement(ref _inside);
        }
    }
}

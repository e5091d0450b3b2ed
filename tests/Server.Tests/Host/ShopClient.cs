using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Shouldly;
using Vouch.Domain.Ids;

namespace Vouch.Server.Tests.Host;

/// <summary>An answer of the API.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Body">The JSON body; null without one.</param>
/// <param name="Headers">The headers.</param>
public sealed record Answer(HttpStatusCode Status, JsonNode? Body, HttpResponseHeaders Headers)
{
    /// <summary>A member of the body.</summary>
    public JsonNode? this[string name] => Body?[name];

    /// <summary>A member's text.</summary>
    public string Text(string path) => Find(path)?.ToString() ?? throw new ShouldAssertException($"{path} is missing in {Body}");

    /// <summary>A member's number.</summary>
    public long Number(string path) => Find(path)?.GetValue<long>() ?? throw new ShouldAssertException($"{path} is missing in {Body}");

    /// <summary>Whatever stands at a path.</summary>
    public JsonNode At(string path) => Find(path) ?? throw new ShouldAssertException($"{path} is missing in {Body}");

    /// <summary>The items of a list.</summary>
    public IReadOnlyList<JsonNode> Items => [.. Body!["items"]!.AsArray().Select(item => item!)];

    /// <summary>Asserts the status and gives the answer on.</summary>
    public Answer ShouldBe(int status)
    {
        ((int)Status).ShouldBe(status, Body?.ToJsonString());
        return this;
    }

    /// <summary>Asserts a refusal: its status and its code.</summary>
    public void ShouldRefuse(int status, string code)
    {
        ((int)Status).ShouldBe(status, Body?.ToJsonString());
        Text("code").ShouldBe(code);
        Text("detail").ShouldNotBeEmpty();
    }

    private JsonNode? Find(string path) => path.Split('.').Aggregate(Body, (node, name) => node?[name]);
}

/// <summary>A shop as a client of the API: a secret key, HTTP, and JSON in and out.</summary>
public sealed class ShopClient : IDisposable
{
    private readonly HttpClient _http;

    public ShopClient(TestNode node, ShopId id, string secretKey, string publishableKey)
    {
        (Node, Id, SecretKey, PublishableKey) = (node, id, secretKey, publishableKey);
        _http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, MaxConnectionsPerServer = 256 }) { BaseAddress = node.Url };
    }

    public TestNode Node { get; }

    public ShopId Id { get; }

    public string SecretKey { get; }

    public string PublishableKey { get; }

    /// <summary>The same shop, asked of another node.</summary>
    public ShopClient At(TestNode node) => new(node, Id, SecretKey, PublishableKey);

    public Task<Answer> Get(string path, string? key = null) => Send(HttpMethod.Get, path, null, key);

    public Task<Answer> Post(string path, string json = "{}", string? key = null, string? idempotencyKey = null) =>
        Send(HttpMethod.Post, path, json, key, idempotencyKey);

    public Task<Answer> Patch(string path, string json) => Send(HttpMethod.Patch, path, json, null);

    public Task<Answer> Delete(string path) => Send(HttpMethod.Delete, path, null, null);

    public async Task<Answer> Send(HttpMethod method, string path, string? json, string? key, string? idempotencyKey = null)
    {
        using var request = new HttpRequestMessage(method, path);
        if (key != string.Empty)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key ?? SecretKey);
        }

        if (idempotencyKey is not null)
        {
            request.Headers.Add("Idempotency-Key", idempotencyKey);
        }

        if (json is not null)
        {
            request.Content = new StringContent(json, Encoding.UTF8, "application/json");
        }

        using var response = await _http.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        var isJson = response.Content.Headers.ContentType?.MediaType?.EndsWith("json", StringComparison.Ordinal) == true;
        return new Answer(response.StatusCode, isJson && text.Length > 0 ? JsonNode.Parse(text) : null, response.Headers);
    }

    /// <summary>Follows a referral link as a browser would: the answer is the redirect itself.</summary>
    /// <param name="link">The whole address or the part behind the host.</param>
    /// <param name="cookies">What the browser has from before.</param>
    /// <param name="agent">Its User-Agent.</param>
    public async Task<Visit> Follow(string link, string? cookies = null, string agent = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0")
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(link, UriKind.RelativeOrAbsolute) is { IsAbsoluteUri: true } url ? url.PathAndQuery : link);
        request.Headers.TryAddWithoutValidation("User-Agent", agent);
        if (cookies is not null)
        {
            request.Headers.Add("Cookie", cookies);
        }

        using var response = await _http.SendAsync(request);
        var set = response.Headers.TryGetValues("Set-Cookie", out var values) ? values.ToList() : [];
        return new Visit((int)response.StatusCode, response.Headers.Location?.OriginalString, set);
    }

    /// <summary>Moves the shop's test clock.</summary>
    public async Task At(string now) => (await Post("/v1/test-clock", $$"""{"now":"{{now}}"}""")).ShouldBe(200);

    public void Dispose() => _http.Dispose();
}

/// <summary>What following a link came to.</summary>
/// <param name="Status">302 or 404.</param>
/// <param name="Location">Where to.</param>
/// <param name="SetCookies">The cookies set, with their attributes.</param>
public sealed record Visit(int Status, string? Location, IReadOnlyList<string> SetCookies)
{
    /// <summary>The click id in the address; null without one.</summary>
    public string? ClickId => Location?.Split("vouch=") is [_, var rest] ? rest.Split('&', '#')[0] : null;

    /// <summary>What the browser sends the next time.</summary>
    public string Cookies => string.Join("; ", SetCookies.Select(c => c.Split(';')[0]));
}

using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace Vouch.DemoShop;

/// <summary>An answer of the API: its status and its body.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Body">The JSON body; an empty object where there is none.</param>
public sealed record ApiAnswer(HttpStatusCode Status, JsonElement Body)
{
    /// <summary>True for 2xx.</summary>
    public bool Done => (int)Status is >= 200 and < 300;

    /// <summary>What a refusal says.</summary>
    public string Sentence => Body.Text("detail");
}

/// <summary>The tea shop's side of the contract: plain HTTP with its secret key, nothing else.</summary>
public sealed class VouchApi : IDisposable
{
    private static readonly JsonElement Nothing = JsonDocument.Parse("{}").RootElement;
    private readonly HttpClient _http;

    /// <summary>Calls the API at an address with a key.</summary>
    public VouchApi(Uri address, string key)
    {
        // The shop's server is no browser: it follows no redirects and keeps no cookies.
        _http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = address };
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
    }

    /// <summary>A read.</summary>
    public Task<ApiAnswer> Get(string path) => Send(new HttpRequestMessage(HttpMethod.Get, path));

    /// <summary>A write; <paramref name="body"/> is sent as JSON.</summary>
    public Task<ApiAnswer> Post(string path, object? body = null) =>
        Send(new HttpRequestMessage(HttpMethod.Post, path) { Content = body is null ? null : JsonContent.Create(body) });

    /// <summary>A change of what is there.</summary>
    public Task<ApiAnswer> Patch(string path, object body) =>
        Send(new HttpRequestMessage(HttpMethod.Patch, path) { Content = JsonContent.Create(body) });

    /// <summary>Puts something in its place, which must succeed.</summary>
    public async Task Put(string path, object body)
    {
        var answer = await Send(new HttpRequestMessage(HttpMethod.Put, path) { Content = JsonContent.Create(body) });
        _ = answer.Done ? answer : throw new InvalidOperationException($"PUT {path}: {(int)answer.Status} {answer.Body}");
    }

    /// <summary>A write that must succeed: the history of the demo is made of nothing else.</summary>
    public async Task<JsonElement> Must(string path, object? body = null)
    {
        var answer = await Post(path, body);
        return answer.Done ? answer.Body : throw new InvalidOperationException($"POST {path}: {(int)answer.Status} {answer.Body}");
    }

    /// <summary>Follows a referral link as a browser would; the click's id, or null when the link recorded none.</summary>
    public async Task<string?> Follow(string link)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, link);
        request.Headers.Authorization = null;
        request.Headers.UserAgent.ParseAdd("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0");
        using var answer = await _http.SendAsync(request);
        var target = answer.Headers.Location?.ToString() ?? string.Empty;
        var at = target.IndexOf("vouch=clk_", StringComparison.Ordinal);
        return at < 0 ? null : target[(at + "vouch=".Length)..].Split('&', '#')[0];
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    private async Task<ApiAnswer> Send(HttpRequestMessage request)
    {
        using (request)
        {
            using var answer = await _http.SendAsync(request);
            var text = await answer.Content.ReadAsStringAsync();
            return new ApiAnswer(answer.StatusCode, text.Length == 0 ? Nothing : JsonDocument.Parse(text).RootElement.Clone());
        }
    }
}

/// <summary>Reading JSON by path, with what is missing as empty.</summary>
public static class Reading
{
    /// <summary>The element at a path such as <c>attribution.reason</c>; undefined when something on the way is missing.</summary>
    public static JsonElement At(this JsonElement json, string path)
    {
        foreach (var name in path.Split('.'))
        {
            if (json.ValueKind != JsonValueKind.Object || !json.TryGetProperty(name, out json))
            {
                return default;
            }
        }

        return json;
    }

    /// <summary>The text at a path; empty when there is none.</summary>
    public static string Text(this JsonElement json, string path) => json.At(path) switch
    {
        { ValueKind: JsonValueKind.String } text => text.GetString()!,
        { ValueKind: JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False } other => other.GetRawText(),
        _ => string.Empty,
    };

    /// <summary>The whole number at a path; 0 when there is none.</summary>
    public static long Number(this JsonElement json, string path) =>
        json.At(path) is { ValueKind: JsonValueKind.Number } number ? number.GetInt64() : 0;

    /// <summary>The time at a path; null when there is none.</summary>
    public static DateTimeOffset? Time(this JsonElement json, string path) =>
        DateTimeOffset.TryParse(json.Text(path), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : null;

    /// <summary>The items at a path; none when there is no list.</summary>
    public static IReadOnlyList<JsonElement> Items(this JsonElement json, string path = "items") =>
        json.At(path) is { ValueKind: JsonValueKind.Array } list ? [.. list.EnumerateArray()] : [];
}

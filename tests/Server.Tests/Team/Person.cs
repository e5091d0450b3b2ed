using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using Shouldly;
using Vouch.Domain;
using Vouch.Domain.Ids;
using Vouch.Server.Platform;
using Vouch.Server.Tests.Host;

namespace Vouch.Server.Tests.Team;

/// <summary>What a form or a page came to.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Location">Where to; null without.</param>
/// <param name="Text">The page.</param>
internal sealed record Got(int Status, string? Location, string Text)
{
    /// <summary>Asserts the status and gives the answer on.</summary>
    public Got ShouldBe(int status)
    {
        Status.ShouldBe(status, Text);
        return this;
    }
}

/// <summary>Somebody at the desk with a browser without script: cookies, pages, forms with their tokens.</summary>
internal sealed partial class Person(TestNode node, string? email, string agent = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0")
{
    public const string Password = "correct horse battery";

    private readonly CookieContainer _cookies = new();
    private HttpClient? _http;

    /// <summary>Where they sign in with.</summary>
    public string Email { get; } = email ?? "";

    private HttpClient Http => _http ??= Make();

    /// <summary>Makes a member of staff and signs them in, by a one-time link: a password takes a third of a second.</summary>
    public static async Task<Person> SignedIn(TestNode node, StaffRole role, ShopId shop, string? email = null)
    {
        var person = new Person(node, email ?? $"{WireName.Of(role)}@shop.example");
        var added = (await AddStaff.Run(node.Database, person.Email, role, [shop], null)).Value;
        (await person.Send("/sign-in/link", "/sign-in/link", ("token", added.LinkToken!))).ShouldBe(303);
        return person;
    }

    /// <summary>A page's text; it must be there.</summary>
    public async Task<string> Get(string path) => (await Open(path)).ShouldBe(200).Text;

    /// <summary>A page.</summary>
    public async Task<Got> Open(string path)
    {
        using var response = await Http.GetAsync(path);
        return new Got((int)response.StatusCode, response.Headers.Location?.OriginalString, await response.Content.ReadAsStringAsync());
    }

    /// <summary>Sends a form that stands on a page.</summary>
    public async Task<Got> Send(string page, string action, params (string Name, string Value)[] fields)
    {
        var token = Token().Match((await Open(page)).Text).Groups[1].Value;
        using var content = new FormUrlEncodedContent(
            fields.Select(field => KeyValuePair.Create(field.Name, field.Value)).Append(new("form_token", WebUtility.HtmlDecode(token))));
        using var response = await Http.PostAsync(action, content);
        return new Got((int)response.StatusCode, response.Headers.Location?.OriginalString, await response.Content.ReadAsStringAsync());
    }

    /// <summary>Sends a form that stands on a page, with a file.</summary>
    public async Task<Got> Upload(string page, string action, string name, HttpContent file, params (string Name, string Value)[] fields)
    {
        var token = Token().Match((await Open(page)).Text).Groups[1].Value;
        using var content = new MultipartFormDataContent { { file, name, "upload.png" }, { new StringContent(WebUtility.HtmlDecode(token)), "form_token" } };
        foreach (var (field, value) in fields)
        {
            content.Add(new StringContent(value), field);
        }

        using var response = await Http.PostAsync(action, content);
        return new Got((int)response.StatusCode, response.Headers.Location?.OriginalString, await response.Content.ReadAsStringAsync());
    }

    /// <summary>The status of an address, by any method, without a form's token.</summary>
    public async Task<int> Status(string method, string path)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        using var response = await Http.SendAsync(request);
        return (int)response.StatusCode;
    }

    /// <summary>How far one gets at an address, in words.</summary>
    public async Task<string> Ask(string method, string path)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (method == "POST")
        {
            request.Content = new FormUrlEncodedContent([]);
        }

        using var response = await Http.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        return ((int)response.StatusCode, response.Headers.Location?.OriginalString) switch
        {
            (303, { } to) when to.StartsWith("/sign-in", StringComparison.Ordinal) => "to the sign-in",
            (403, _) when text.Contains("Your role does not include this", StringComparison.Ordinal) => "forbidden",
            (400, _) when method == "POST" => "bad form",
            (404, _) => "nothing here",
            (200 or 303, _) => "let in",
            var (status, _) => status.ToString(CultureInfo.InvariantCulture),
        };
    }

    private HttpClient Make()
    {
        var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = _cookies }) { BaseAddress = node.Url };
        http.DefaultRequestHeaders.TryAddWithoutValidation("User-Agent", agent);
        return http;
    }

    [GeneratedRegex("name=\"form_token\" value=\"([^\"]+)\"")]
    private static partial Regex Token();
}

using System.Net;
using System.Text.RegularExpressions;
using Vouch.Domain.Ids;

namespace Vouch.Server.Tests.Host;

/// <summary>A page as a browser got it.</summary>
public sealed record GotPage(int Status, string Text);

/// <summary>A browser at a shop's portal: keeps cookies, sends forms with their token.</summary>
public sealed partial class PortalBrowser : IDisposable
{
    private readonly CookieContainer _cookies = new();
    private readonly HttpClient _http;

    public PortalBrowser(TestNode node, ShopClient shop)
    {
        Shop = shop;
        _http = new HttpClient(new SocketsHttpHandler { CookieContainer = _cookies, AllowAutoRedirect = false }) { BaseAddress = node.Url };
    }

    public ShopClient Shop { get; }

    /// <summary>True once it has a session.</summary>
    public bool IsIn => _cookies.GetAllCookies().Any(cookie => cookie.Name == $"vouch_portal_{Shop.Id}");

    public async Task<GotPage> Get(string path)
    {
        using var answer = await _http.GetAsync(new Uri(path, UriKind.Relative));
        return new GotPage((int)answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    public async Task<int> Head(string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Head, new Uri(path, UriKind.Relative));
        using var answer = await _http.SendAsync(request);
        return (int)answer.StatusCode;
    }

    /// <summary>Sends a form of the portal, as it stands on a page.</summary>
    public async Task<GotPage> Send(string action, GotPage page, params (string Name, string Value)[] fields)
    {
        using var content = new FormUrlEncodedContent([
            new("form_token", WebUtility.HtmlDecode(FormToken().Match(page.Text).Groups[1].Value)),
            .. fields.Select(field => KeyValuePair.Create(field.Name, field.Value)),
        ]);
        using var answer = await _http.PostAsync(new Uri($"/portal/{Shop.Id}/{action}", UriKind.Relative), content);
        return new GotPage((int)answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    /// <summary>Asks for a link by mail.</summary>
    public async Task<GotPage> Ask(string email) => await Send("ask", await Get($"/portal/{Shop.Id}"), ("email", email));

    /// <summary>Opens a link and presses its button.</summary>
    public async Task<GotPage> Press(string link) => await Send("enter", await Get(link), ("token", link.Split('/')[^1].Split('?')[0]));

    /// <summary>Types a code where the link was asked for.</summary>
    public async Task<GotPage> Type(string code) => await Send("code", await Get($"/portal/{Shop.Id}"), ("code", code));

    public void Dispose() => _http.Dispose();

    [GeneratedRegex("name=\"form_token\" value=\"([^\"]+)\"")]
    private static partial Regex FormToken();
}

using Shouldly;
using Vouch.Domain.Tracking;
using Xunit;

namespace Vouch.Domain.Tests.Tracking;

public sealed class AgentTests
{
    private static readonly AgentPatterns Patterns = new(
    [
        new(@"Googlebot\/", false), new(@"^curl", false), new("[wW]get", false), new("facebookexternalhit", true), new(@"BingPreview\/", true), new("^Arena(Un)?furl", true),
    ]);

    [Theory]
    [InlineData("Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)", AgentKind.Bot)]
    [InlineData("curl/8.5.0", AgentKind.Bot)]
    [InlineData("Wget/1.21", AgentKind.Bot)]
    [InlineData("facebookexternalhit/1.1", AgentKind.Preview)]
    [InlineData("Arenafurl", AgentKind.Preview)]
    [InlineData("BingPreview", AgentKind.Human)]
    [InlineData("libcurl-lover browser", AgentKind.Human)]
    [InlineData("Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36", AgentKind.Human)]
    [InlineData("", AgentKind.Human)]
    [InlineData(null, AgentKind.Human)]
    public void Known_agents_are_told_from_people(string? agent, AgentKind kind) => Patterns.Classify(agent).ShouldBe(kind);

    [Fact]
    public void An_endless_agent_is_read_only_at_its_start() =>
        Patterns.Classify(new string('x', 5000) + "Googlebot/").ShouldBe(AgentKind.Human);

    [Fact]
    public void A_visitor_is_unique_once_per_advocate_in_24_hours()
    {
        var hour = TimeSpan.FromHours(1);
        var start = new Instant(0);
        Visit[] visits =
        [
            new("a", 1, start + (25 * hour)), new("a", 1, start), new("a", 1, start + (23 * hour)), new("a", 2, start + hour),
            new("b", 1, start), new(null, 1, start), new(null, 1, start), new("a", 1, start + (48 * hour)),
        ];
        UniqueVisits.Count(visits).ShouldBe(6);
    }
}

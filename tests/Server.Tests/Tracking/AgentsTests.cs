using System.Text.Json;
using Shouldly;
using Vouch.Domain.Tracking;
using Vouch.Server.Tracking;

namespace Vouch.Server.Tests.Tracking;

public sealed class AgentsTests
{
    private static readonly Agents Known = new();

    [Fact]
    public void All_but_a_handful_of_the_lists_own_examples_are_told_from_people()
    {
        using var stream = typeof(Agents).Assembly.GetManifestResourceStream("data/crawler-user-agents.json")!;
        var examples = JsonDocument.Parse(stream).RootElement.EnumerateArray()
            .Where(entry => entry.TryGetProperty("instances", out _))
            .SelectMany(entry => entry.GetProperty("instances").EnumerateArray().Select(agent => agent.GetString()!)).ToList();
        examples.Count.ShouldBeGreaterThan(1500);
        examples.Where(agent => Known.Classify(agent, false) == AgentKind.Human).ShouldAllBe(agent => agent.Contains("MetaIAB Facebook"));
    }

    [Theory]
    [InlineData("Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/138.0.0.0 Safari/537.36")]
    [InlineData("Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1")]
    [InlineData("Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148 [FBAN/FBIOS;FBAV/520.0.0.38.101]")]
    [InlineData("Mozilla/5.0 (Linux; Android 15; SM-S921B) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/28.0 Chrome/130.0.0.0 Mobile Safari/537.36")]
    [InlineData("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0")]
    public void Peoples_browsers_are_people(string agent)
    {
        Known.Classify(agent, false).ShouldBe(AgentKind.Human);
        Known.Classify(agent, true).ShouldBe(AgentKind.Preview, "a browser that only looks ahead is nobody yet");
    }
}

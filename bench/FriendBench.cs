namespace Vouch.Bench;

/// <summary>The friend's page and the storefront script against a bare redirect.</summary>
internal static class FriendBench
{
    private const double Wanted = 0.3;

    internal static Task<int> Run(string[] engines) => AgainstBare.Run(engines, code =>
    [
        new Contender("friend's page", $"/f/{code}?vouch=clk_0000000000001", IsOk, Wanted),
        new Contender("widget script", "/widget.js", IsOk, Wanted),
    ]);

    private static bool IsOk(string head) => head.StartsWith("HTTP/1.1 200", StringComparison.Ordinal);
}

namespace Vouch.Bench;

/// <summary>Durable clicks against a bare redirect: each click is on disk before its 302.</summary>
internal static class ClicksBench
{
    internal static Task<int> Run(string[] engines) => AgainstBare.Run(engines, code =>
    [
        new Contender(
            "clicks", $"/r/{code}",
            head => head.StartsWith("HTTP/1.1 302", StringComparison.Ordinal) && head.Contains("vouch=", StringComparison.Ordinal), 0.4),
    ]);
}

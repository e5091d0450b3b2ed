namespace Vouch.Server.Platform.Pages.Parts;

/// <summary>The states of programs, advocates, referrals, rewards and orders as words, and the tone in which they are shown.</summary>
internal static class StatusWords
{
    /// <summary>A stored state as people read it: <c>in_review</c> is <c>in review</c>.</summary>
    public static string Word(string value) => value.Replace('_', ' ');

    /// <summary>The tone of a state: good, wait, stop, or plain.</summary>
    public static string Tone(string value) => value switch
    {
        "active" or "approved" or "issued" or "redeemed" or "paid" or "delivered" or "attributed" or "allow" or "live" => "good",
        "pending" or "in_review" or "waiting" or "invited" or "hold" or "review" or "paused" or "fulfilled" or "test" => "wait",
        "rejected" or "blocked" or "cancelled" or "revoked" or "reject" or "refunded" => "stop",
        _ => "plain",
    };
}

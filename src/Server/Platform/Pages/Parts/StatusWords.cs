namespace Vouch.Server.Platform.Pages.Parts;

/// <summary>The states of programs, advocates, referrals, rewards and orders as words, and the tone in which they are shown.</summary>
internal static class StatusWords
{
    /// <summary>A stored state as people read it; one that has no word of its own reads as it is stored: <c>approved</c>.</summary>
    public static string Word(string value) => value switch
    {
        "claimed" => "offer taken",
        "in_review" or "review" => "to review",
        "hold" => "held back",
        "allow" => "passed",
        "reject" => "rejected",
        "attributed" => "referred",
        "organic" => "came unreferred",
        "not_qualified" => "does not count",
        "issued" => "given",
        "redeemed" => "used",
        "revoked" => "taken back",
        "expired" => "ran out",
        "waiting" => "waits for a code",
        "fulfilled" => "sent",
        "store_credit" => "store credit",
        _ => value.Replace('_', ' '),
    };

    /// <summary>The tone of a state: good, wait, stop, or plain.</summary>
    public static string Tone(string value) => value switch
    {
        "active" or "approved" or "issued" or "redeemed" or "paid" or "delivered" or "attributed" or "allow" or "live"
            or "settled" or "running" => "good",
        "pending" or "in_review" or "waiting" or "invited" or "hold" or "review" or "paused" or "fulfilled"
            or "test" or "created" or "sent" or "scheduled" => "wait",
        "rejected" or "blocked" or "cancelled" or "revoked" or "reject" or "refunded" or "failed" => "stop",
        _ => "plain",
    };
}

namespace Vouch.Server.Messaging.Smtp;

/// <summary>What came of handing a mail over; one of the four below.</summary>
internal abstract record SmtpOutcome
{
    private SmtpOutcome()
    {
    }

    /// <summary>The server has it and will deliver it.</summary>
    /// <param name="Reply">Its words, often with the name it gave the mail.</param>
    internal sealed record Accepted(string Reply) : SmtpOutcome;

    /// <summary>Not now: the server was away, asked to come back, or did not let us in.</summary>
    internal sealed record TryLater(string Reason) : SmtpOutcome;

    /// <summary>Never.</summary>
    /// <param name="Reason">The server's words, or ours.</param>
    /// <param name="IsAddress">True where the recipient's address is at fault, and no other mail to it would go either.</param>
    internal sealed record Refused(string Reason, bool IsAddress) : SmtpOutcome;

    /// <summary>All was sent and no answer came: the server may have it or not.</summary>
    internal sealed record Unknown(string Reason) : SmtpOutcome;
}

/// <summary>How long each step may take.</summary>
/// <param name="Connect">Name, connection and TLS, each.</param>
/// <param name="Command">The greeting, and the answer to a command.</param>
/// <param name="Final">The answer to a whole mail, which the server may scan meanwhile.</param>
internal sealed record SmtpPatience(TimeSpan Connect, TimeSpan Command, TimeSpan Final)
{
    /// <summary>Together less than the lease of outside work.</summary>
    internal static readonly SmtpPatience Usual = new(TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(15), TimeSpan.FromSeconds(40));
}

/// <summary>The server's answer to a command.</summary>
/// <param name="Code">Three digits.</param>
/// <param name="Lines">Its lines without the code.</param>
internal sealed record SmtpReply(int Code, IReadOnlyList<string> Lines)
{
    private const int LongestReason = 300;

    internal bool IsYes => Code is >= 200 and < 300;

    internal bool IsNever => Code is >= 500 and < 600;

    /// <summary>The server says good-bye: the connection is over.</summary>
    internal bool IsGoodbye => Code == 421;

    /// <summary>On one line, without control characters, cut off.</summary>
    internal string Words
    {
        get
        {
            var text = string.Concat($"{Code} {string.Join(' ', Lines)}".Select(c => char.IsControl(c) ? ' ' : c)).Trim();
            return text.Length <= LongestReason ? text : text[..LongestReason] + "…";
        }
    }
}

/// <summary>The connection cannot go on; what was under way comes to nothing, or nobody knows to what.</summary>
internal sealed class SmtpTroubleException(string message, Exception? cause = null) : IOException(message, cause);

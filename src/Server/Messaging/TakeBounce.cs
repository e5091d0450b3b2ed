using Vouch.Domain;
using Vouch.Server.Advocates;
using Vouch.Server.Platform;
using Vouch.Storage;

namespace Vouch.Server.Messaging;

/// <summary>What came back.</summary>
public enum BounceKind
{
    /// <summary>The address takes no mail: it is not written to again.</summary>
    Hard,

    /// <summary>Not for now, such as a full mailbox: nothing changes.</summary>
    Soft,

    /// <summary>The recipient called it spam: they are not written to again.</summary>
    Complaint,
}

/// <summary>Whoever delivers our mail says that one came back.</summary>
/// <param name="Email">The recipient's address.</param>
/// <param name="Kind">What came back.</param>
/// <param name="Reason">In the deliverer's words, at most 300 characters are kept.</param>
public sealed record MailBounceRequest(string Email, BounceKind Kind, string? Reason = null);

/// <summary>It was taken note of.</summary>
/// <param name="Suppressed">True when the address is not written to from now on.</param>
public sealed record MailBounceAnswer(bool Suppressed);

/// <summary>Takes note of a mail that came back after it had been handed over.</summary>
internal static class TakeBounce
{
    private const int LongestReason = 300;

    // The latest that was handed over: the deliverer does not say which.
    private const string MarkLatest = """
        UPDATE messages SET status = CASE WHEN @isFinal THEN 'bounced' ELSE status END, last_error = @reason
        WHERE shop_id = @shop AND message_id = (
            SELECT max(m.message_id) FROM messages m WHERE m.shop_id = @shop AND m.person_key = @personKey AND m.status = 'sent')
        """;

    internal static async Task<Outcome> Handle(Call call, ShopTx tx, MailBounceRequest request)
    {
        if (PersonKeys.Email(call.Shop, request.Email) is not { } person)
        {
            return MessagingRefusals.NoAddress;
        }

        var isFinal = request.Kind != BounceKind.Soft;
        var words = string.Concat((request.Reason ?? "").Select(c => char.IsControl(c) ? ' ' : c)).Trim();
        await tx.Execute(MarkLatest, new
        {
            PersonKey = person, IsFinal = isFinal,
            Reason = words.Length == 0 ? WireName.Of(request.Kind) : words[..Math.Min(words.Length, LongestReason)],
        });
        if (isFinal)
        {
            Suppressions.Add(tx, person, SuppressionReason.Bounced, call.Now);
        }

        return Outcome.Accepted(new MailBounceAnswer(isFinal));
    }
}

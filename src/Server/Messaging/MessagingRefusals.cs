using Vouch.Domain;

namespace Vouch.Server.Messaging;

/// <summary>What this stage refuses.</summary>
internal static class MessagingRefusals
{
    internal static readonly Refusal NothingToRetry = Refusal.State(
        "message_not_retryable", "Only a mail that waits or was given up can be sent again, and only while its recipient is known.");

    internal static readonly Refusal NoAddress = Refusal.Invalid("email", "must be a mail address");
}

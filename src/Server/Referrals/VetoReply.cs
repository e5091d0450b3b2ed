using System.Globalization;
using System.Text.Json;
using Vouch.Domain;
using Vouch.Domain.Referrals;
using Vouch.Server.Platform;

namespace Vouch.Server.Referrals;

/// <summary>What one attempt to ask the shop's own system came to.</summary>
/// <param name="Decision">What it said; null for no answer that can be understood.</param>
/// <param name="Reason">Its own words, at most 300 characters; without a decision, what was wrong.</param>
internal sealed record VetoReply(VetoDecision? Decision, string? Reason)
{
    private const int LongestReason = 300;

    /// <summary>Reads an answer: status 200 with a decision we know; anything else is silence.</summary>
    internal static VetoReply Read(OutboundAnswer answer)
    {
        if (answer.Failure is { } failure)
        {
            return new VetoReply(null, failure);
        }

        if (answer.Status != StatusCodes.Status200OK)
        {
            return new VetoReply(null, string.Create(CultureInfo.InvariantCulture, $"an answer of status {answer.Status}"));
        }

        try
        {
            using var body = JsonDocument.Parse(answer.Body);
            if (body.RootElement.ValueKind == JsonValueKind.Object && Text(body.RootElement, "decision") is { } word
                && WireName.TryParse<VetoDecision>(word, out var decision))
            {
                return new VetoReply(decision, Trimmed(Text(body.RootElement, "reason")));
            }
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // Not JSON, or no text of whole characters.
        }

        return new VetoReply(null, "an answer without a decision");
    }

    private static string? Text(JsonElement item, string name) =>
        item.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static string? Trimmed(string? text)
    {
        var plain = string.Concat((text ?? "").Select(c => char.IsControl(c) ? ' ' : c)).Trim();
        var length = plain.Length <= LongestReason ? plain.Length
            : char.IsHighSurrogate(plain[LongestReason - 1]) ? LongestReason - 1 : LongestReason;
        return length == 0 ? null : plain[..length];
    }
}

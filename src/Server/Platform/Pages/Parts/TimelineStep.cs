using Vouch.Domain;

namespace Vouch.Server.Platform.Pages.Parts;

/// <summary>One thing that happened, or is to happen.</summary>
/// <param name="At">When; null for what has no day yet.</param>
/// <param name="IconName">The icon beside it.</param>
/// <param name="Title">What, in a few words.</param>
/// <param name="Detail">One sentence more, or empty.</param>
/// <param name="Tone">good, wait, stop or plain.</param>
public sealed record TimelineStep(Instant? At, string IconName, string Title, string Detail, string Tone = "plain");

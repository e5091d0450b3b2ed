using Vouch.Server.Platform.Pages;

namespace Vouch.Server.Messaging.Pages;

/// <summary>How far somebody is.</summary>
public enum UnsubscribeStep
{
    /// <summary>The address was opened; nothing has changed.</summary>
    Ask,

    /// <summary>They get no advertising any more.</summary>
    Done,

    /// <summary>They get it again.</summary>
    Undone,
}

/// <summary>The page behind "unsubscribe".</summary>
/// <param name="Face">What stands around it, in the reader's language.</param>
/// <param name="Action">Where the button goes.</param>
/// <param name="Step">How far they are.</param>
public sealed record UnsubscribeModel(PublicFace Face, string Action, UnsubscribeStep Step);

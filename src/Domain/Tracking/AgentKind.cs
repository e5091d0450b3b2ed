namespace Vouch.Domain.Tracking;

/// <summary>Who opened a link. Only humans count.</summary>
public enum AgentKind
{
    /// <summary>A person's browser, or nothing that says otherwise.</summary>
    Human,

    /// <summary>A known crawler, monitor or program.</summary>
    Bot,

    /// <summary>A link preview of a messenger or network, or a browser's prefetch.</summary>
    Preview,
}

using Vouch.Domain.Ids;
using Vouch.Storage;

namespace Vouch.Server.Advocates;

/// <summary>Somebody became an advocate.</summary>
public sealed record AdvocateJoined(AdvocateId Advocate) : IShopEvent
{
    /// <inheritdoc/>
    public string Type => "advocate.joined";

    /// <inheritdoc/>
    public string Subject => Advocate.ToString();
}

/// <summary>Somebody asked for the own link again, from a browser that may not be told whether they are known.</summary>
public sealed record AdvocateLinkRequested(AdvocateId Advocate) : IShopEvent
{
    /// <inheritdoc/>
    public string Type => "advocate.link_requested";

    /// <inheritdoc/>
    public string Subject => Advocate.ToString();
}

/// <summary>Somebody asked to be let in by mail; the link is made as the mail is written, and is in no journal.</summary>
/// <param name="Advocate">Whose page.</param>
/// <param name="Browser">Which request, as its row names it: a hash.</param>
/// <param name="Locale">The language that it was asked in.</param>
public sealed record PortalSignInRequested(AdvocateId Advocate, string Browser, string Locale) : IShopEvent
{
    /// <inheritdoc/>
    public string Type => "advocate.sign_in_requested";

    /// <inheritdoc/>
    public string Subject => Advocate.ToString();
}

/// <summary>An advocate's own particulars changed.</summary>
public sealed record AdvocateUpdated(AdvocateId Advocate) : IShopEvent
{
    /// <inheritdoc/>
    public string Type => "advocate.updated";

    /// <inheritdoc/>
    public string Subject => Advocate.ToString();
}

/// <summary>An advocate earns nothing any more.</summary>
public sealed record AdvocateBlocked(AdvocateId Advocate) : IShopEvent
{
    /// <inheritdoc/>
    public string Type => "advocate.blocked";

    /// <inheritdoc/>
    public string Subject => Advocate.ToString();
}

/// <summary>A block was lifted.</summary>
public sealed record AdvocateUnblocked(AdvocateId Advocate) : IShopEvent
{
    /// <inheritdoc/>
    public string Type => "advocate.unblocked";

    /// <inheritdoc/>
    public string Subject => Advocate.ToString();
}

/// <summary>Two records proved to be one person.</summary>
/// <param name="Advocate">The record that ended.</param>
/// <param name="Into">The record that stands for both.</param>
public sealed record AdvocateMerged(AdvocateId Advocate, AdvocateId Into) : IShopEvent
{
    /// <inheritdoc/>
    public string Type => "advocate.merged";

    /// <inheritdoc/>
    public string Subject => Advocate.ToString();
}

/// <summary>Everything that identified an advocate was deleted.</summary>
/// <param name="Advocate">Whose.</param>
/// <param name="PersonKeys">Keyed hashes of their addresses, for whoever keeps mails by them.</param>
public sealed record AdvocateErased(AdvocateId Advocate, IReadOnlyList<string> PersonKeys) : IShopEvent
{
    /// <inheritdoc/>
    public string Type => "advocate.erased";

    /// <inheritdoc/>
    public string Subject => Advocate.ToString();
}

/// <summary>An advocate has one more code.</summary>
public sealed record CodeAdded(AdvocateId Advocate, ProgramId Program, string Code) : IShopEvent
{
    /// <inheritdoc/>
    public string Type => "code.added";

    /// <inheritdoc/>
    public string Subject => Advocate.ToString();
}

/// <summary>A code became public and was replaced.</summary>
/// <param name="Advocate">Whose.</param>
/// <param name="Code">The one that is no coupon any more.</param>
public sealed record CodeLeaked(AdvocateId Advocate, string Code) : IShopEvent
{
    /// <inheritdoc/>
    public string Type => "code.leaked";

    /// <inheritdoc/>
    public string Subject => Advocate.ToString();
}

/// <summary>An advocate said why they like the shop; a person there looks at it first.</summary>
public sealed record AdvocateTestified(AdvocateId Advocate) : IShopEvent
{
    /// <inheritdoc/>
    public string Type => "advocate.testified";

    /// <inheritdoc/>
    public string Subject => Advocate.ToString();
}

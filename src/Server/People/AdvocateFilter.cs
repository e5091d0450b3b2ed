using System.Globalization;
using Vouch.Domain;
using Vouch.Domain.Attribution;
using Vouch.Domain.Ids;

namespace Vouch.Server.People;

/// <summary>In which order advocates are listed.</summary>
public enum AdvocateSort
{
    /// <summary>Who joined last comes first.</summary>
    Newest,

    /// <summary>Who joined first comes first.</summary>
    Oldest,

    /// <summary>Who brought most approved friends; who brought none is left out.</summary>
    Most,
}

/// <summary>Which advocates are meant; null members ask nothing.</summary>
/// <param name="Search">Beginnings of words of the name, address or customer number, or a whole code.</param>
/// <param name="IsPart">The search is looked for anywhere: no word begins with it.</param>
/// <param name="Status">Where they stand.</param>
/// <param name="Program">They brought somebody in this program.</param>
/// <param name="Segment">They belong to this segment now.</param>
/// <param name="Sort">In which order.</param>
public sealed record AdvocateFilter(
    string? Search, bool IsPart, AdvocateStatus? Status, ProgramId? Program, SegmentId? Segment, AdvocateSort Sort)
{
    /// <summary>Everybody.</summary>
    public static readonly AdvocateFilter All = new(null, false, null, null, null, AdvocateSort.Newest);

    /// <summary>True when something is asked for; the order alone asks nothing.</summary>
    public bool IsAsked => (this with { Sort = AdvocateSort.Newest, IsPart = false }) != All;

    /// <summary>Reads what an address or a form says; what is no such thing is left out.</summary>
    public static AdvocateFilter Read(Func<string, string?> said) => new(
        said("q") is { Length: > 0 } search ? search[..Math.Min(search.Length, 200)] : null,
        said("part") == "1",
        WireName.TryParse<AdvocateStatus>(said("status") ?? "", out var status) ? status : null,
        IdText.TryParse<ProgramId>(said("program"), out var program) ? program : null,
        IdText.TryParse<SegmentId>(said("segment"), out var segment) ? segment : null,
        WireName.TryParse<AdvocateSort>(said("sort") ?? "", out var sort) ? sort : AdvocateSort.Newest);

    /// <summary>The same as pairs of an address or of hidden fields.</summary>
    public IEnumerable<(string Name, string Value)> Pairs()
    {
        if (Search is not null)
        {
            yield return ("q", Search);
        }

        if (IsPart)
        {
            yield return ("part", "1");
        }

        if (Status is { } status)
        {
            yield return ("status", WireName.Of(status));
        }

        if (Program is { } program)
        {
            yield return ("program", program.ToString());
        }

        if (Segment is { } segment)
        {
            yield return ("segment", segment.ToString());
        }

        if (Sort != AdvocateSort.Newest)
        {
            yield return ("sort", WireName.Of(Sort));
        }
    }

    /// <summary>The same behind an address, with a question mark where there is anything.</summary>
    /// <param name="more">Pairs beside them.</param>
    public string Query(params (string Name, string Value)[] more)
    {
        var pairs = Pairs().Concat(more).Select(pair => $"{pair.Name}={Uri.EscapeDataString(pair.Value)}");
        return string.Join('&', pairs) is { Length: > 0 } query ? "?" + query : "";
    }
}

/// <summary>Behind whom a page of the list begins.</summary>
/// <param name="Id">The last one of the page before.</param>
/// <param name="Approved">How many approved friends they have; only where that is the order.</param>
public sealed record AdvocateCursor(AdvocateId Id, long Approved)
{
    /// <summary>Reads <c>12.adv_…</c>; null for anything else.</summary>
    public static AdvocateCursor? Read(string? text)
    {
        var parts = (text ?? "").Split('.');
        return parts.Length == 2 && long.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var approved)
            && IdText.TryParse<AdvocateId>(parts[1], out var id) ? new AdvocateCursor(id, approved) : null;
    }

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Approved}.{Id}");
}

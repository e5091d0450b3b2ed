using Vouch.Domain.Search;
using Vouch.Server.Platform.Pages;

namespace Vouch.Server.Search;

/// <summary>Something that was found.</summary>
/// <param name="Title">What it is called.</param>
/// <param name="Note">What tells it from others of that name; null without.</param>
/// <param name="Path">Where it is, behind the desk's root.</param>
/// <param name="Status">How it stands; null where it has no state.</param>
public sealed record SearchHit(string Title, string? Note, string Path, string? Status);

/// <summary>What was found of one kind.</summary>
/// <param name="Name">The kind, in the plural.</param>
/// <param name="Icon">Its icon.</param>
/// <param name="Hits">The first few.</param>
public sealed record SearchGroup(string Name, string Icon, IReadOnlyList<SearchHit> Hits);

/// <summary>What the search shows.</summary>
/// <param name="Typed">The field's text.</param>
/// <param name="Text">What was looked for; null where nothing was typed that could be found.</param>
/// <param name="Groups">What was found, by kind; no group is empty.</param>
/// <param name="Pages">Pages of the desk whose name has the text.</param>
/// <param name="Lists">Lists that can look for the text anywhere.</param>
public sealed record SearchModel(
    string Typed, SearchText? Text, IReadOnlyList<SearchGroup> Groups, IReadOnlyList<SearchHit> Pages, IReadOnlyList<SearchHit> Lists)
{
    /// <summary>How many things were found, pages and lists apart.</summary>
    public int Count => Groups.Sum(group => group.Hits.Count);
}

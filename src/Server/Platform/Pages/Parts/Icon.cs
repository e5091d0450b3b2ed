using System.Collections.Concurrent;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;

namespace Vouch.Server.Platform.Pages.Parts;

/// <summary>A line icon drawn inline. Decorative: the words beside it say the same.</summary>
public sealed partial class Icon : ComponentBase
{
    private static readonly ConcurrentDictionary<string, string> Shapes = new(StringComparer.Ordinal);

    /// <summary>The icon's name in the Tabler set; one that is not embedded is a bug.</summary>
    [Parameter, EditorRequired]
    public required string Name { get; set; }

    /// <inheritdoc/>
    protected override void BuildRenderTree(RenderTreeBuilder builder) => builder.AddMarkupContent(0, Shapes.GetOrAdd(Name, Draw));

    private static string Draw(string name)
    {
        var svg = Encoding.UTF8.GetString(AssetFiles.Read($"icons/{name}.svg"));
        var shape = Outline().Match(svg).Groups[1].Value;
        return $"<svg class=\"icon\" viewBox=\"0 0 24 24\" width=\"20\" height=\"20\" fill=\"none\" stroke=\"currentColor\" "
            + "stroke-width=\"1.75\" "
            + $"stroke-linecap=\"round\" stroke-linejoin=\"round\" aria-hidden=\"true\" focusable=\"false\">{shape}</svg>";
    }

    [GeneratedRegex("<path stroke=\"none\"[^>]*/>\\s*(.*?)\\s*</svg>", RegexOptions.Singleline)]
    private static partial Regex Outline();
}

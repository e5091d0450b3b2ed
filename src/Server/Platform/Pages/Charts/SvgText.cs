using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;

namespace Vouch.Server.Platform.Pages.Charts;

/// <summary>Text in a drawing. Razor keeps the element's name for itself, so it is written here.</summary>
public sealed class SvgText : ComponentBase
{
    /// <summary>Where the text is anchored, from the left.</summary>
    [Parameter, EditorRequired]
    public required double X { get; set; }

    /// <summary>The base line, from the top.</summary>
    [Parameter, EditorRequired]
    public required double Y { get; set; }

    /// <summary>start, middle or end.</summary>
    [Parameter]
    public string Anchor { get; set; } = "start";

    /// <summary>What is written.</summary>
    [Parameter, EditorRequired]
    public required string Value { get; set; }

    /// <inheritdoc/>
    protected override void BuildRenderTree(RenderTreeBuilder builder)
    {
        builder.OpenElement(0, "text");
        builder.AddAttribute(1, "x", Plot.Short(X));
        builder.AddAttribute(2, "y", Plot.Short(Y));
        builder.AddAttribute(3, "text-anchor", Anchor);
        builder.AddContent(4, Value);
        builder.CloseElement();
    }
}

using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;
using Vouch.Domain.Languages;

namespace Vouch.Server.Platform.Pages.Parts;

/// <summary>
/// A text whose values are names of any script: each stands apart from the direction of the sentence around it. The values are given as
/// attributes.
/// </summary>
public sealed class Saying : ComponentBase
{
    /// <summary>Whose words.</summary>
    [CascadingParameter]
    public Locality Place { get; set; } = Locality.Neutral;

    /// <summary>Which text.</summary>
    [Parameter, EditorRequired]
    public required string Key { get; set; }

    /// <summary>What stands in it, by name.</summary>
    [Parameter(CaptureUnmatchedValues = true)]
    public IReadOnlyDictionary<string, object> Values { get; set; } = new Dictionary<string, object>();

    /// <inheritdoc/>
    protected override void BuildRenderTree(RenderTreeBuilder builder) => Wording.Walk(
        Place.Words.Raw(Key),
        plain => builder.AddContent(0, plain),
        name =>
        {
            builder.OpenElement(1, "bdi");
            builder.AddContent(2, Values.TryGetValue(name, out var value) ? value.ToString() : $"{{{name}}}");
            builder.CloseElement();
        });
}

namespace Vouch.Domain.Webhooks;

/// <summary>What an endpoint wants to be told, and what it is called.</summary>
/// <param name="Events">Names, groups such as <c>reward.*</c>, or <c>*</c> alone; at least one, each once.</param>
/// <param name="Description">For the people of the shop; null without.</param>
public sealed record EndpointWishes(IReadOnlyList<string> Events, string? Description)
{
    private const int LongestDescription = 200;
    private const int LongestName = 100;

    /// <summary>Checks what was sent.</summary>
    /// <param name="events">As sent; null where nothing was.</param>
    /// <param name="description">As sent.</param>
    public static Result<EndpointWishes> Read(IReadOnlyList<string>? events, string? description)
    {
        var errors = new FieldErrors();
        if (events is not { Count: > 0 })
        {
            errors.Add("events", "must name at least one event, a group such as reward.*, or *");
        }

        foreach (var (wish, at) in (events ?? []).Select((wish, at) => (wish, at)))
        {
            if (wish is not { Length: > 0 and <= LongestName })
            {
                errors.Add($"events[{at}]", "must be the name of an event");
            }
            else if (!EventNames.IsWish(wish))
            {
                errors.Add($"events[{at}]", $"is no event that we know; did you mean {EventNames.Nearest(wish)}?", "unknown_event");
            }
        }

        var words = description?.Trim();
        if (words?.Length > LongestDescription || words?.Any(char.IsControl) == true)
        {
            errors.Add("description", $"must have at most {LongestDescription} characters in one line");
        }

        return errors.Any ? errors.ToRefusal() : new EndpointWishes(Tidy(events!), words is { Length: > 0 } ? words : null);
    }

    private static List<string> Tidy(IReadOnlyList<string> events) => events.Contains(EventNames.All)
        ? [EventNames.All] : [.. events.Distinct().Order(StringComparer.Ordinal)];
}

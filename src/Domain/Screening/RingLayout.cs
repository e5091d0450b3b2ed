namespace Vouch.Domain.Screening;

/// <summary>A place in a picture, 0 to 1 from left and from top.</summary>
public readonly record struct RingPlace(double X, double Y);

/// <summary>
/// Places the accounts of a group on a circle, each next to whom it brought as far as that goes: a chain of recommendations runs
/// round, and a ring looks like one.
/// </summary>
public static class RingLayout
{
    /// <summary>In which order accounts stand round the circle: everybody behind whoever brought them, the eldest chain first.</summary>
    /// <param name="accounts">How many, numbered from 0.</param>
    /// <param name="brought">Who brought whom.</param>
    public static IReadOnlyList<int> Order(int accounts, IReadOnlyCollection<(int Advocate, int Friend)> brought)
    {
        var friends = brought.ToLookup(pair => pair.Advocate, pair => pair.Friend);
        var wasBrought = brought.Select(pair => pair.Friend).ToHashSet();
        var order = new List<int>();
        var placed = new HashSet<int>();
        foreach (var first in Enumerable.Range(0, accounts).OrderBy(wasBrought.Contains))
        {
            Place(first);
        }

        return order;

        void Place(int account)
        {
            var waiting = new Stack<int>([account]);
            while (waiting.TryPop(out var next))
            {
                if (placed.Add(next))
                {
                    order.Add(next);
                    foreach (var friend in friends[next].OrderDescending())
                    {
                        waiting.Push(friend);
                    }
                }
            }
        }
    }

    /// <summary>The places round the circle, clockwise from the top.</summary>
    public static IReadOnlyList<RingPlace> Places(int count) =>
    [
        .. Enumerable.Range(0, count).Select(i => ((2 * Math.PI * i) / count) - (Math.PI / 2))
            .Select(angle => new RingPlace(0.5 + (0.5 * Math.Cos(angle)), 0.5 + (0.5 * Math.Sin(angle)))),
    ];
}

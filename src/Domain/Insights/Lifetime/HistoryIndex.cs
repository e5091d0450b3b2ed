namespace Vouch.Domain.Insights.Lifetime;

/// <summary>
/// Histories, and each time in them once per frequency: what a likelihood asks of a time (a logarithm, a hypergeometric function) is then
/// computed once for all customers that share it.
/// </summary>
internal sealed class HistoryIndex
{
    internal HistoryIndex(IReadOnlyCollection<WeightedHistory> histories)
    {
        var points = new Dictionary<(int X, double Time), int>();
        int At(int x, double time)
        {
            if (!points.TryGetValue((x, time), out var at))
            {
                points[(x, time)] = at = points.Count;
            }

            return at;
        }

        Rows =
        [
            .. histories.OrderBy(one => one.History.X)
                .Select(one => new Row(one.History, one.Customers, At(one.History.X, one.History.Tx), At(one.History.X, one.History.T))),
        ];
        Points = [.. points.OrderBy(pair => pair.Value).Select(pair => pair.Key)];
    }

    /// <summary>By frequency.</summary>
    internal Row[] Rows { get; }

    /// <summary>Each frequency with each time that occurs with it.</summary>
    internal (int X, double Time)[] Points { get; }

    /// <summary>A history and where its last purchase and its end stand among the points.</summary>
    internal readonly record struct Row(PurchaseHistory History, long Customers, int Last, int End);
}

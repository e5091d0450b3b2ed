namespace Vouch.Domain.Insights.Lifetime;

/// <summary>Customers of one frequency, and what came of them.</summary>
/// <param name="Frequency">Repeat purchases while observed; the last stands for itself and more.</param>
/// <param name="Customers">How many.</param>
/// <param name="Actual">Mean purchases in the holdout; null without customers.</param>
/// <param name="Predicted">Mean of what the model expected; null without customers.</param>
public sealed record FrequencyBin(int Frequency, int Customers, double? Actual, double? Predicted);

/// <summary>What a model would have said of what happened since.</summary>
/// <param name="Weeks">Length of the holdout.</param>
/// <param name="Actual">Purchases in it.</param>
/// <param name="Predicted">Purchases the model expected.</param>
/// <param name="ByFrequency">The same by repeat purchases 0 to 7 and more.</param>
/// <param name="MeanError">Mean of how far off each customer was.</param>
/// <param name="RootMeanSquare">The same, squared, meant and rooted.</param>
/// <param name="Correlation">Between expected and actual; null where one of them is the same for all.</param>
public sealed record PurchaseBackTest(
    double Weeks, long Actual, double Predicted, IReadOnlyList<FrequencyBin> ByFrequency, double MeanError, double RootMeanSquare,
    double? Correlation)
{
    private const int LastBin = 7;

    /// <summary>How much too low (negative) or too high the model was in all; null where nothing happened.</summary>
    public double? Bias => Actual == 0 ? null : (Predicted / Actual) - 1;

    /// <summary>Compares a model fitted on what was observed with the holdout of the same customers; null without a holdout.</summary>
    public static PurchaseBackTest? Run(RepeatModel model, RfmTable table)
    {
        if (table.HoldoutDays == 0 || table.Customers.Count == 0)
        {
            return null;
        }

        var weeks = table.HoldoutDays / 7.0;
        var known = new Dictionary<PurchaseHistory, double>();
        var rows = table.Customers.Select(one =>
        {
            if (!known.TryGetValue(one.History, out var expected))
            {
                known[one.History] = expected = model.Expected(one.History, weeks);
            }

            return (Bin: Math.Min(one.Repeats, LastBin), Actual: (double)one.Holdout, Predicted: expected);
        }).ToList();
        var bins = rows.ToLookup(row => row.Bin);
        var correlation = MathNet.Numerics.Statistics.Correlation.Pearson(
            rows.Select(row => row.Actual), rows.Select(row => row.Predicted));
        return new(
            weeks, table.Customers.Sum(one => (long)one.Holdout), rows.Sum(row => row.Predicted),
            [.. Enumerable.Range(0, LastBin + 1).Select(bin => Bin(bin, [.. bins[bin]]))],
            rows.Average(row => Math.Abs(row.Actual - row.Predicted)),
            Math.Sqrt(rows.Average(row => (row.Actual - row.Predicted) * (row.Actual - row.Predicted))),
            double.IsFinite(correlation) ? correlation : null);
    }

    /// <summary>
    /// Repeat purchases that the model expects in each week from the table's first day to its holdout's end; beside
    /// <see cref="RfmTable.RepeatsByWeek"/> it shows where the two part.
    /// </summary>
    public static IReadOnlyList<double> ExpectedByWeek(RepeatModel model, RfmTable table)
    {
        var starts = table.Customers.CountBy(one => table.Days - 1 - one.Age).ToList();
        var (weeks, before) = (new List<double>(), 0.0);
        for (var week = 1; week <= table.RepeatsByWeek.Count; week++)
        {
            var sofar = starts.Where(start => start.Key < week * 7)
                .Sum(start => start.Value * model.ExpectedNew(((week * 7) - start.Key) / 7.0));
            weeks.Add(sofar - before);
            before = sofar;
        }

        return weeks;
    }

    private static FrequencyBin Bin(int frequency, IReadOnlyCollection<(int Bin, double Actual, double Predicted)> rows) => rows.Count == 0
        ? new(frequency, 0, null, null)
        : new(frequency, rows.Count, rows.Average(row => row.Actual), rows.Average(row => row.Predicted));
}

using MathNet.Numerics.LinearAlgebra;
using Vouch.Domain.Insights.Numerics;

namespace Vouch.Domain.Insights.Lifetime;

/// <summary>What the customers of a segment are expected to leave each, major units, and how sure that is.</summary>
/// <param name="Customers">How many.</param>
/// <param name="Mean">Of their values.</param>
/// <param name="Interval">95 %, of the parameters and of who happens to be in the segment; the model's own error is not in it. Null where
/// the data do not say.</param>
public sealed record SegmentValue(int Customers, double Mean, Interval? Interval)
{
    /// <summary>As often as the method asks; source: science.md 2.4.</summary>
    public const int UsualDraws = 500;

    /// <summary>Values a segment by the joint model of its shop; null without customers.</summary>
    /// <param name="repeat">Fitted on the whole shop.</param>
    /// <param name="spend">Fitted on the whole shop.</param>
    /// <param name="customers">Of the segment.</param>
    /// <param name="terms">Horizon and rates.</param>
    /// <param name="seed">Equal seeds, equal intervals.</param>
    /// <param name="draws">How often parameters and customers are drawn anew.</param>
    /// <param name="isCancelled">True ends it with <see cref="OperationCanceledException"/>.</param>
    public static SegmentValue? Of(
        RepeatFit repeat, SpendFit spend, IReadOnlyList<RfmCustomer> customers, ValueTerms terms, ulong seed, int draws = UsualDraws,
        Func<bool>? isCancelled = null)
    {
        if (customers.Count == 0)
        {
            return null;
        }

        var once = Enumerable.Repeat(1, customers.Count).ToArray();
        var mean = MeanOf(repeat.Model, spend.Model, customers, once, terms);
        if (Root(repeat.LogCovariance) is not { } repeatRoot || Root(spend.LogCovariance) is not { } spendRoot)
        {
            return new(customers.Count, mean, null);
        }

        var random = new Draws(seed);
        var values = new List<double>();
        for (var draw = 0; draw < draws; draw++)
        {
            if (isCancelled?.Invoke() == true)
            {
                throw new OperationCanceledException();
            }

            var model = RepeatModel.Of(repeat.Model.Kind, Moved(repeat.Model.Parameters, repeatRoot, random));
            var p = Moved([spend.Model.P, spend.Model.Q, spend.Model.Gamma], spendRoot, random);
            values.Add(MeanOf(model, new(p[0], p[1], p[2]), customers, random.Resample(customers.Count), terms));
        }

        // A draw of q below 1 has no mean; it says only that the upper end is not known, and is left out.
        values.RemoveAll(value => !(value >= 0 && double.IsFinite(value)));
        values.Sort();
        return new(
            customers.Count, mean,
            values.Count * 2 < draws ? null
                : new Interval(Quantiles.Of(values, Intervals.Alpha / 2), Quantiles.Of(values, 1 - (Intervals.Alpha / 2))));
    }

    private static double MeanOf(
        RepeatModel model, GammaGamma spend, IReadOnlyList<RfmCustomer> customers, int[] times, ValueTerms terms)
    {
        var known = new Dictionary<PurchaseHistory, double>();
        var sum = 0.0;
        for (var i = 0; i < customers.Count; i++)
        {
            if (times[i] == 0)
            {
                continue;
            }

            var history = customers[i].History;
            if (!known.TryGetValue(history, out var purchases))
            {
                known[history] = purchases = CustomerValue.DiscountedPurchases(model, history, terms);
            }

            sum += times[i] * purchases * spend.Expected(history.X, customers[i].MeanSpend) * terms.Margin;
        }

        return sum / times.Sum();
    }

    private static Matrix<double>? Root(double[,]? covariance) =>
        covariance is null ? null : Matrix<double>.Build.DenseOfArray(covariance).Cholesky().Factor;

    private static double[] Moved(IReadOnlyList<double> parameters, Matrix<double> root, Draws random)
    {
        var move = root * Vector<double>.Build.Dense(parameters.Count, _ => random.Normal());
        return [.. parameters.Select((value, i) => value * Math.Exp(move[i]))];
    }
}

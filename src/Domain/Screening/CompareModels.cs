using Vouch.Domain.Programs;

namespace Vouch.Domain.Screening;

/// <summary>How weights do on reviewed cases, under the usual bands.</summary>
/// <param name="StoppedAbuse">Abuse that is put to review or rejected.</param>
/// <param name="PassedAbuse">Abuse that is paid.</param>
/// <param name="StoppedGood">Good referrals that are put to review or rejected.</param>
/// <param name="PassedGood">Good referrals that are paid.</param>
/// <param name="LogLoss">Mean negative log-likelihood of the reviews; the smaller the better.</param>
public sealed record ModelRecord(int StoppedAbuse, int PassedAbuse, int StoppedGood, int PassedGood, double LogLoss);

/// <summary>Two sets of weights on one shop's reviewed cases.</summary>
/// <param name="Current">The weights that decide.</param>
/// <param name="Learnt">Weights learnt in the same way, each case judged by weights that have not seen it.</param>
public sealed record ModelComparison(ModelRecord Current, ModelRecord Learnt);

/// <summary>
/// Compares weights with what learning would put in their place. What has seen an answer proves nothing by knowing it: every fifth of
/// the cases is judged by weights that were learnt from the other four.
/// </summary>
public static class CompareModels
{
    private const int Folds = 5;
    private static readonly ScreeningTerms UsualBands = new(12, 35, 80);

    /// <summary>The comparison; cases are divided by their place in the list, so that it comes out the same again.</summary>
    public static ModelComparison Of(ScreeningModel current, IReadOnlyList<(double[] Values, bool IsAbuse)> labels)
    {
        var known = labels.Select(label => (label.IsAbuse, P: current.Probability(label.Values))).ToList();
        var learnt = new List<(bool IsAbuse, double P)>();
        for (var fold = 0; fold < Folds; fold++)
        {
            var model = RefitModel.Fit(current, [.. labels.Where((_, i) => i % Folds != fold)]).Model;
            learnt.AddRange(labels.Where((_, i) => i % Folds == fold).Select(label => (label.IsAbuse, model.Probability(label.Values))));
        }

        return new ModelComparison(Record(known), Record(learnt));
    }

    private static ModelRecord Record(List<(bool IsAbuse, double P)> judged)
    {
        bool Stops(double p) => ScreenOrder.Band(p, UsualBands) is ScreeningDecision.Review or ScreeningDecision.Reject;
        return new ModelRecord(
            judged.Count(one => one.IsAbuse && Stops(one.P)),
            judged.Count(one => one.IsAbuse && !Stops(one.P)),
            judged.Count(one => !one.IsAbuse && Stops(one.P)),
            judged.Count(one => !one.IsAbuse && !Stops(one.P)),
            judged.Count == 0 ? 0 : Math.Round(judged.Average(one => -Math.Log(Math.Max(1e-12, one.IsAbuse ? one.P : 1 - one.P))), 4));
    }
}

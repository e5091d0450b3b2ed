using System.Collections.Concurrent;
using Vouch.Domain;
using Vouch.Domain.Ids;
using Vouch.Domain.Insights.Lifetime;
using Vouch.Server.Platform;

namespace Vouch.Server.Insights;

/// <summary>Which model, and on what it is fitted.</summary>
/// <param name="Shop">Whose customers.</param>
/// <param name="Model">Which; null for subscriptions (sBG).</param>
/// <param name="From">First day on which a first purchase may lie.</param>
/// <param name="Until">First day not observed.</param>
/// <param name="HoldoutUntil">First day after the holdout; null for none.</param>
/// <param name="Position">How far the shop's journal had come: what was fitted before is old once it goes on.</param>
internal sealed record LifetimeWish(
    ShopId Shop, RepeatModelKind? Model, DateOnly From, DateOnly Until, DateOnly? HoldoutUntil, long Position);

/// <summary>
/// Fits models of purchases in the background, each once: who asks meanwhile is told how far it has come. What came out is kept in memory
/// while nothing happens in the shop.
/// </summary>
internal sealed class LifetimeWork : IDisposable
{
    private const int MostKept = 200;
    private const int RenewalDays = 30;

    // So many are shown.
    private const int Renewals = 12;

    private readonly ConcurrentDictionary<LifetimeWish, Lazy<Running>> _work = new();
    private readonly CancellationTokenSource _stop = new();

    /// <summary>Completes when every fit that was begun is done.</summary>
    internal Task Settled => Task.WhenAll(_work.Values.Select(one => one.Value.Answer));

    /// <summary>What comes of a wish, begun if nobody has yet.</summary>
    /// <param name="wish">What is wanted.</param>
    /// <param name="load">Loads the purchases, the cohorts and the currency's minor units in one unit.</param>
    internal Running Of(LifetimeWish wish, Func<Task<LifetimeFacts>> load)
    {
        if (_work.Count >= MostKept)
        {
            _work.Clear();
        }

        var running = _work.GetOrAdd(wish, key => new Lazy<Running>(() => new Running(running => Task.Run(async () =>
        {
            var facts = await load();
            return Fit(key, facts, share => running.Progress = share, () => _stop.IsCancellationRequested);
        })))).Value;
        if (running.Answer.IsFaulted)
        {
            // Whoever asks next tries again.
            _work.TryRemove(wish, out _);
        }

        return running;
    }

    public void Dispose()
    {
        _stop.Cancel();
        _stop.Dispose();
    }

    private static LifetimeAnswer Fit(LifetimeWish wish, LifetimeFacts facts, Action<double> progress, Func<bool> isCancelled)
    {
        if (wish.Model is not { } kind)
        {
            return Subscriptions(wish, facts, isCancelled);
        }

        var table = RfmTable.Build(facts.Purchases, wish.From, wish.Until, wish.HoldoutUntil, facts.MinorPerUnit);
        var spend = SpendAnswer.Of(FitSpend.From(table.Customers, isCancelled));
        var fit = table.Customers.Count == 0 ? null
            : FitRepeat.From(kind, RfmTable.Collapse(table.Customers.Select(one => one.History)), progress, isCancelled);
        var verdict = LifetimeGates.Judge(table, fit);

        // What did not settle within bounds says nothing.
        fit = fit?.IsDegenerate == true ? null : fit;
        return new LifetimeAnswer(
            WireName.Of(kind), "done", 1, table.Customers.Count,
            fit is null ? null : Named(fit.Model.Names, fit.Model.Parameters),
            fit?.StandardErrors is { } errors ? Named(fit.Model.Names, errors) : null, fit?.LogLikelihood, spend,
            BackTestReport.Of(fit is null ? null : PurchaseBackTest.Run(fit.Model, table)), Gates(verdict), verdict.IsProjectable,
            verdict.IsStable, null, facts.Cohorts);
    }

    // Who pays every thirty days is a subscriber; half a period late is still on time.
    private static LifetimeAnswer Subscriptions(LifetimeWish wish, LifetimeFacts facts, Func<bool> isCancelled)
    {
        var subscribers = Subscribers.Of(facts.Purchases, wish.From, wish.Until, RenewalDays, RenewalDays / 2);
        var customers = (int)subscribers.Sum(one => one.Customers);
        var fit = subscribers.Any(one => one.Renewals > 0) && subscribers.Any(one => one.HasLeft)
            ? FitRetention.From(subscribers, isCancelled) : null;
        return new LifetimeAnswer(
            "sbg", "done", 1, customers,
            fit is null ? null : Named(["a", "b"], [fit.Model.A, fit.Model.B]),
            fit?.StandardErrors is { } errors ? Named(["a", "b"], errors) : null, fit?.LogLikelihood, null, null, [],
            false, false,
            fit is null ? null : [.. Enumerable.Range(0, Renewals + 1).Select(at => new RetentionAnswer(at, fit.Model.Survival(at)))],
            facts.Cohorts);
    }

    private static List<GateAnswer> Gates(LifetimeVerdict verdict) =>
        [.. verdict.Gates.Select(gate => new GateAnswer(WireName.Of(gate.Kind), gate.Have, gate.Needed, gate.IsPassed))];

    private static Dictionary<string, double> Named(IReadOnlyList<string> names, IReadOnlyList<double> values) =>
        names.Zip(values).ToDictionary(pair => pair.First, pair => pair.Second);

    /// <summary>A fit on its way, or done.</summary>
    internal sealed class Running
    {
        private double _progress;

        internal Running(Func<Running, Task<LifetimeAnswer>> start) => Answer = start(this);

        /// <summary>What comes out.</summary>
        public Task<LifetimeAnswer> Answer { get; }

        /// <summary>0 to 1.</summary>
        public double Progress
        {
            get => Volatile.Read(ref _progress);
            set => Volatile.Write(ref _progress, value);
        }
    }
}

/// <summary>What fits are made of.</summary>
/// <param name="Purchases">All purchases of the shop.</param>
/// <param name="MinorPerUnit">Minor units in one unit of its currency.</param>
/// <param name="Cohorts">What customers left, without a model.</param>
internal sealed record LifetimeFacts(IReadOnlyList<Purchase> Purchases, decimal MinorPerUnit, IReadOnlyList<CohortAnswer> Cohorts);

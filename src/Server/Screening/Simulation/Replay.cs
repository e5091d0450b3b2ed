using System.Diagnostics;
using Vouch.Domain.People;
using Vouch.Domain.Screening;

namespace Vouch.Server.Screening.Simulation;

/// <summary>What was known of each event when it was decided on.</summary>
/// <param name="Stage">At the order or at the release.</param>
/// <param name="Facts">One an event, in their order.</param>
/// <param name="Elapsed">What finding them out took.</param>
internal sealed record StageFacts(ScreeningStage Stage, IReadOnlyList<ScreeningFacts> Facts, TimeSpan Elapsed)
{
    /// <summary>The values of the signals, one row an event.</summary>
    internal IReadOnlyList<double[]> Values() => [.. Facts.Select(ReadSignals.From)];
}

/// <summary>
/// Lives through the events in the order of time, as a shop would: each order is noted and looked at, and looked at again when its
/// reward would leave, with all that has become known by then.
/// </summary>
internal sealed class Replay
{
    private const double Week = 7 * SimulatedShop.Day;

    // An account joins the first few others: who came later already hangs on those.
    private const int Joined = 3;

    private static readonly List<SimulatedEvent> Nothing = [];

    private readonly IReadOnlyList<SimulatedEvent> _events;
    private readonly long _minimum;
    private readonly Dictionary<int, List<int>> _accountsOn = [];
    private readonly Dictionary<int, Account> _accounts = [];
    private readonly Dictionary<int, List<SimulatedEvent>> _history = [];
    private readonly ReferralGraph _graph = new();

    private Replay(IReadOnlyList<SimulatedEvent> events, SimulationParameters parameters) =>
        (_events, _minimum) = (events, (long)Math.Round(100 * parameters.MinimumOrder));

    /// <summary>What was known of each event at the order and at the release.</summary>
    internal static (StageFacts Order, StageFacts Release) Run(IReadOnlyList<SimulatedEvent> events, SimulationParameters parameters) =>
        new Replay(events, parameters).Run(parameters.HoldDays * SimulatedShop.Day);

    private (StageFacts Order, StageFacts Release) Run(double hold)
    {
        var (order, release) = (new ScreeningFacts[_events.Count], new ScreeningFacts[_events.Count]);
        var (orders, releases) = (new Stopwatch(), new Stopwatch());
        var due = 0;
        for (var i = 0; i < _events.Count; i++)
        {
            releases.Start();
            ReleaseUntil(_events[i].At);
            releases.Stop();
            orders.Start();
            Note(_events[i]);
            order[i] = Facts(_events[i], _events[i].At, ScreeningStage.Order);
            orders.Stop();
        }

        releases.Start();
        ReleaseUntil(double.PositiveInfinity);
        releases.Stop();
        return (new(ScreeningStage.Order, order, orders.Elapsed), new(ScreeningStage.Release, release, releases.Elapsed));

        // All are held equally long, so they are released in the order in which they came.
        void ReleaseUntil(double now)
        {
            for (; due < _events.Count && _events[due].At + hold <= now; due++)
            {
                release[due] = Facts(_events[due], _events[due].At + hold, ScreeningStage.Release);
            }
        }
    }

    private void Note(SimulatedEvent happening)
    {
        foreach (var person in (ReadOnlySpan<SimulatedPerson>)[happening.Advocate, happening.Friend])
        {
            var account = AccountOf(person);
            Link(person.Device, account, int.MaxValue);
            Link(person.Payment, account, int.MaxValue);
            Link(person.Address, account, Hubs.AddressAccounts);
            Link(person.Phone, account, int.MaxValue);
            Put((ReferenceEquals(person, happening.Friend) ? happening.Network : person.Network).Address, account);
        }

        _graph.Refer(AccountOf(happening.Advocate).Node, AccountOf(happening.Friend).Node);
        if (!_history.TryGetValue(happening.Advocate.Id, out var history))
        {
            _history.Add(happening.Advocate.Id, history = []);
        }

        history.Add(happening);
    }

    private Account AccountOf(SimulatedPerson person)
    {
        if (!_accounts.TryGetValue(person.Id, out var account))
        {
            account = Account.Of(person, _graph.Add());
            _accounts.Add(person.Id, account);
        }

        return account;
    }

    private void Link(int identifier, Account account, int mostAccounts)
    {
        var accounts = Put(identifier, account);
        if (accounts.Count > mostAccounts)
        {
            return;
        }

        foreach (var other in accounts.Take(Joined))
        {
            _graph.Join(account.Node, other);
        }
    }

    private List<int> Put(int identifier, Account account)
    {
        if (!_accountsOn.TryGetValue(identifier, out var accounts))
        {
            _accountsOn.Add(identifier, accounts = []);
        }

        if (!accounts.Contains(account.Node))
        {
            accounts.Add(account.Node);
        }

        return accounts;
    }

    private ScreeningFacts Facts(SimulatedEvent happening, double now, ScreeningStage stage)
    {
        var (advocate, friend) = (happening.Advocate, happening.Friend);
        var (from, to) = (AccountOf(advocate), AccountOf(friend));
        var facts = new ScreeningFacts
        {
            SameAccount = from.Email.Strict == to.Email.Strict,
            SameDevice = advocate.Device == friend.Device,
            SamePayment = advocate.Payment == friend.Payment,
            SamePhone = advocate.Phone == friend.Phone,
            SameAddress = advocate.Address == friend.Address,
            SameIp = advocate.Network.Address == happening.Network.Address,
            AccountsOnIp = Counted(_accountsOn[happening.Network.Address].Count),
            AccountsOnDevice = Counted(_accountsOn[friend.Device].Count),
            OthersOnPayment = Counted(_accountsOn[friend.Payment].Count(node => node != from.Node && node != to.Node)),
            EmailSimilarity = JaroWinkler.Similarity(from.LooseName, to.LooseName),
            SameName = advocate.FirstName == friend.FirstName && advocate.LastName == friend.LastName,
            DisposableMail = to.IsDisposable,
            Network = happening.Network.Class,
            ByCode = happening.ByCode,
            DealSite = happening.DealSite,
            SecondsFromClick = happening.SecondsFromClick,
            AtMinimum = IsAtMinimum(happening),
            GroupAccounts = _graph.Accounts(to.Node),
            GroupReferrals = _graph.Referrals(to.Node),
            AdvocateInGroup = _graph.GroupOf(from.Node) == _graph.GroupOf(to.Node),
            BoughtAgain = stage == ScreeningStage.Release && happening.BoughtAgain,
        };
        return WithHistory(facts, happening, now, stage);
    }

    private ScreeningFacts WithHistory(ScreeningFacts facts, SimulatedEvent happening, double now, ScreeningStage stage)
    {
        var earlier = _history.GetValueOrDefault(happening.Advocate.Id, Nothing)
            .FindAll(other => !ReferenceEquals(other, happening) && (stage == ScreeningStage.Release || other.At < happening.At));
        return facts with
        {
            Earlier = earlier.Count,
            EarlierWithinWeek = earlier.Count(other => Math.Abs(happening.At - other.At) <= Week),
            EarlierAtAddress = earlier.Count(other => other.Friend.Address == happening.Friend.Address),
            EarlierRefunded = earlier.Count(other => other.RefundedAt <= now),
            EarlierQuickCodes = earlier.Count(other => other.ByCode && ReadSignals.IsQuick(other.SecondsFromClick)),
            EarlierAtMinimum = earlier.Count(IsAtMinimum),
        };
    }

    private bool IsAtMinimum(SimulatedEvent happening) => !happening.IsSignUp && Hubs.IsAtMinimum(happening.Amount, _minimum);

    private static int Counted(int accounts) => Math.Min(accounts, Hubs.CountedTo);

    private sealed record Account(int Node, EmailAddress Email, string LooseName, bool IsDisposable)
    {
        internal static Account Of(SimulatedPerson person, int node)
        {
            var email = EmailAddress.TryParse(person.Email, out var parsed)
                ? parsed
                : throw new InvalidOperationException($"The simulated shop made the address {person.Email}.");
            var name = email.Loose[..email.Loose.IndexOf('@', StringComparison.Ordinal)];
            return new Account(node, email, name, DisposableMail.IsDisposable(person.Email));
        }
    }
}

namespace Vouch.Domain.Screening;

/// <summary>From facts to the values of the signals, each from 0 (absent) on; source: science.md 4.3.</summary>
public static class ReadSignals
{
    private const double SimilarFrom = 0.92;
    private const double UsualRefundRate = 0.08;
    private const double PriorOrders = 6;
    private const double HourInSeconds = 3600;
    private const double MinuteInSeconds = 60;

    /// <summary>True where an order by the code counts towards a burst: its own click is less than an hour old.</summary>
    public static bool IsQuick(double? secondsFromClick) => secondsFromClick < HourInSeconds;

    /// <summary>The values, one a signal, in the order of <see cref="Signal"/>.</summary>
    public static double[] From(ScreeningFacts facts)
    {
        var values = new double[Signals.Count];
        People(facts, values);
        Order(facts, values);
        History(facts, values);
        Group(facts, values);
        Set(values, Signal.HouseholdPattern, IsHousehold(facts, values));
        Set(values, Signal.RepeatPurchase, facts.BoughtAgain);
        return values;
    }

    private static void People(ScreeningFacts facts, double[] values)
    {
        Set(values, Signal.SameAccount, facts.SameAccount);
        Set(values, Signal.SameDevice, facts.SameDevice);
        Set(values, Signal.SamePayment, facts.SamePayment);
        Set(values, Signal.SamePhone, facts.SamePhone);
        Set(values, Signal.SameAddress, facts.SameAddress);
        Set(values, Signal.SameIpSmall, facts.SameIp && facts.AccountsOnIp <= Hubs.IpAccounts);
        Set(values, Signal.EmailSimilar, facts.EmailSimilarity >= SimilarFrom);
        Set(values, Signal.SameName, facts.SameName);
        Set(values, Signal.DisposableMail, facts.DisposableMail);
        Set(values, Signal.Device3Plus, facts.AccountsOnDevice >= 3);
        Set(values, Signal.PaymentOtherAccounts, facts.OthersOnPayment >= 1);
    }

    private static void Order(ScreeningFacts facts, double[] values)
    {
        Set(values, Signal.HostingIp, facts.Network == NetworkClass.Hosting);
        Set(values, Signal.VpnIp, facts.Network == NetworkClass.Vpn);
        Set(values, Signal.DealReferrer, facts.DealSite);
        Set(values, Signal.FastCheckout, facts.SecondsFromClick < MinuteInSeconds);
        Set(values, Signal.MinimumHug, facts.AtMinimum);
    }

    private static void History(ScreeningFacts facts, double[] values)
    {
        Set(values, Signal.Address3PlusSameAdvocate, facts.EarlierAtAddress >= 2);
        values[(int)Signal.Velocity7Days] = Math.Clamp((facts.EarlierWithinWeek - 4) / 10.0, 0, 1);
        Set(values, Signal.CouponOnlyBurst, CodeIsPublic(facts));
        var rate = facts.Earlier == 0
            ? UsualRefundRate
            : (facts.EarlierRefunded + (UsualRefundRate * PriorOrders)) / (facts.Earlier + PriorOrders);
        values[(int)Signal.AdvocateRefundRate] = Math.Max(0, (rate - UsualRefundRate) / 0.4);
        Set(values, Signal.AllHugMinimum, facts.AtMinimum && facts.Earlier >= 2 && facts.EarlierAtMinimum == facts.Earlier);
    }

    private static bool CodeIsPublic(ScreeningFacts facts) =>
        facts.ByCode && facts.EarlierQuickCodes >= 5 && 2 * facts.EarlierQuickCodes >= facts.Earlier;

    // A ring of n accounts has n - 1 referrals inside when it is complete: everybody but the first was brought by one of them.
    private static void Group(ScreeningFacts facts, double[] values)
    {
        var large = facts.AdvocateInGroup && facts.GroupAccounts >= 4;
        Set(values, Signal.Component4Plus, large);
        Set(values, Signal.DenseComponent, large && facts.GroupReferrals >= facts.GroupAccounts - 2);
    }

    // Two people at one address, of two accounts, who order as two people do; the third friend from there is no household's.
    private static bool IsHousehold(ScreeningFacts facts, double[] values) =>
        facts is { SameAddress: true, SameAccount: false, SameName: false, AtMinimum: false, EarlierAtAddress: < 2 }
        && values[(int)Signal.EmailSimilar] == 0 && values[(int)Signal.Device3Plus] == 0;

    private static void Set(double[] values, Signal signal, bool isThere) => values[(int)signal] = isThere ? 1 : 0;
}

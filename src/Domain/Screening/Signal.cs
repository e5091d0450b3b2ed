using System.Collections.Frozen;

namespace Vouch.Domain.Screening;

/// <summary>What screening looks for; nothing else moves the score. In the order of the published weights.</summary>
public enum Signal
{
    /// <summary>Buyer and advocate are one customer account or one mail address.</summary>
    SameAccount,

    /// <summary>The order came from a device of the advocate's.</summary>
    SameDevice,

    /// <summary>It was paid with a card of the advocate's.</summary>
    SamePayment,

    /// <summary>It names a telephone number of the advocate's.</summary>
    SamePhone,

    /// <summary>It goes to an address of the advocate's.</summary>
    SameAddress,

    /// <summary>It came from an IP address of the advocate's that few accounts use.</summary>
    SameIpSmall,

    /// <summary>The names before the at-sign are nearly the same.</summary>
    EmailSimilar,

    /// <summary>First and last name are the same.</summary>
    SameName,

    /// <summary>The address is at a provider of throw-away mail.</summary>
    DisposableMail,

    /// <summary>The order came out of a data centre.</summary>
    HostingIp,

    /// <summary>The order came through a VPN or a relay.</summary>
    VpnIp,

    /// <summary>Three accounts or more use the device.</summary>
    Device3Plus,

    /// <summary>The card is that of yet another account.</summary>
    PaymentOtherAccounts,

    /// <summary>The third friend of this advocate or a later one at one address.</summary>
    Address3PlusSameAdvocate,

    /// <summary>Many friends within seven days, from 0 (four or fewer) to 1 (fourteen).</summary>
    Velocity7Days,

    /// <summary>The buyer came from a site that collects coupons.</summary>
    DealReferrer,

    /// <summary>The code, hardly ever the link, and soon after each other: it is public.</summary>
    CouponOnlyBurst,

    /// <summary>Less than a minute from the click to the order.</summary>
    FastCheckout,

    /// <summary>The order is at most 5 % above the program's minimum.</summary>
    MinimumHug,

    /// <summary>Buyer and advocate are of one group of four accounts or more that share devices, cards, phones or addresses.</summary>
    Component4Plus,

    /// <summary>That group has brought nearly all of itself.</summary>
    DenseComponent,

    /// <summary>More of the advocate's friends than usual returned their orders, as a share above 8 % over 40 %.</summary>
    AdvocateRefundRate,

    /// <summary>Two people of one household, ordering as such people do: lowers the score.</summary>
    HouseholdPattern,

    /// <summary>The friend bought again: lowers the score.</summary>
    RepeatPurchase,

    /// <summary>All of the advocate's three friends or more are at the minimum.</summary>
    AllHugMinimum,
}

/// <summary>The stable codes of the signals, as answers and tables have them.</summary>
public static class Signals
{
    /// <summary>How many there are.</summary>
    public const int Count = 25;

    private static readonly string[] Codes =
    [
        "same_account", "same_device", "same_payment", "same_phone", "same_address", "same_ip_small", "email_similar", "name_and_device",
        "disposable_mail", "datacenter_ip", "vpn_ip", "device_3plus", "payment_other_accounts", "address_3plus_same_advocate",
        "velocity_7d", "deal_referrer", "coupon_only_burst", "fast_checkout", "min_order_hug", "component_4plus", "dense_component",
        "advocate_refund_rate", "household_pattern", "repeat_purchase", "new_small_advocate_all_hug",
    ];

    private static readonly FrozenDictionary<string, Signal> ByCode =
        Codes.Select((code, i) => (code, (Signal)i)).ToFrozenDictionary(pair => pair.code, pair => pair.Item2);

    /// <summary>Every signal, in order.</summary>
    public static IReadOnlyList<Signal> All { get; } = [.. Enumerable.Range(0, Count).Select(i => (Signal)i)];

    /// <summary>The code of a signal.</summary>
    public static string Code(Signal signal) => Codes[(int)signal];

    /// <summary>The signal of a code; null for an unknown one.</summary>
    public static Signal? Find(string? code) => code is not null && ByCode.TryGetValue(code, out var signal) ? signal : null;

    /// <summary>True for the two that speak for the friend: no model may turn them against anybody, nor another one into them.</summary>
    public static bool IsProtective(Signal signal) => signal is Signal.HouseholdPattern or Signal.RepeatPurchase;
}

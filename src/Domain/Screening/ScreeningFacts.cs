namespace Vouch.Domain.Screening;

/// <summary>When it is asked: at the order, and again before the reward leaves.</summary>
public enum ScreeningStage { Order, Release }

/// <summary>
/// What is known of one referral when it is screened: counts and likenesses, nothing that says who anybody is, so that it can be
/// kept and judged again by another model. "Earlier" are the advocate's other orders: at the order those placed before it, at the
/// release all that are known. An account is a customer of the shop; who only left an address is one by that.
/// </summary>
public sealed record ScreeningFacts
{
    /// <summary>Buyer and advocate share the customer id or the canonical address.</summary>
    public bool SameAccount { get; init; }

    /// <summary>The order's device is one of the advocate's.</summary>
    public bool SameDevice { get; init; }

    /// <summary>Its card is one of the advocate's.</summary>
    public bool SamePayment { get; init; }

    /// <summary>Its telephone is one of the advocate's.</summary>
    public bool SamePhone { get; init; }

    /// <summary>Its postal address is one of the advocate's.</summary>
    public bool SameAddress { get; init; }

    /// <summary>Its IP address is one of the advocate's.</summary>
    public bool SameIp { get; init; }

    /// <summary>Accounts seen on the order's IP address, itself included; counted to <see cref="Hubs.CountedTo"/>.</summary>
    public int AccountsOnIp { get; init; }

    /// <summary>Accounts seen on its device, counted so.</summary>
    public int AccountsOnDevice { get; init; }

    /// <summary>Accounts that paid with its card, but buyer and advocate, counted so.</summary>
    public int OthersOnPayment { get; init; }

    /// <summary>Likeness of the names before the at-sign, 0 to 1.</summary>
    public double EmailSimilarity { get; init; }

    /// <summary>First and last name are the same.</summary>
    public bool SameName { get; init; }

    /// <summary>A provider of throw-away mail.</summary>
    public bool DisposableMail { get; init; }

    /// <summary>The network the order came from.</summary>
    public NetworkClass Network { get; init; }

    /// <summary>The advocate's earlier orders.</summary>
    public int Earlier { get; init; }

    /// <summary>Of them, within seven days of this one.</summary>
    public int EarlierWithinWeek { get; init; }

    /// <summary>Of them, sent to this order's address.</summary>
    public int EarlierAtAddress { get; init; }

    /// <summary>Of them, returned or cancelled after all.</summary>
    public int EarlierRefunded { get; init; }

    /// <summary>Of them, by the code within an hour of the order's own click.</summary>
    public int EarlierQuickCodes { get; init; }

    /// <summary>Of them, at most 5 % above the minimum.</summary>
    public int EarlierAtMinimum { get; init; }

    /// <summary>The credit came by the advocate's code.</summary>
    public bool ByCode { get; init; }

    /// <summary>The buyer came from a coupon site.</summary>
    public bool DealSite { get; init; }

    /// <summary>Seconds from the click to the order; null without a click.</summary>
    public double? SecondsFromClick { get; init; }

    /// <summary>At most 5 % above the program's minimum.</summary>
    public bool AtMinimum { get; init; }

    /// <summary>Accounts in the buyer's group, see <see cref="ReferralGraph"/>; 1 for who shares nothing with anybody.</summary>
    public int GroupAccounts { get; init; } = 1;

    /// <summary>Referrals between two accounts of that group, this one included.</summary>
    public int GroupReferrals { get; init; }

    /// <summary>The advocate is of the group.</summary>
    public bool AdvocateInGroup { get; init; }

    /// <summary>The friend bought again since; only known at the release.</summary>
    public bool BoughtAgain { get; init; }
}

/// <summary>What very many share says nothing about them: the NAT of an office, a parcel locker.</summary>
public static class Hubs
{
    /// <summary>An IP address with more accounts links nobody.</summary>
    public const int IpAccounts = 6;

    /// <summary>A postal address with more accounts makes no edges of the graph.</summary>
    public const int AddressAccounts = 8;

    /// <summary>No count of accounts goes further, so that a hub of a million costs as much as one of ten.</summary>
    public const int CountedTo = 10;

    /// <summary>At most 5 % above the minimum; never where there is none.</summary>
    /// <param name="amount">Goods after discounts, minor units.</param>
    /// <param name="minimum">The program's, minor units.</param>
    public static bool IsAtMinimum(long amount, long minimum) => minimum > 0 && amount <= minimum + (minimum / 20);
}

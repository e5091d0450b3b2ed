using System.Globalization;

namespace Vouch.Domain.Attribution;

/// <summary>Why a touch, a name or a person earns no credit: the rule's stable code, and its sentence for the merchant.</summary>
/// <param name="Reason">The code.</param>
/// <param name="Sentence">One plain sentence with a full stop; names nobody.</param>
public sealed record AttributionRefusal(AttributionReason Reason, string Sentence);

/// <summary>
/// Every rule by which somebody gets no credit, each stated once. The order of <see cref="ByInformation"/> says which
/// is told where several apply.
/// </summary>
public static class AttributionRefusals
{
    /// <summary>The most telling reason first.</summary>
    public static readonly IReadOnlyList<AttributionReason> ByInformation =
    [
        AttributionReason.ExistingCustomer,
        AttributionReason.SelfReferral,
        AttributionReason.AdvocateBlocked,
        AttributionReason.AdvocateErased,
        AttributionReason.AdvocateNotJoined,
        AttributionReason.ProgramInactive,
        AttributionReason.NameAmbiguous,
        AttributionReason.NameNotFound,
        AttributionReason.CouponExpired,
        AttributionReason.OutsideWindow,
        AttributionReason.NoTouch,
    ];

    /// <summary>Nothing links the order to an advocate.</summary>
    public static readonly AttributionRefusal NothingPointsToAnAdvocate =
        new(AttributionReason.NoTouch, "No link, code, claim, name or invitation connects this order with an advocate.");

    /// <summary>The buyer and the advocate are one person.</summary>
    public static readonly AttributionRefusal BuyerIsTheAdvocate =
        new(AttributionReason.SelfReferral, "The buyer and the advocate are one person: customer number, address, phone or payment match.");

    /// <summary>The advocate is blocked.</summary>
    public static readonly AttributionRefusal AdvocateIsBlocked =
        new(AttributionReason.AdvocateBlocked, "The advocate is blocked and earns nothing.");

    /// <summary>The advocate was erased at their own wish.</summary>
    public static readonly AttributionRefusal AdvocateIsErased =
        new(AttributionReason.AdvocateErased, "The advocate's data was erased, so there is nobody to credit.");

    /// <summary>The advocate had not joined when it happened.</summary>
    public static AttributionRefusal AdvocateHadNotJoined(string touchedOn) =>
        new(AttributionReason.AdvocateNotJoined, $"On {touchedOn} the advocate had not joined yet.");

    /// <summary>Several advocates bear the name.</summary>
    public static readonly AttributionRefusal NameFitsSeveralAdvocates =
        new(AttributionReason.NameAmbiguous, "Several advocates bear the name the friend gave, and no address settled which.");

    /// <summary>No advocate bears the name.</summary>
    public static readonly AttributionRefusal NameFitsNobody =
        new(AttributionReason.NameNotFound, "No advocate bears the name the friend gave.");

    /// <summary>The program was not running when it happened.</summary>
    public static AttributionRefusal ProgramWasNotActive(string touchedOn) =>
        new(AttributionReason.ProgramInactive, $"The program was not active on {touchedOn}.");

    /// <summary>The program stopped before the order and does not honour what was touched before.</summary>
    public static AttributionRefusal ProgramStoppedBeforeTheOrder(string placedOn) =>
        new(AttributionReason.ProgramInactive, $"The program was no longer active on {placedOn} and does not honour earlier touches.");

    /// <summary>The code's last day was before the order.</summary>
    public static AttributionRefusal CodeHadExpired(string expiredOn) =>
        new(AttributionReason.CouponExpired, $"The code on the order had expired on {expiredOn}.");

    /// <summary>The touch is older than the program's window.</summary>
    public static AttributionRefusal TouchIsOlderThanWindow(string touchedOn, int windowDays) =>
        new(AttributionReason.OutsideWindow, string.Create(
            CultureInfo.InvariantCulture, $"The last contact, on {touchedOn}, lies more than {windowDays} days before the order."));

    /// <summary>The person had bought before.</summary>
    public static AttributionRefusal BuyerHadBoughtBefore(string? boughtOn) =>
        new(AttributionReason.ExistingCustomer, boughtOn is null
            ? "The shop says that the buyer was a customer before this order."
            : $"The buyer was a customer already: an earlier order is of {boughtOn}.");

    /// <summary>The shop had the person on its list of customers.</summary>
    public static AttributionRefusal BuyerWasOnTheList(string listedOn) =>
        new(AttributionReason.ExistingCustomer, $"The buyer was a customer already: on the shop's list of customers since {listedOn}.");

    /// <summary>An order that was imported as history; nobody asked for its credit.</summary>
    public static readonly AttributionRefusal OrderIsHistory =
        new(AttributionReason.NoTouch, "The order was imported as history, so nobody is credited with it.");

    /// <summary>A person decided that nobody gets the credit.</summary>
    public static AttributionRefusal DecidedForNobody(string decidedOn) =>
        new(AttributionReason.ManualOverride, $"A person decided on {decidedOn} that nobody gets the credit.");
}

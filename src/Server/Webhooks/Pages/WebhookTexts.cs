using System.Globalization;
using Vouch.Domain.Webhooks;

namespace Vouch.Server.Webhooks.Pages;

/// <summary>The words of the desk's pages about webhooks.</summary>
internal static class WebhookTexts
{
    public const string Title = "Webhooks";
    public const string Under = "Your own systems are told what happens here: each event by one signed call, in order.";
    public const string New = "New endpoint";
    public const string EmptyTitle = "No system is told yet";
    public const string EmptyText = "Name an address of yours, and choose what it is told. Nothing is lost while it is away.";
    public const string Address = "Address";
    public const string AddressHint = "An https address that the internet can reach; redirects are not followed.";
    public const string Description = "What it is for";
    public const string DescriptionHint = "For the people of the shop.";
    public const string Events = "Events";
    public const string Everything = "Everything that happens";
    public const string EverythingHint = "Also what is new one day.";
    public const string ChooseEvents = "Choose single events";
    public const string All = "all of";
    public const string State = "State";
    public const string LastSuccess = "Last taken";
    public const string FailingSince = "Failing since";
    public const string Since = "since";
    public const string Never = "never";
    public const string Waiting = "Waiting";
    public const string Made = "Made";
    public const string Save = "Save";
    public const string Make = "Make the endpoint";
    public const string Cancel = "Cancel";
    public const string Edit = "Change";
    public const string Saved = "Saved.";
    public const string NotSaved = "Nothing was saved: look at the fields below.";
    public const string Secret = "Signing secret";
    public const string SecretOnce = "This is the signing secret. It is shown this once: give it to your system now.";
    public const string NewSecret = "New signing secret";
    public const string NewSecretWarning =
        "The present one stays valid for 24 hours beside the new one, so that nothing is missed meanwhile.";
    public const string Test = "Send a test event";
    public const string TestTaken = "The test event was taken.";
    public const string TestRefused = "The test event was not taken.";
    public const string SwitchOff = "Switch off";
    public const string SwitchOffWarning = "Nothing is sent until you switch it on again. What happens meanwhile waits, for up to 30 days.";
    public const string SwitchOn = "Switch on";
    public const string OnNote = "It goes on with what it has not got.";
    public const string Delete = "Delete";
    public const string DeleteWarning = "Nothing is sent there any more, and the log of its deliveries goes too. This cannot be undone.";
    public const string Deliveries = "Deliveries";
    public const string DeliveriesNote = "Times are real ones, also in a test shop.";
    public const string DeliveriesEmptyTitle = "Nothing here";
    public const string DeliveriesEmptyText = "What was sent, and what came of it, stands here for 30 days.";
    public const string Event = "Event";
    public const string About = "About";
    public const string Attempts = "Attempts";
    public const string Next = "Next attempt";
    public const string Done = "Done";
    public const string WaitsForEarlier = "after an earlier one about the same";
    public const string Any = "All";
    public const string SendAgain = "Send again";
    public const string SentAgain = "It is on its way again. Load the page anew to see what comes of it.";
    public const string Payload = "What is sent";
    public const string Answers = "What came back";
    public const string NoAttempt = "It was not sent yet.";
    public const string Nothing = "an empty answer";
    public const string Details = "Details";
    public const string EventId = "Event id";

    /// <summary>A delivery's status as a word.</summary>
    public static string Word(DeliveryStatus status) => status switch
    {
        DeliveryStatus.Pending => "waiting",
        DeliveryStatus.Delivered => "taken",
        _ => "given up",
    };

    /// <summary>An endpoint's state: the word and its tone.</summary>
    public static (string Word, string Tone) StateOf(EndpointAnswer endpoint) => endpoint switch
    {
        { DisabledReason: DisabledReason.ByHand } => ("switched off", "plain"),
        { DisabledReason: DisabledReason.Gone } => ("off: it is gone", "stop"),
        { DisabledReason: DisabledReason.Failing } => ("off: it failed", "stop"),
        { FailingSince: not null } => ("failing", "wait"),
        { LastSuccessAt: null } => ("nothing sent yet", "plain"),
        _ => ("working", "good"),
    };

    /// <summary>Why an endpoint is off, in a sentence; null where it is on or a person did it.</summary>
    public static string? Why(DisabledReason? reason) => reason switch
    {
        DisabledReason.Gone => "It answered 410, that it is gone, and was switched off. Mend it, then switch it on.",
        DisabledReason.Failing => "It took nothing for five days and was switched off. Mend it, then switch it on.",
        _ => null,
    };

    /// <summary>What an endpoint is told, in a few words.</summary>
    public static string Told(IReadOnlyList<string> events) => events switch
    {
        ["*"] => "everything",
        { Count: <= 2 } => string.Join(", ", events),
        _ => string.Create(CultureInfo.InvariantCulture, $"{events[0]} and {events.Count - 1} more"),
    };

    /// <summary>What an attempt came to, in a few words.</summary>
    public static string Outcome(long? status, string? failure, long milliseconds) => string.Create(
        CultureInfo.InvariantCulture,
        $"{(failure is not null ? failure[..1].ToUpperInvariant() + failure[1..] : $"Answer {status}")}, {milliseconds} ms");
}

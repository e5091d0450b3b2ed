using Vouch.Domain.Messaging;

namespace Vouch.Server.Messaging.Pages;

/// <summary>The words of the desk's pages about sorts of mail.</summary>
internal static class TemplateTexts
{
    public const string Title = "Sorts of mail";
    public const string Under = "What goes out by itself, when, and in what words.";
    public const string Sort = "Mail";
    public const string When = "Goes out";
    public const string To = "To";
    public const string State = "State";
    public const string On = "On";
    public const string Off = "Off";
    public const string TurnOn = "Turn on";
    public const string TurnOff = "Turn off";
    public const string Needed = "Always on";
    public const string Limits = "Advertising";
    public const string LimitsNote = "Mails that people may opt out of keep to this. What they ask for, or must know, goes at once.";
    public const string QuietFrom = "Nothing from";
    public const string QuietUntil = "until";
    public const string TimeHint = "Hours and minutes in your shop’s time, such as 21:00.";
    public const string PerDay = "At most a day";
    public const string PerMonth = "At most in 30 days";
    public const string AskCustomers = "Ask customers for a recommendation three days after the delivery";
    public const string Postal = "Postal address";
    public const string PostalHint = "Stands at the foot of each mail. The law of many countries wants it in advertising.";
    public const string NoPostal = "Your mails carry no postal address yet. The law of many countries wants one in advertising.";
    public const string Save = "Save";
    public const string Saved = "Saved.";
    public const string Subject = "Subject";
    public const string Heading = "Heading";
    public const string Body = "Text";
    public const string BodyHint = "An empty line begins a paragraph. A line of [button] alone is where the button stands.";
    public const string Button = "Button";
    public const string Preview = "Preview";
    public const string PreviewButton = "Show it";
    public const string PreviewTitle = "How the mail looks";
    public const string Usual = "Usual text again";
    public const string Test = "Send me a test";
    public const string Tested = "A test is on its way to you.";
    public const string Variables = "What you may use";
    public const string VariablesHint = "{{#if name}} … {{else}} … {{/if}} shows one or the other, by whether there is a name.";
    public const string Languages = "Language";
    public const string Wrong = "The text could not be kept; see below.";
    public const string Language = "Own words";

    /// <summary>What sets a sort off.</summary>
    public static string Trigger(MailSort sort) => sort.Name switch
    {
        "sign_in" => "when an advocate asks for a link to the own page",
        "advocate_link" => "when somebody becomes an advocate, or asks for the link again",
        "claim_confirmation" => "when a friend takes the offer",
        "late_code" => "when a code comes that a friend waited for",
        "friend_bought" => "when a friend’s order is counted, and it is not delivered yet",
        "reward_waiting" => "when the order is delivered: it says the earliest day",
        "reward_issued" => "when a reward is there",
        "payout_details" => "when there is cash to pay and no account, once a month at most",
        "referral_rejected" => "when a referral is turned down",
        "referral_question" => "when you ask the advocate about a referral",
        "review_result" => "when a referral is approved that a person looked at",
        "code_leaked" => "when a code became public and was replaced",
        "request_after_purchase" => "three days after a delivery, to customers who do not recommend you yet; once",
        "survey" => "some days after a delivery, where the shop asks: one question",
        "share_kit" => "three days after joining, if the link was neither shared nor opened",
        "invitation" => "when an advocate asks you to write to a friend; three times to one address at most",
        "friend_reminder" => "three days after a friend took the offer, if there is no order; once",
        "thank_you" => "when an advocate’s first friend counts",
        "milestone_near" => "when one more friend brings a higher reward or a milestone",
        "reward_expiring" => "a few days before a reward runs out",
        "dormant_advocate" => "after 90 days in which nobody opened the link; once a year at most",
        "bonus_campaign" => "when a campaign begins that is to be announced",
        "bonus_ending" => "some days before a campaign ends, where it says so",
        _ => "not by itself yet",
    };

    /// <summary>Who reads a sort.</summary>
    public static string Reader(MailSort sort) => sort.To switch
    {
        MailReader.Advocate => "Advocates",
        MailReader.Friend => "Friends",
        MailReader.Invited => "Invited friends",
        _ => "Customers",
    };

    /// <summary>Advertising, or not.</summary>
    public static string Kind(MailSort sort) => sort.IsMarketing ? "Advertising" : "Service";
}

using Vouch.Domain;
using Vouch.Domain.Messaging;
using Vouch.Server.Platform.Pages;

namespace Vouch.Server.Messaging.Templates;

/// <summary>What a mail's variables may stand for, for previews and tests.</summary>
internal static class MailSamples
{
    private static readonly Instant SomeDay = Instant.Of(new DateTimeOffset(2026, 5, 14, 12, 0, 0, TimeSpan.Zero));

    /// <summary>A sample of each variable of a sort, in order of the alphabet.</summary>
    internal static IReadOnlyList<(string Name, string Sample)> Of(MailSort sort, Locality place) =>
        [.. sort.Known.Select(name => (name, Sample(name, place)))];

    private static string Sample(string name, Locality place) => name switch
    {
        "name" => "Anna Nowak",
        "shop" => "…",
        "advocate" => "Anna",
        "friend" => "P.",
        "code" or "old_code" => "TEA7K2M4QX",
        "link" => "https://vouch.example/r/TEA7K2M4",
        "day" or "until" => place.Day(SomeDay),
        "days" => place.Words.Count("mailing.days", 14),
        "reward" => place.Words.Say("reward.store_credit_fixed", ("amount", place.ShortMoney(1500))),
        "friend_gets" => place.Words.Say("portal.offer.coupon_percent", ("percent", place.Words.Percent(1500))),
        "offer" => place.Words.Say("friend.headline.coupon_percent", ("percent", place.Words.Percent(1500))),
        "disclosure" => place.Words.Say("mailing.disclosure", ("who", "Anna")),
        "unheard" or "headline" or "words" => "",
        "bonus" => place.Words.Say("campaign.you_double", ("day", place.Day(SomeDay))),
        "friend_bonus" => place.Words.Say("campaign.friend_double", ("day", place.Day(SomeDay))),
        "question" => "…?",
        _ => place.Number(100),
    };
}

using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using Vouch.Domain.Messaging;
using Xunit;

namespace Vouch.Domain.Tests.Messaging;

/// <summary>When advertising may go: by day, in its turn, and not too often.</summary>
public sealed class MailPaceTests
{
    private static readonly TimeZoneInfo Warsaw = TimeZoneInfo.FindSystemTimeZoneById("Europe/Warsaw");
    private static readonly MailLimits Usual = new(new(21, 0), new(8, 0), 1, 4);

    [Theory]
    [InlineData("2026-03-10T12:00:00+01:00", "2026-03-10T12:00:00+01:00")]
    [InlineData("2026-03-10T20:59:59+01:00", "2026-03-10T20:59:59+01:00")]
    [InlineData("2026-03-10T21:00:00+01:00", "2026-03-11T08:00:00+01:00")]
    [InlineData("2026-03-10T23:30:00+01:00", "2026-03-11T08:00:00+01:00")]
    [InlineData("2026-03-11T00:10:00+01:00", "2026-03-11T08:00:00+01:00")]
    [InlineData("2026-03-11T07:59:00+01:00", "2026-03-11T08:00:00+01:00")]
    [InlineData("2026-03-11T08:00:00+01:00", "2026-03-11T08:00:00+01:00")]
    // Summer time begins in that night.
    [InlineData("2026-03-28T22:00:00+01:00", "2026-03-29T08:00:00+02:00")]
    public void A_mail_of_the_night_goes_in_the_morning(string now, string at) => Next(now, []).ShouldBe(At(at));

    [Fact]
    public void A_second_one_on_a_day_goes_the_next_morning() =>
        Next("2026-03-10T15:00:00+01:00", ["2026-03-10T09:00:00+01:00"]).ShouldBe(At("2026-03-11T08:00:00+01:00"));

    [Fact]
    public void A_day_is_one_of_the_calendar() =>
        Next("2026-03-11T09:00:00+01:00", ["2026-03-10T20:00:00+01:00"]).ShouldBe(At("2026-03-11T09:00:00+01:00"));

    [Fact]
    public void A_fifth_one_in_thirty_days_waits_until_the_first_of_them_is_older()
    {
        string[] before = ["2026-03-01T10:00:00+01:00", "2026-03-05T10:00:00+01:00", "2026-03-10T10:00:00+01:00", "2026-03-15T10:00:00+01:00"];
        Next("2026-03-25T12:00:00+01:00", before).ShouldBe(At("2026-03-31T11:00:00+02:00"));
        // What would be old by then is not sent at all.
        Next("2026-03-16T12:00:00+01:00", before).ShouldBeNull();
    }

    [Theory]
    [InlineData(0, 4), InlineData(1, 0)]
    public void A_shop_may_want_none_at_all(int perDay, int perMonth) => MailPace.Next(
        At("2026-03-10T12:00:00+01:00"), Warsaw, Usual with { PerDay = perDay, PerMonth = perMonth }, []).ShouldBeNull();

    [Fact]
    public void Without_quiet_hours_it_goes_at_any_time() => MailPace.Next(
        At("2026-03-10T03:00:00+01:00"), Warsaw, Usual with { QuietFrom = new(0, 0), QuietUntil = new(0, 0) }, [])
        .ShouldBe(At("2026-03-10T03:00:00+01:00"));

    [Fact]
    public void Quiet_hours_may_lie_within_a_day() => MailPace.Next(
        At("2026-03-10T13:00:00+01:00"), Warsaw, Usual with { QuietFrom = new(12, 0), QuietUntil = new(14, 0) }, [])
        .ShouldBe(At("2026-03-10T14:00:00+01:00"));

    [Fact]
    public void However_they_come_nobody_gets_more_than_the_shop_allows() => Prop.ForAll(
        Gen.Choose(0, 60 * 24 * 60).ListOf(40).Select(minutes => minutes.Order().ToList()).ToArbitrary(),
        minutes =>
        {
            var sent = new List<Instant>();
            foreach (var now in minutes.Select(minute => At("2026-03-01T00:00:00+01:00") + TimeSpan.FromMinutes(minute)))
            {
                if (MailPace.Next(now, Warsaw, Usual, sent) is { } at)
                {
                    at.ShouldBeGreaterThanOrEqualTo(now);
                    if (at == now)
                    {
                        sent.Add(at);
                    }
                }
            }

            foreach (var at in sent)
            {
                var local = TimeZoneInfo.ConvertTime(at.ToDateTimeOffset(), Warsaw);
                local.Hour.ShouldBeInRange(8, 20);
                sent.Count(other => TimeZoneInfo.ConvertTime(other.ToDateTimeOffset(), Warsaw).Date == local.Date).ShouldBe(1);
                sent.Count(other => other > at.PlusDays(-30) && other <= at).ShouldBeLessThanOrEqualTo(4);
            }
        }).QuickCheckThrowOnFailure();

    private static Instant? Next(string now, string[] before) => MailPace.Next(At(now), Warsaw, Usual, [.. before.Select(At)]);

    private static Instant At(string text) => Instant.TryParse(text, out var at) ? at : throw new FormatException(text);
}

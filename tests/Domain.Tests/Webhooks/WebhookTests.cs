using Shouldly;
using Vouch.Domain;
using Vouch.Domain.Webhooks;
using Xunit;

namespace Vouch.Domain.Tests.Webhooks;

/// <summary>The rules of webhooks: who wants what, when a failure is tried again, and when nobody is tried any more.</summary>
public sealed class WebhookTests
{
    private static readonly Instant Now = new(1_800_000_000_000);

    [Fact]
    public void The_schedule_is_that_of_standard_webhooks_and_ends_after_ten_tries()
    {
        var pauses = Enumerable.Range(1, 9).Select(failures => WebhookSchedule.Pause(failures, 0.5)!.Value.TotalSeconds).ToList();
        pauses.ShouldBe([5, 300, 1800, 7200, 18000, 36000, 50400, 72000, 86400]);
        TimeSpan.FromSeconds(pauses.Sum()).ShouldBe(new TimeSpan(75, 35, 5));
        WebhookSchedule.Pause(10, 0.5).ShouldBeNull();
        WebhookSchedule.Pause(1, 0).ShouldBe(TimeSpan.FromSeconds(4));
        WebhookSchedule.Pause(1, 1).ShouldBe(TimeSpan.FromSeconds(6));
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData("", null)]
    [InlineData("soon", null)]
    [InlineData("-5", null)]
    [InlineData("1.5", null)]
    [InlineData("0", 0)]
    [InlineData("120", 120)]
    [InlineData("999999999999", 86400)]
    [InlineData("99999999999999999999", null)]
    [InlineData("Fri, 15 Jan 2027 08:01:00 GMT", 60)]
    [InlineData("Fri, 15 Jan 2027 07:00:00 GMT", 0)]
    [InlineData("Fri, 15 Jan 2038 07:00:00 GMT", 86400)]
    public void A_receiver_may_wish_for_a_pause_of_at_most_a_day(string? header, int? seconds) =>
        WebhookSchedule.Wish(header, Now).ShouldBe(seconds is { } some ? TimeSpan.FromSeconds(some) : null);

    [Theory]
    [InlineData(200, DeliveryStatus.Delivered)]
    [InlineData(204, DeliveryStatus.Delivered)]
    [InlineData(299, DeliveryStatus.Delivered)]
    [InlineData(199, DeliveryStatus.Pending)]
    [InlineData(301, DeliveryStatus.Pending)]
    [InlineData(302, DeliveryStatus.Pending)]
    [InlineData(404, DeliveryStatus.Pending)]
    [InlineData(500, DeliveryStatus.Pending)]
    [InlineData(0, DeliveryStatus.Pending)]
    public void Only_an_answer_of_the_two_hundreds_is_a_success(int status, DeliveryStatus verdict) =>
        JudgeTry.Of(status, null, 0, null, Now, 0.5).Status.ShouldBe(verdict);

    [Fact]
    public void The_pause_that_is_wished_counts_only_where_it_is_longer_and_with_429_and_503()
    {
        JudgeTry.Of(429, "600", 0, null, Now, 0.5).NextAt.ShouldBe(Now + TimeSpan.FromMinutes(10));
        JudgeTry.Of(503, "600", 0, null, Now, 0.5).NextAt.ShouldBe(Now + TimeSpan.FromMinutes(10));
        JudgeTry.Of(503, "1", 0, null, Now, 0.5).NextAt.ShouldBe(Now + TimeSpan.FromSeconds(5));
        JudgeTry.Of(500, "600", 0, null, Now, 0.5).NextAt.ShouldBe(Now + TimeSpan.FromSeconds(5));
        JudgeTry.Of(429, "600", 9, null, Now, 0.5).ShouldBe(new TryVerdict(DeliveryStatus.Failed, null, null));
    }

    [Fact]
    public void Who_is_gone_is_switched_off_at_once_and_who_fails_after_five_days()
    {
        JudgeTry.Of(410, null, 0, null, Now, 0.5).Disable.ShouldBe(DisabledReason.Gone);
        JudgeTry.Of(500, null, 0, null, Now, 0.5).Disable.ShouldBeNull();
        JudgeTry.Of(500, null, 3, Now - TimeSpan.FromDays(5) + TimeSpan.FromMilliseconds(1), Now, 0.5).Disable.ShouldBeNull();
        JudgeTry.Of(500, null, 3, Now - TimeSpan.FromDays(5), Now, 0.5).Disable.ShouldBe(DisabledReason.Failing);
        JudgeTry.Of(200, null, 3, Now - TimeSpan.FromDays(50), Now, 0.5).Disable.ShouldBeNull();
    }

    [Fact]
    public void Wishes_are_names_groups_or_everything()
    {
        EventNames.Want(["*"], "what.ever").ShouldBeTrue();
        EventNames.Want(["reward.*"], "reward.issued").ShouldBeTrue();
        EventNames.Want(["reward.*"], "rewards.issued").ShouldBeFalse();
        EventNames.Want(["reward.issued", "order.paid"], "order.paid").ShouldBeTrue();
        EventNames.Want(["reward.issued"], "reward.issued_again").ShouldBeFalse();
        EventNames.Known.ShouldBeUnique();
        EventNames.Known.ShouldBe(EventNames.Known.Order(StringComparer.Ordinal));
        EndpointWishes.Read(["reward.issued", "order.*", "reward.issued"], " till ").Value.Events.ShouldBe(["order.*", "reward.issued"]);
        EndpointWishes.Read(["reward.issued", "*"], "").Value.ShouldSatisfyAllConditions(
            wishes => wishes.Events.ShouldBe(["*"]), wishes => wishes.Description.ShouldBeNull());
    }

    [Theory]
    [InlineData("reward.isued", "reward.issued")]
    [InlineData("rewards.issued", "reward.issued")]
    [InlineData("Reward.Issued", "reward.issued")]
    [InlineData("reward*", "reward.*")]
    [InlineData("order.payed", "order.paid")]
    [InlineData("click.recorded", "order.recorded")]
    public void A_misspelt_name_is_answered_with_the_nearest(string misspelt, string meant)
    {
        var refusal = EndpointWishes.Read(["order.paid", misspelt], null).Refusal!;
        refusal.Code.ShouldBe("unknown_event");
        refusal.Errors!["events[1]"].ShouldBe([$"is no event that we know; did you mean {meant}?"]);
    }

    [Fact]
    public void Nothing_wished_too_much_said_and_empty_names_are_refused()
    {
        EndpointWishes.Read(null, null).Refusal!.Errors!.Keys.ShouldContain("events");
        EndpointWishes.Read([], null).Refusal!.Errors!.Keys.ShouldContain("events");
        EndpointWishes.Read([""], null).Refusal!.Errors!.Keys.ShouldContain("events[0]");
        EndpointWishes.Read([new string('x', 101)], null).Refusal!.Errors!.Keys.ShouldContain("events[0]");
        EndpointWishes.Read(["*"], new string('x', 201)).Refusal!.Field.ShouldBe("description");
        EndpointWishes.Read(["*"], "a\nb").Refusal!.Field.ShouldBe("description");
    }
}

using Shouldly;
using Vouch.Domain;
using Vouch.Domain.Attribution;
using Vouch.Domain.Ids;
using Vouch.Kit;
using Vouch.Server.Advocates;
using Vouch.Server.Attribution;
using Vouch.Server.Tests.Host;

namespace Vouch.Server.Tests.Attribution;

public abstract class DecideAttributionTests(TestEngine engine, PostgresFixture postgres) : ShopOnOneEngine(engine, postgres)
{
    // Advocates join on the wall clock of the test; the facts lie around tomorrow.
    private static readonly Instant Tomorrow = Instant.Of(DateTimeOffset.UtcNow).PlusDays(1);

    [Fact]
    public async Task Every_click_of_the_orders_visitor_counts_and_bots_and_strangers_do_not()
    {
        var (facts, anna, bogdan) = await World();
        var first = await facts.Click(anna, Program, Tomorrow);
        await facts.Click(bogdan, Program, Tomorrow.PlusDays(1));
        await facts.Click(anna, Program, Tomorrow.PlusDays(2), "somebody else");
        await facts.Click(anna, Program, Tomorrow.PlusDays(2), kind: "preview");
        await facts.Click(anna, Program, Tomorrow.PlusDays(9));
        var decision = await Decide(await facts.Order(Tomorrow.PlusDays(3), click: first));
        (decision.Advocate, decision.Reason).ShouldBe((bogdan, AttributionReason.LastClick));
        decision.Flags.ShouldBe([AttributionWarning.CompetingAdvocates]);
        decision.Evidence.Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_click_without_a_visitor_counts_by_its_own_id()
    {
        var (facts, anna, _) = await World();
        var click = await facts.Click(anna, Program, Tomorrow, visitor: null);
        (await Decide(await facts.Order(Tomorrow.PlusDays(1), click: click))).Advocate.ShouldBe(anna);
        (await Decide(await facts.Order(Tomorrow.PlusDays(1), "other@example.com"))).Outcome.ShouldBe(AttributionOutcome.Organic);
    }

    [Fact]
    public async Task A_sign_in_before_the_order_joins_devices_and_one_after_it_does_not()
    {
        var (facts, anna, _) = await World();
        await facts.Click(anna, Program, Tomorrow, "phone");
        await facts.Identify("phone", "Friend@Example.com", Tomorrow.PlusDays(2));
        (await Decide(await facts.Order(Tomorrow.PlusDays(1)))).Reason.ShouldBe(AttributionReason.NoTouch);
        var later = await Decide(await facts.Order(Tomorrow.PlusDays(3), "friend+x@example.com"));
        later.Reason.ShouldBe(AttributionReason.NoTouch);
        var known = await Decide(await facts.Order(Tomorrow.PlusDays(3)));
        known.Reason.ShouldBe(AttributionReason.ExistingCustomer);
        known.Outcome.ShouldBe(AttributionOutcome.NotQualified);
    }

    [Fact]
    public async Task A_claim_counts_by_address_or_visitor_once_it_is_evidence()
    {
        var (facts, anna, bogdan) = await World();
        var click = await facts.Click(bogdan, Program, Tomorrow.PlusDays(1));
        await facts.Claim(bogdan, Program, Tomorrow.PlusDays(2), isEvidence: false);
        var claim = await facts.Claim(anna, Program, Tomorrow, "else@example.com", visitor: "v1");
        var decision = await Decide(await facts.Order(Tomorrow.PlusDays(3), click: click));
        (decision.Advocate, decision.Via, decision.Claim).ShouldBe((anna, Via.Claim, claim));
    }

    [Fact]
    public async Task Codes_count_in_any_case_and_a_friends_coupon_speaks_for_the_last_claim()
    {
        var (facts, anna, bogdan) = await World();
        (await Client.Post($"/v1/advocates/{anna}/codes", """{"code":"ANNA10"}""")).ShouldBe(201);
        var byCode = await Decide(await facts.Order(Tomorrow, told: """{"couponCodes":["SPRING5"," anna10"]}"""));
        (byCode.Advocate, byCode.Via).ShouldBe((anna, Via.Coupon));
        await facts.Claim(anna, Program, Tomorrow, "two@example.com", coupon: "7F3KQ9CDTW");
        var last = await facts.Claim(bogdan, Program, Tomorrow.PlusDays(1), "two@example.com", isEvidence: false, coupon: "7F3KQ9CDTW");
        var byCoupon = await Decide(await facts.Order(Tomorrow.PlusDays(2), "two@example.com", told: """{"couponCodes":["7f3kq9cdtw"]}"""));
        (byCoupon.Advocate, byCoupon.Claim, byCoupon.TouchAt).ShouldBe((bogdan, last, Tomorrow.PlusDays(1)));
    }

    [Fact]
    public async Task An_invitation_and_a_name_count_by_their_person()
    {
        var (facts, anna, bogdan) = await World();
        await facts.Invite(anna, Program, Tomorrow);
        (await Decide(await facts.Order(Tomorrow.PlusDays(1)))).Via.ShouldBe(Via.Invite);
        var named = await Decide(await facts.Order(Tomorrow, "two@example.com", told: """{"advocateName":"BOGDAN  pópescu"}"""));
        (named.Advocate, named.Reason).ShouldBe((bogdan, AttributionReason.NameDeclared));
        await Join("namesake@example.com", "Bogdan Popescu");
        const string doubt = """{"advocateName":"Bogdan Popescu"}""";
        (await Decide(await facts.Order(Tomorrow, "three@example.com", told: doubt))).Reason.ShouldBe(AttributionReason.NameAmbiguous);
        const string settled = """{"advocateName":"Bogdan Popescu","advocateEmail":"BOGDAN@example.com"}""";
        (await Decide(await facts.Order(Tomorrow, "four@example.com", told: settled))).Advocate.ShouldBe(bogdan);
    }

    [Fact]
    public async Task The_first_order_locks_the_person_and_a_cancelled_one_lets_go()
    {
        var (facts, anna, bogdan) = await World();
        var click = await facts.Click(anna, Program, Tomorrow);
        var first = await facts.Order(Tomorrow.PlusDays(1), click: click);
        (await Decide(first)).NewReferral.ShouldBeTrue();
        var other = await facts.Click(bogdan, Program, Tomorrow.PlusDays(2), "v2");
        var second = await facts.Order(Tomorrow.PlusDays(3), click: other);
        var locked = await Decide(second);
        (locked.Advocate, locked.LockedBy, locked.NewReferral, locked.RewardEligible).ShouldBe((anna, first, false, false));
        await facts.Cancel(first);
        (await Decide(second)).Advocate.ShouldBe(bogdan);
    }

    [Fact]
    public async Task A_merged_advocate_keeps_the_credit_under_the_surviving_name()
    {
        var (facts, anna, bogdan) = await World();
        var click = await facts.Click(bogdan, Program, Tomorrow);
        var order = await facts.Order(Tomorrow.PlusDays(1), click: click);
        await Decide(order);
        await Db.Write(async tx =>
        {
            await MergeAdvocates.Run(tx, bogdan, anna, Tomorrow);
            DecideAttribution.FollowMerge(tx, bogdan, anna);
        });
        (await AttributionQueries.Load(Db, order)).Advocate.ShouldBe(anna);
        (await Decide(order)).Advocate.ShouldBe(anna);
        (await Told("order.attributed")).ShouldBe(1);
    }

    [Fact]
    public async Task The_same_facts_decide_the_same_and_are_told_once_and_a_late_fact_moves_the_credit()
    {
        var (facts, anna, bogdan) = await World();
        var click = await facts.Click(anna, Program, Tomorrow);
        var order = await facts.Order(Tomorrow.PlusDays(2), click: click);
        await Decide(order);
        var again = await Decide(order);
        again.Advocate.ShouldBe(anna);
        (await Told("order.attributed")).ShouldBe(1);
        (await AttributionQueries.Load(Db, order)).Evidence.ShouldHaveSingleItem().Won.ShouldBeTrue();
        await facts.Claim(bogdan, Program, Tomorrow.PlusDays(1));
        (await Decide(order)).Advocate.ShouldBe(bogdan);
        (await Told("order.attributed")).ShouldBe(2);
    }

    [Fact]
    public async Task A_hand_decides_and_the_last_hand_wins()
    {
        var (facts, anna, bogdan) = await World();
        var order = await facts.Order(Tomorrow);
        await ByHand(order, bogdan);
        (await Decide(order)).Via.ShouldBe(Via.Manual);
        await ByHand(order, null);
        var none = await Decide(order);
        (none.Advocate, none.Reason).ShouldBe((null, AttributionReason.ManualOverride));
        (await ByHand(order, anna, " ")).Refusal!.Field.ShouldBe("reason");
        (await ByHand(order, new AdvocateId(1))).Refusal!.Code.ShouldBe("not_found");
    }

    [Fact]
    public async Task A_buyer_who_pays_as_the_advocate_does_is_the_advocate()
    {
        var (facts, _, _) = await World();
        var carl = await Join("carl@example.com", "Carl", ",\"paymentFingerprint\":\"card-1\"");
        var click = await facts.Click(carl, Program, Tomorrow);
        var order = await facts.Order(Tomorrow.PlusDays(1), click: click, payment: "card-1");
        var decision = await Decide(order);
        (decision.Reason, decision.Outcome).ShouldBe((AttributionReason.SelfReferral, AttributionOutcome.NotQualified));
        decision.Flags.ShouldBe([AttributionWarning.SelfReferralAttempt]);
    }

    private async Task<(Facts Facts, AdvocateId Anna, AdvocateId Bogdan)> World() =>
        (new Facts(Db, await Shop()), await Join("anna@example.com", "Anna Nowak"), await Join("bogdan@example.com", "Bogdan Popescu"));

    private async Task<AttributionDecision> Decide(OrderId order)
    {
        var shop = await Shop();
        return await Db.Write(tx => DecideAttribution.ForOrder(tx, shop, order, Tomorrow));
    }

    private Task<Result<bool>> ByHand(OrderId order, AdvocateId? advocate, string reason = "the friend rang") =>
        Db.Write(tx => AttributeByHand.Record(tx, order, new HandDecision(advocate, null, reason, false, "key_1"), Tomorrow));

    private async Task<int> Told(string type) => (await Client.Get("/v1/events?limit=200&type=" + type)).Items.Count;
}

public sealed class DecideAttributionOnSqlite(PostgresFixture postgres) : DecideAttributionTests(TestEngine.Sqlite, postgres);

public sealed class DecideAttributionOnPostgres(PostgresFixture postgres) : DecideAttributionTests(TestEngine.Postgres, postgres);

using Shouldly;
using Vouch.Domain.Ids;
using Vouch.Domain.Programs;
using Vouch.Kit;
using Vouch.Server.Rewards;
using Vouch.Server.Tests.Host;

namespace Vouch.Server.Tests.Rewards;

public sealed class SqliteRewardHistoryTests(PostgresFixture postgres) : RewardHistoryTests(TestEngine.Sqlite, postgres);

public sealed class PostgresRewardHistoryTests(PostgresFixture postgres) : RewardHistoryTests(TestEngine.Postgres, postgres);

public abstract class RewardHistoryTests(TestEngine engine, PostgresFixture postgres) : RewardWorld(engine, postgres)
{
    [Fact]
    public async Task A_merged_person_keeps_what_both_records_had()
    {
        await Issued(Terms(Credit(1000)), 10_000);
        await Do(tx => RedeemCredit.Run(tx, Shop, Anna, new RedemptionRequest(RewardKind.StoreCredit, 300), Noon));
        var into = Database.NewId<AdvocateId>();
        await Do(tx => MoveRewards.Run(tx, Anna, into, Noon));
        (await Balance()).Available.ShouldBe(0);
        var balance = await GetBalance.Of(Db, "EUR", into);
        (balance.Available, balance.Redeemed).ShouldBe((700, 300));
        (await Do(tx => RedeemCredit.Run(tx, Shop, into, new RedemptionRequest(RewardKind.StoreCredit, 700), Noon))).IsRefused.ShouldBeFalse();
        await AddsUp();
    }

    [Theory]
    [InlineData(1), InlineData(2), InlineData(3)]
    public async Task Whatever_happens_in_whatever_order_it_adds_up(int seed)
    {
        var random = new Random(seed);
        var terms = Terms(Share(1000), Coupon(1500, 900), new ProgramLimits(new PerAdvocateLimit(30, 12_000, CapPeriod.Month), 20_000), [new Tier(4, Share(1500))]);
        var cases = new List<(RewardCase About, long Refunded)>();
        var spent = new List<RedemptionId>();
        for (var i = 0; i < 80; i++)
        {
            var at = Noon.PlusDays(i);
            var picked = cases.Count == 0 ? 0 : random.Next(cases.Count);
            switch (random.Next(8))
            {
                case 0 or 1:
                    cases.Add((Case(terms), 0));
                    await Do(tx => AccrueReward.ForAdvocate(tx, Shop, cases[^1].About, random.Next(6), 10_000, at, at));
                    await Do(tx => AccrueReward.ForFriend(tx, Shop, cases[^1].About, 10_000, at, at));
                    break;
                case 2 or 3 when cases.Count > 0:
                    await Do(tx => ApproveReward.ForReferral(tx, Shop, cases[picked].About, 1 + random.Next(6), 10_000, cases[picked].Refunded, at));
                    break;
                case 4 when cases.Count > 0:
                    cases[picked] = (cases[picked].About, cases[picked].Refunded + random.Next(4000));
                    await Do(tx => ClawBackReward.ForReferral(tx, cases[picked].About.ReferralId!.Value, 10_000, cases[picked].Refunded, 0, at));
                    break;
                case 5:
                    var done = await Do(tx => RedeemCredit.Run(tx, Shop, Anna, new RedemptionRequest(RewardKind.StoreCredit, 1 + random.Next(1500)), at));
                    spent.AddRange(done.IsRefused ? [] : [done.Value.Id]);
                    break;
                case 6 when spent.Count > 0:
                    await Do(tx => ReleaseRedemption.Run(tx, Anna, spent[random.Next(spent.Count)], at));
                    break;
                case 7 when cases.Count > 0:
                    await Do(tx => VoidReward.ForReferral(tx, cases[picked].About.ReferralId!.Value, "rejected", at));
                    break;
                default:
                    break;
            }

            await AddsUp();
        }
    }
}

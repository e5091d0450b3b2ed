using Shouldly;
using Vouch.Domain.Insights.Lifetime;
using Xunit;

namespace Vouch.Domain.Tests.Insights;

public sealed class RfmTableTests
{
    private static readonly DateOnly Start = new(2026, 1, 1);

    [Fact]
    public void The_published_summary_of_cdnow_comes_out()
    {
        var published = Cdnow.Csv("cdnow_sample_rfm.csv").ToList();
        var customers = Cdnow.Table.Customers;
        customers.Count.ShouldBe(published.Count);
        for (var i = 0; i < published.Count; i++)
        {
            var (history, row) = (customers[i].History, published[i]);
            (int.Parse(customers[i].Id, null), history.X, customers[i].Holdout).ShouldBe(((int)row[0], (int)row[1], (int)row[5]));
            Math.Abs(history.Tx - row[2]).ShouldBeLessThan(1e-9);
            Math.Abs(history.T - row[3]).ShouldBeLessThan(1e-9);
            Math.Abs(customers[i].MeanSpend - row[4]).ShouldBeLessThan(1e-9);
        }

        (Cdnow.Table.Days, Cdnow.Table.HoldoutDays).ShouldBe((273, 273));
        (customers.Sum(one => one.Repeats), customers.Sum(one => one.Holdout)).ShouldBe((2457, 1882));
    }

    [Fact]
    public void Purchases_of_one_day_are_one()
    {
        var row = One(At(0, 100), At(0, 50), At(7, 300), At(7, 100), At(14, 200));
        (row.Repeats, row.LastDay, row.Age, row.MeanSpend).ShouldBe((2, 14, 30, 3));
    }

    [Fact]
    public void A_purchase_for_nothing_counts_and_one_given_back_does_not()
    {
        var row = One(At(0, 100) with { IsWhollyRefunded = true }, At(3, 100), At(5, 0), At(9, 700) with { IsWhollyRefunded = true });
        (row.Repeats, row.LastDay, row.Age, row.MeanSpend).ShouldBe((1, 2, 27, 0));
    }

    [Fact]
    public void The_last_day_before_until_is_the_last_observed()
    {
        var row = One(At(0, 1), At(30, 1), At(31, 1), At(40, 1), At(41, 1));
        (row.Repeats, row.LastDay, row.Age, row.Holdout).ShouldBe((1, 30, 30, 2));
    }

    [Fact]
    public void Only_whose_first_purchase_ever_lies_inside_is_fitted()
    {
        RfmTable.Build([At(-1, 5), At(3, 5)], Start, Start.AddDays(31), null, 100).Customers.ShouldBeEmpty();
        RfmTable.Build([At(31, 5)], Start, Start.AddDays(31), Start.AddDays(40), 100).Customers.ShouldBeEmpty();
        RfmTable.Build([At(30, 5)], Start, Start.AddDays(31), null, 100).Customers.ShouldHaveSingleItem().Age.ShouldBe(0);
    }

    [Fact]
    public void Equal_histories_are_counted_once()
    {
        var collapsed = RfmTable.Collapse(Cdnow.Histories);
        collapsed.Count.ShouldBe(1016);
        collapsed.Sum(one => one.Customers).ShouldBe(2357);
    }

    private static RfmCustomer One(params Purchase[] purchases) =>
        RfmTable.Build(purchases, Start, Start.AddDays(31), Start.AddDays(41), 100).Customers.ShouldHaveSingleItem();

    private static Purchase At(int day, long net) => new("c", Start.AddDays(day), net);
}

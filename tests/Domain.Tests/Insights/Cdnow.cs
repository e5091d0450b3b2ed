using System.Globalization;
using Vouch.Domain.Insights.Lifetime;

namespace Vouch.Domain.Tests.Insights;

/// <summary>The published purchases of CDNOW's customers: 39 weeks to fit on and 39 to compare with.</summary>
internal static class Cdnow
{
    private static readonly Lazy<RfmTable> Built = new(() => RfmTable.Build(
        Purchases(), new DateOnly(1997, 1, 1), new DateOnly(1997, 10, 1), new DateOnly(1998, 7, 1), 100));

    public static RfmTable Table => Built.Value;

    public static IEnumerable<PurchaseHistory> Histories => Table.Customers.Select(one => one.History);

    public static IEnumerable<Purchase> Purchases() => File.ReadLines(TestData.PathOf("cdnow_sample.txt"))
        .Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)).Where(fields => fields.Length == 5)
        .Select(fields => new Purchase(
            fields[1], DateOnly.ParseExact(fields[2], "yyyyMMdd", CultureInfo.InvariantCulture),
            (long)(decimal.Parse(fields[4], CultureInfo.InvariantCulture) * 100)));

    public static IEnumerable<WeightedHistory> Full() => Csv("cdnow_full_counts.csv")
        .Select(row => new WeightedHistory(new((int)row[0], row[1] / 7, row[2] / 7), (long)row[3]));

    public static IEnumerable<double[]> Csv(string name) => File.ReadLines(TestData.PathOf(name)).Skip(1)
        .Select(line => line.Split(',').Select(field => double.Parse(field, CultureInfo.InvariantCulture)).ToArray());
}

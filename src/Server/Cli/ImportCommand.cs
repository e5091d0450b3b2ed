using System.CommandLine;
using System.Globalization;
using Vouch.Domain;
using Vouch.Domain.Ids;
using Vouch.Domain.Orders;
using Vouch.Server.Orders;
using Vouch.Server.Platform;
using Vouch.Server.Referrals;
using Vouch.Server.Rewards;
using Vouch.Storage;

namespace Vouch.Server.Cli;

/// <summary><c>vouch import orders|customers|codes FILE</c>: takes history in from a file of columns.</summary>
internal static class ImportCommand
{
    private static readonly Argument<FileInfo> FileArgument = new("FILE")
    {
        Description = "A text file in UTF-8 whose first line names the columns.",
    };

    private static readonly WordOption<Delimiter> DelimiterOption = new("--delimiter")
    {
        Description = "What stands between columns; runs of spaces are one.",
        DefaultValueFactory = _ => "comma",
    };

    private static readonly Option<string[]> Map = new("--map")
    {
        Description = "COLUMN=path or COLUMN=path:format, as often as needed, also for one column. The path is the field's in the body "
            + "of the API, such as customer.email or lines.0.sku. Formats: decimal (11.77 is 1177 in a currency of two digits), or a .NET "
            + "date pattern such as yyyyMMdd (midnight in the shop's zone).",
        DefaultValueFactory = _ => [],
    };

    private static readonly Option<string[]> Set = new("--set")
    {
        Description = "path=value: the same for every line.",
        DefaultValueFactory = _ => [],
    };

    private static readonly Option<bool> Attribute = new("--attribute")
    {
        Description = "Decide about the credit of each order as if it had just come. Otherwise orders are history: they make customers "
            + "existing ones and start no referral.",
    };

    internal static Command Make()
    {
        var orders = Sort(
            "orders",
            "Import orders. Without their own: status is paid, total is computed, externalId is FILE's name, a colon and the line.");
        orders.Add(Attribute);
        orders.SetAction((parsed, _) => Run(parsed, (database, shop) => Orders(database, shop, parsed.GetValue(Attribute))));
        var customers = Sort(
            "customers", "Import customers: externalId, email, name, phone, since. One of externalId, email and phone has to be there.");
        customers.SetAction((parsed, _) => Run(parsed, Customers));
        var codes = Sort(
            "codes", "Import codes of the shop's own into a pool: columns code and pool, or --set pool=NAME for all lines.");
        codes.SetAction((parsed, _) => Run(parsed, Codes));
        return new Command(
            "import", "Take history in from a file. A line that is refused stops nothing: it goes to FILE.refused.csv with its reason. "
            + "Begun again, what is known is passed over. Exit code 0 when the file was read to its end, refused lines or not.")
        {
            orders, customers, codes,
        };
    }

    private static Command Sort(string name, string description) => new(name, description)
    {
        FileArgument, ChooseShop.OneOption, DelimiterOption, Map, Set, CommandLine.JsonOption,
    };

    private static async Task<int> Run<TBody, TItem>(ParseResult parsed, Func<Database, Shop, ImportSteps<TBody, TItem>> steps)
        where TItem : class
    {
        var file = parsed.GetRequiredValue(FileArgument);
        if (!file.Exists)
        {
            return CommandLine.Wrong($"There is no file {file}.");
        }

        return await CommandLine.OnDatabase(parsed, async database =>
        {
            var shop = await ChooseShop.One(parsed, database);
            if (shop.IsRefused)
            {
                return CommandLine.Refused(parsed, shop.Refusal);
            }

            var options = new ImportOptions(
                file.FullName, DelimiterOption.Of(parsed).Character(), new FieldWishes(parsed.GetValue(Map)!, parsed.GetValue(Set)!));
            using var import = new ImportFile<TBody, TItem>(options, shop.Value, steps(database, shop.Value));
            var summary = await Progress.Show(file.Name, "lines", import.Run);
            if (summary.IsRefused)
            {
                return CommandLine.Refused(parsed, summary.Refusal);
            }

            Print(summary.Value, parsed.GetValue(CommandLine.JsonOption));
            return CommandLine.Done;
        });
    }

    private static ImportSteps<OrderRequest, ImportedOrder> Orders(Database database, Shop shop, bool withCredit)
    {
        var db = database.For(shop.Id);
        return new ImportSteps<OrderRequest, ImportedOrder>(
            (order, name) => order.ExternalId.IsPresent ? order : order with { ExternalId = name },
            order => ImportOrders.Prepare(shop, order, NowOf(database, shop)),
            orders => withCredit ? ImportHistory.OrdersWithCredit(db, orders) : ImportHistory.Orders(db, orders));
    }

    private static ImportSteps<CustomerRequest, ImportedCustomer> Customers(Database database, Shop shop) => new(
        (customer, _) => customer,
        customer => ImportCustomers.Prepare(shop, customer, NowOf(database, shop)),
        customers => ImportHistory.Customers(database.For(shop.Id), customers));

    private static ImportSteps<PoolCodeRequest, PoolCode> Codes(Database database, Shop shop) => new(
        (code, _) => code,
        ImportCodes.Prepare,
        codes => ImportHistory.Codes(database.For(shop.Id), codes));

    private static Instant NowOf(Database database, Shop shop) => shop.Now(Instant.Of(database.Wall.GetUtcNow()));

    private static void Print(ImportSummary summary, bool json)
    {
        if (summary.UnusedColumns.Count > 0)
        {
            Console.Error.WriteLine($"vouch: columns that are not used: {string.Join(", ", summary.UnusedColumns)}");
        }

        if (json)
        {
            CommandLine.PrintJson(summary);
            return;
        }

        var rate = (summary.Imported + summary.Updated + summary.Known + summary.Refused) / Math.Max(summary.Seconds, 0.001);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{summary.Imported:N0} imported, {summary.Updated:N0} updated, {summary.Known:N0} known already, ")
            + string.Create(
                CultureInfo.InvariantCulture, $"{summary.Refused:N0} refused, in {summary.Seconds:0.0} s ({rate:N0} a second)."));
        if (summary.RefusedFile is { } refused)
        {
            Console.WriteLine($"The refused lines and their reasons are in {refused}");
        }
    }
}

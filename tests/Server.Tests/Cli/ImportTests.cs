using System.Globalization;
using System.Text;
using Shouldly;
using Vouch.Kit;
using Vouch.Server.Tests.Host;
using Vouch.Server.Tests.Journeys;

namespace Vouch.Server.Tests.Cli;

/// <summary>History comes in from files, beside a server that serves.</summary>
public abstract class ImportTests(TestEngine engine, PostgresFixture postgres) : Journey(engine, postgres)
{
    /// <summary>How many of CDNOW's purchases come in.</summary>
    protected virtual int Purchases => 69_659;

    private const string Header = "number;day;who;mail;gross\n";

    private static readonly string[] Shape =
    [
        "--delimiter", "semicolon", "--map", "number=externalId", "--map", "day=placedAt:dd.MM.yyyy", "--map", "who=customer.name",
        "--map", "mail=customer.email", "--map", "gross=subtotal:decimal", "--map", "gross=lines.0.amount:decimal",
        "--set", "metadata.from=till",
    ];

    [Fact]
    public async Task Codes_go_into_their_pools_and_doubles_are_told_one_by_one()
    {
        var story = await Given();
        var file = await Write("codes.csv", Encoding.UTF8.GetBytes($"code\nSPRING-1\nspring-2\nSPRING-1\n?\n{story.Code}\n"));
        (await Import("codes", file, "--set", "pool=spring")).ShouldCount(imported: 2, updated: 0, known: 1, refused: 2);
        (await story.Shop.Get("/v1/code-pools")).Items.Single()["free"]!.GetValue<long>().ShouldBe(2);
        (await Import("codes", file, "--set", "pool=spring")).ShouldCount(imported: 0, updated: 0, known: 3, refused: 2);
    }

    [Fact]
    public async Task Broken_lines_are_written_down_with_their_reasons_and_stop_nothing()
    {
        var story = await Given(timeZone: "Europe/Warsaw");
        var bytes = Encoding.UTF8.GetBytes(Header
            + "h-1;02.01.2025;Maria;maria@example.com;11.77\n"
            + "h-2;02.01.2025;\"Zofia; \"\"Zo\"\"\nNowak\";zofia@example.com;12\n"
            + "h-3;02.01.2025;\"Open;open@example.com;12\n"
            + "h-4;02.01.2025;Few\n"
            + "\n"
            + "h-5;2025-01-02;Date;date@example.com;12\n"
            + "h-6;02.01.2025;Digits;digits@example.com;12.005\n"
            + "h-7;02.01.2025;Comma;comma@example.com;12,50\n"
            + "=1+1;02.01.2025;Formula;;12\n"
            + "h-9;02.01.2125;Ahead;ahead@example.com;12\n"
            + "h-1;02.01.2025;Maria;maria@example.com;11.77\n"
            + "h-10;02.01.2025;").Concat(new byte[] { 0xB3, 0xF3 }).Concat(Encoding.UTF8.GetBytes(
            ";latin@example.com;12\n"
            + "h-11;02.01.2025;Last;last@example.com;0.00")).ToArray();
        var file = await Write("history.csv", bytes);

        var import = await Import("orders", file, Shape);

        // A line end inside a name is a control character, which no name has.
        import.ShouldCount(imported: 2, updated: 0, known: 1, refused: 9);
        var refused = await File.ReadAllLinesAsync(file + ".refused.csv");
        refused[0].ShouldBe("line,reason,text");
        refused.Where(line => char.IsAsciiDigit(line[0])).Select(line => line.Split(',')[0])
            .ShouldBe(["3", "5", "6", "8", "9", "10", "11", "12", "14"]);
        refused.ShouldContain(line => line.StartsWith("9,\"subtotal: '12.005' has more digits than EUR has", StringComparison.Ordinal));
        refused.ShouldContain(line => line.StartsWith("6,\"The line has 3 cells where the header has 5.\"", StringComparison.Ordinal));
        refused.ShouldContain(line => line.EndsWith(",\"'=1+1;02.01.2025;Formula;;12\"", StringComparison.Ordinal));
        refused.ShouldContain(line => line.Contains("A quote is opened and not closed.", StringComparison.Ordinal));
        var order = (await story.Shop.Get("/v1/orders/h-1")).ShouldBe(200);
        order.Number("subtotal").ShouldBe(1177);
        order.Text("placedAt").ShouldBe("2025-01-01T23:00:00.000Z");
        order.Text("status").ShouldBe("paid");
        (await story.Shop.Get("/v1/orders/h-11")).Number("total").ShouldBe(0);
    }

    [Fact]
    public async Task History_makes_customers_existing_and_starts_no_referral()
    {
        var story = await Given();
        var file = await Write("old.csv", $"customer.email,subtotal,couponCodes\npiotr@example.com,5000,{story.Code}\n");
        (await Import("orders", file, "--set", "placedAt=2026-01-05T10:00:00Z")).ShouldCount(1, 0, 0, 0);
        (await Import("orders", file, "--set", "placedAt=2026-01-05T10:00:00Z")).ShouldCount(0, 0, 1, 0);

        var old = (await story.Shop.Get("/v1/orders/old.csv:2")).ShouldBe(200);
        old.Text("attribution.outcome").ShouldBe("organic");
        old.Text("attribution.reason").ShouldBe("no_touch");
        old.Text("attribution.explanation").ShouldContain("imported");
        (await story.Shop.Post("/v1/orders/old.csv:2/events", """{"externalId":"r-1","type":"refunded","amount":100}"""))
            .ShouldBe(200).Text("attribution.outcome").ShouldBe("organic");
        (await story.Shop.Get("/v1/referrals")).Items.ShouldBeEmpty();

        var next = (await story.Shop.Post("/v1/orders", Story.Order("2001", $$"""{"couponCodes":["{{story.Code}}"]}"""))).ShouldBe(201);
        next.Text("attribution.reason").ShouldBe("existing_customer");
    }

    [Fact]
    public async Task History_that_comes_late_takes_back_a_referral_that_waits()
    {
        var story = await Given();
        var order = (await story.Shop.Post("/v1/orders", Story.Order("2001", $$"""{"couponCodes":["{{story.Code}}"]}"""))).ShouldBe(201);
        order.Text("attribution.outcome").ShouldBe("attributed");

        var file = await Write("late.csv", "externalId,customer.externalId,subtotal,placedAt\nh-1,c-piotr,5000,2026-01-05T10:00:00Z\n");
        (await Import("orders", file)).ShouldCount(1, 0, 0, 0);

        (await story.Shop.Get("/v1/orders/2001")).Text("attribution.reason").ShouldBe("existing_customer");
        (await story.Shop.Get($"/v1/referrals/{order.Text("referralId")}")).Text("status").ShouldBe("cancelled");
    }

    [Fact]
    public async Task A_changed_line_changes_its_order()
    {
        await Given();
        var file = await Write("old.csv", "externalId,customer.email,subtotal,placedAt\nh-1,maria@example.com,5000,2026-01-05T10:00:00Z\n");
        (await Import("orders", file)).ShouldCount(1, 0, 0, 0);
        file = await Write("old.csv", "externalId,customer.email,subtotal,placedAt\nh-1,maria@example.com,6000,2026-01-05T10:00:00Z\n");
        (await Import("orders", file)).ShouldCount(0, 1, 0, 0);
        (await Import("orders", file)).ShouldCount(0, 0, 1, 0);
    }

    [Fact]
    public async Task With_attribute_each_order_is_decided_about()
    {
        var story = await Given();
        await story.Shop.At("2026-03-10T09:00:00Z");
        var file = await Write(
            "march.csv",
            $"externalId,customer.email,subtotal,placedAt,couponCodes\nm-1,piotr@example.com,5000,2026-03-05T10:00:00Z,{story.Code}\n");
        (await Import("orders", file, "--attribute")).ShouldCount(1, 0, 0, 0);
        (await Import("orders", file, "--attribute")).ShouldCount(0, 0, 1, 0);

        var order = (await story.Shop.Get("/v1/orders/m-1")).ShouldBe(200);
        order.Text("attribution.advocateId").ShouldBe(story.Anna);
        (await story.Shop.Get($"/v1/referrals/{order.Text("referralId")}")).Text("status").ShouldBe("pending");
    }

    [Fact]
    public async Task Customers_of_a_list_are_existing_ones_without_an_order()
    {
        var story = await Given();
        var file = await Write(
            "people.csv",
            "externalId,email,name,phone,since\nc-9,piotr@example.com,Piotr Nowak,,2025-05-01T00:00:00Z\n"
            + ",nobody,,,\n,,No One,,\nc-10,,,,soon\n");
        (await Import("customers", file)).ShouldCount(1, 0, 0, 3);
        (await Import("customers", file)).ShouldCount(0, 0, 1, 3);
        var customer = (await story.Shop.Get("/v1/customers?email=piotr@example.com")).ShouldBe(200).Items.ShouldHaveSingleItem();
        customer["externalId"]!.ToString().ShouldBe("c-9");

        var order = (await story.Shop.Post("/v1/orders", Story.Order("2001", $$"""{"couponCodes":["{{story.Code}}"]}"""))).ShouldBe(201);
        order.Text("attribution.reason").ShouldBe("existing_customer");
        order.Text("attribution.explanation").ShouldContain("list");
        (await story.Shop.Get("/v1/orders")).Items.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_wish_that_fits_neither_body_nor_file_is_wrong_usage_and_imports_nothing()
    {
        var story = await Given();
        var file = await Write("old.csv", "externalId,customer.email,subtotal\nh-1,maria@example.com,5000\n");
        (await Import("orders", file, "--map", "subtotal=subtotl")).ShouldEnd(2).Error.ShouldContain("subtotl");
        (await Import("orders", file, "--map", "nothing=subtotal")).ShouldEnd(2).Error.ShouldContain("nothing");
        (await Import("orders", file, "--map", "subtotal=total", "--set", "total=1")).ShouldEnd(2).Error.ShouldContain("twice");
        (await Import("orders", file + ".none")).ShouldEnd(2);
        (await story.Shop.Get("/v1/orders")).Items.ShouldBeEmpty();
    }

    [Fact]
    public async Task All_purchases_of_a_shop_come_in_once_and_make_their_customers_existing()
    {
        var source = Path.Combine(Repository.Root, "..", "shared", "data", "ltv", "CDNOW_master.txt");
        Assert.SkipUnless(File.Exists(source), "The purchases of CDNOW are not beside this repository.");
        var story = await Given(currency: "USD");
        var file = Path.Combine(Path.GetDirectoryName(Site.MailFolder)!, "CDNOW_master.txt");
        await File.WriteAllLinesAsync(file, (await File.ReadAllLinesAsync(source)).Take(1 + Purchases));
        string[] shape =
        [
            "--delimiter", "space", "--map", "customer_id=customer.externalId", "--map", "date=placedAt:yyyyMMdd",
            "--map", "dollar_value=subtotal:decimal", "--map", "number_of_cds=lines.0.quantity",
        ];

        var first = (await Import("orders", file, shape)).ShouldCount(Purchases, 0, 0, 0);
        var rate = Purchases / first.Json["seconds"]!.GetValue<double>();
        TestContext.Current.TestOutputHelper?.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{rate:N0} orders a second"));
        (await Import("orders", file, shape)).ShouldCount(0, 0, Purchases, 0);

        var order = (await story.Shop.Post("/v1/orders", Story.Order(
            "2001", $$$"""{"couponCodes":["{{{story.Code}}}"],"customer":{"externalId":"00001"}}"""))).ShouldBe(201);
        order.Text("attribution.reason").ShouldBe("existing_customer");
        (await story.Shop.Get("/v1/orders/CDNOW_master.txt:2")).Number("subtotal").ShouldBe(1177);
    }

    private Task<VouchCommand> Import(string what, string file, params string[] more) =>
        VouchCommand.Run(Site.ConnectionString, ["import", what, file, "--json", .. more]);

    private Task<string> Write(string name, string text) => Write(name, Encoding.UTF8.GetBytes(text));

    private async Task<string> Write(string name, byte[] bytes)
    {
        var path = Path.Combine(Path.GetDirectoryName(Site.MailFolder)!, name);
        await File.WriteAllBytesAsync(path, bytes);
        return path;
    }
}

public sealed class SqliteImportTests(PostgresFixture postgres) : ImportTests(TestEngine.Sqlite, postgres);

public sealed class PostgresImportTests(PostgresFixture postgres) : ImportTests(TestEngine.Postgres, postgres)
{
    // Enough to be told in many commits; all of them take a minute there.
    protected override int Purchases => 12_000;
}

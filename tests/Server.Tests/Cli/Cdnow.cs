using Shouldly;

namespace Vouch.Server.Tests.Cli;

/// <summary>The purchases of CDNOW's published sample of 2,357 customers, imported as a shop would.</summary>
internal static class Cdnow
{
    internal static async Task Import(string database, string source, string shop)
    {
        var folder = Directory.CreateTempSubdirectory("cdnow");
        try
        {
            // The file has no head; the second column is the sample's own number of the customer.
            var rows = (await File.ReadAllLinesAsync(source)).Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries));
            var file = Path.Combine(folder.FullName, "sample.txt");
            await File.WriteAllLinesAsync(file, rows.Select(row => $"{row[1]} {row[2]} {row[4]}").Prepend("customer date value"));
            var command = await VouchCommand.Run(database,
            [
                "import", "orders", file, "--json", "--shop", shop, "--delimiter", "space", "--map", "customer=customer.externalId",
                "--map", "date=placedAt:yyyyMMdd", "--map", "value=subtotal:decimal",
            ]);
            command.ExitCode.ShouldBe(0);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}

using System.CommandLine;
using Vouch.Domain;
using Vouch.Server.Platform;

namespace Vouch.Server.Cli;

/// <summary><c>vouch shop create</c>: makes a shop and prints its keys, this once.</summary>
internal static class ShopCommand
{
    private static readonly Option<string> Name = new("--name") { Description = "The shop as customers know it.", Required = true };
    private static readonly Option<string> CurrencyCode = new("--currency") { Description = "ISO 4217, for example EUR.", Required = true };
    private static readonly Option<string> TimeZone =
        new("--time-zone") { Description = "IANA name, for example Europe/Warsaw.", DefaultValueFactory = _ => "UTC" };
    private static readonly Option<string> Locale =
        new("--locale") { Description = "Default language, for example pl.", DefaultValueFactory = _ => "en" };
    private static readonly WordOption<ShopMode> Mode =
        new("--mode") { Description = "live, or test for a shop whose clock can be moved.", DefaultValueFactory = _ => "live" };
    private static readonly Option<string?> Url = new("--url") { Description = "The storefront's address." };

    internal static Command Make()
    {
        var create = new Command(
            "create", "Make a shop, and a database where there is none. Prints the shop's id and keys, which are shown this once.")
        {
            Name, CurrencyCode, TimeZone, Locale, Mode, Url, CommandLine.JsonOption,
        };
        create.SetAction((parsed, _) => CommandLine.OnNewDatabase(parsed, async database =>
        {
            var made = await CreateShop.Run(database, new NewShop(
                parsed.GetRequiredValue(Name), parsed.GetRequiredValue(CurrencyCode).ToUpperInvariant(), parsed.GetRequiredValue(TimeZone),
                parsed.GetRequiredValue(Locale), Mode.Of(parsed), parsed.GetValue(Url)));
            if (made.IsRefused)
            {
                // The contract calls it the shop's address; the option is shorter.
                return CommandLine.Refused(parsed, made.Refusal.Field == "address" ? made.Refusal with { Field = "url" } : made.Refusal);
            }

            if (parsed.GetValue(CommandLine.JsonOption))
            {
                CommandLine.PrintJson(made.Value);
            }
            else
            {
                Console.WriteLine($"""
                    Shop             {made.Value.ShopId}
                    Secret key       {made.Value.SecretKey}
                    Publishable key  {made.Value.PublishableKey}
                    The keys are shown this once; keep the secret one on your server.
                    """);
            }

            return CommandLine.Done;
        }));
        return new Command("shop", "Shops of this installation.") { create };
    }
}

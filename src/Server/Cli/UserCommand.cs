using System.CommandLine;
using Vouch.Domain;
using Vouch.Server.Platform;

namespace Vouch.Server.Cli;

/// <summary>
/// <c>vouch user create</c>: adds a member of staff; a password comes from standard input, else a one-time link is
/// printed. <c>vouch user drop-second-factor</c> switches one off.
/// </summary>
internal static class UserCommand
{
    private static readonly Option<string> Email = new("--email") { Description = "Who.", Required = true };
    private static readonly WordOption<StaffRole> Role = new("--role") { Description = "What the person may do.", Required = true };

    private static readonly Option<string> PublicUrl = new("--public-url")
    {
        Description = "Where the installation is reached, for the printed link. Also VOUCH_PUBLIC_URL.",
        DefaultValueFactory = _ => Environment.GetEnvironmentVariable("VOUCH_PUBLIC_URL") ?? "http://127.0.0.1:5080",
    };

    internal static Command Make()
    {
        var create = new Command("create", "Add a member of staff. Pipe a password in, or get a one-time sign-in link.")
        {
            Email, Role, ChooseShop.AllOption, PublicUrl, CommandLine.JsonOption,
        };
        create.SetAction((parsed, _) => CommandLine.OnDatabase(parsed, async database =>
        {
            var shops = await ChooseShop.All(parsed, database);
            if (shops.IsRefused || shops.Value.Count == 0)
            {
                return CommandLine.Refused(parsed, shops.Refusal ?? ChooseShop.NoneYet);
            }

            var password = Console.IsInputRedirected ? (await Console.In.ReadLineAsync())?.Trim() : null;
            var added = await AddStaff.Run(
                database, parsed.GetRequiredValue(Email), Role.Of(parsed), [.. shops.Value.Select(shop => shop.Id)],
                password is { Length: > 0 } ? password : null);
            if (added.IsRefused)
            {
                return CommandLine.Refused(parsed, added.Refusal);
            }

            Print(added.Value, parsed.GetRequiredValue(PublicUrl).TrimEnd('/'), parsed.GetValue(CommandLine.JsonOption));
            return CommandLine.Done;
        }));
        return new Command("user", "Members of staff.") { create, MakeDrop() };
    }

    private static Command MakeDrop()
    {
        var drop = new Command("drop-second-factor", "Switch off somebody's second factor, for a lost telephone without recovery codes.")
        {
            Email, CommandLine.JsonOption,
        };
        drop.SetAction((parsed, _) => CommandLine.OnDatabase(parsed, async database =>
        {
            var email = parsed.GetRequiredValue(Email);
            if (!await SecondFactor.TurnOff(database, email))
            {
                return CommandLine.Refused(parsed, Refusal.Invalid("email", "is of nobody who has a second factor"));
            }

            Console.WriteLine($"{email} signs in without a second factor.");
            return CommandLine.Done;
        }));
        return drop;
    }

    private static void Print(AddedStaff staff, string publicUrl, bool json)
    {
        var link = staff.LinkToken is { } token ? SignInLinks.Address(publicUrl, token) : null;
        if (json)
        {
            CommandLine.PrintJson(new { staff.Id, staff.Email, SignInLink = link });
        }
        else
        {
            Console.WriteLine(link is null
                ? $"{staff.Email} can sign in with that password."
                : $"{staff.Email} signs in here, once, within {AddStaff.LinkLife.TotalHours:0} hours:\n{link}");
        }
    }
}

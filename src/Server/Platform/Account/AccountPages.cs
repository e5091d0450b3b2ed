using Vouch.Domain;
using Vouch.Domain.Ids;
using Vouch.Server.Platform.Pages;
using Vouch.Server.Platform.Pages.Forms;
using Vouch.Storage;

namespace Vouch.Server.Platform.Account;

/// <summary>What the page about the own account shows.</summary>
/// <param name="Staff">Whose it is.</param>
/// <param name="HasPassword">False for who has only ever come by a link.</param>
/// <param name="Sessions">Where they are signed in.</param>
/// <param name="Values">The forms as typed.</param>
/// <param name="Done">What was just done; null for nothing.</param>
public sealed record AccountModel(
    StaffMember Staff, bool HasPassword, IReadOnlyList<OwnSession> Sessions, FormValues Values, string? Done);

/// <summary>The own account: name, password, sessions.</summary>
internal static class AccountPages
{
    internal const string Here = "/account";
    private const int LongestName = 100;
    private const int Tries = 5;
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(15);

    [AcrossShops("an account is a person's, not a shop's")]
    private const string SelectPassword = "SELECT password_hash FROM staff WHERE staff_id = @staffId";

    [AcrossShops("an account is a person's, not a shop's")]
    private const string SetName = "UPDATE staff SET name = @name WHERE staff_id = @staffId";

    [AcrossShops("an account is a person's, not a shop's")]
    private const string SetPassword = "UPDATE staff SET password_hash = @hash WHERE staff_id = @staffId";

    internal static void Map(IEndpointRouteBuilder routes)
    {
        const Permission own = Permission.OwnAccount;
        routes.DeskPage(Here, own, visit => Show(visit, new FormValues { ["name"] = visit.Staff.Name ?? "" }));
        routes.DeskPost(Here + "/name", own, Rename);
        routes.DeskPost(Here + "/password", own, ChangePassword);
        routes.DeskPost(Here + "/sessions/{hash}/end", own, async (visit, _) =>
        {
            await StaffSessions.EndOne(visit.Database, visit.Staff.StaffId, visit.Route("hash"));
            return visit.Go(Here + "?done=ended");
        });
        routes.DeskPost(Here + "/end-others", own, async (visit, _) =>
        {
            await StaffSessions.EndOthers(visit.Database, visit.Staff);
            return visit.Go(Here + "?done=ended");
        });
        routes.DeskPost(Here + "/look", own, (visit, form) => Task.FromResult(ChooseLook(visit, form)));
        FactorPages.Map(routes);
    }

    /// <summary>True for the right password, of who has one; counts the try.</summary>
    internal static async Task<PasswordTry> TryPassword(DeskVisit visit, string password)
    {
        var (staff, database) = (visit.Staff.StaffId, visit.Database);
        if (await PasswordOf(database, staff) is not { } hash)
        {
            return PasswordTry.Right;
        }

        if (!await Attempts.Allow(database, "own_password", staff.ToString(), Tries, Window))
        {
            return PasswordTry.TooMany;
        }

        if (!await Passwords.Verify(hash, password, visit.Aborted))
        {
            return PasswordTry.Wrong;
        }

        await Attempts.Clear(database, "own_password", staff.ToString());
        return PasswordTry.Right;
    }

    /// <summary>The hash of somebody's password; null where they have none.</summary>
    internal static Task<string?> PasswordOf(Database database, StaffId staff) =>
        database.System.First<string?>(SelectPassword, new { StaffId = staff });

    // Back to where the choice was made, if that is a page of this desk.
    private static IResult ChooseLook(DeskVisit visit, FormValues form)
    {
        if (WireName.TryParse<Look>(form["look"], out var look))
        {
            visit.Keep(look);
        }

        var back = form["back"];
        var isHere = back.StartsWith(visit.Root, StringComparison.Ordinal) && back.All(sign => sign is > ' ' and < '\u007f');
        var rest = isHere ? back[visit.Root.Length..] : "";
        return visit.Go(rest is ['/' or '?', ..] ? rest : "");
    }

    private static async Task<IResult> Rename(DeskVisit visit, FormValues form)
    {
        if (form["name"] is not { Length: > 0 and <= LongestName } name)
        {
            form.Refuse("name", AccountTexts.NoName);
            return await Show(visit, form);
        }

        await visit.Database.System.Execute(SetName, new { Name = name, visit.Staff.StaffId });
        return visit.Go(Here + "?done=name");
    }

    private static async Task<IResult> ChangePassword(DeskVisit visit, FormValues form)
    {
        if (form["new"].Length < AddStaff.ShortestPassword)
        {
            form.Refuse("new", AccountTexts.ShortPassword);
        }
        else if (await TryPassword(visit, form["old"]) is var tried and not PasswordTry.Right)
        {
            form.Refuse("old", tried == PasswordTry.TooMany ? AccountTexts.TooMany : AccountTexts.WrongPassword);
        }

        if (form.Wrong)
        {
            form["name"] = visit.Staff.Name ?? "";
            return await Show(visit, form);
        }

        var hash = AddStaff.Hash(form["new"]);
        await visit.Database.System.Write(async tx =>
        {
            await tx.Execute(SetPassword, new { Hash = hash, visit.Staff.StaffId });
            tx.For(visit.Shop.Id, visit.Actor).Publish(new StaffPasswordChanged(visit.Staff.StaffId), visit.Now);
        });
        await StaffSessions.EndOthers(visit.Database, visit.Staff);
        return visit.Go(Here + "?done=password");
    }

    private static async Task<IResult> Show(DeskVisit visit, FormValues values) => visit.Page<AccountPage>(
        new AccountModel(
            visit.Staff, await PasswordOf(visit.Database, visit.Staff.StaffId) is not null,
            await StaffSessions.All(visit.Database, visit.Staff.StaffId), values, AccountTexts.Done(visit.Query("done"))),
        values.Wrong ? StatusCodes.Status400BadRequest : StatusCodes.Status200OK);
}

/// <summary>What came of typing the own password.</summary>
internal enum PasswordTry
{
    /// <summary>It is the right one, or there is none.</summary>
    Right,

    /// <summary>It is not.</summary>
    Wrong,

    /// <summary>There were too many tries.</summary>
    TooMany,
}

using Vouch.Server.Platform.Pages;
using Vouch.Server.Platform.Pages.Forms;

namespace Vouch.Server.Platform.Account;

/// <summary>What the page about the second factor shows.</summary>
/// <param name="State">How far it is.</param>
/// <param name="Email">Whose it is, for the app.</param>
/// <param name="IsNeeded">The shop asks it of everybody.</param>
/// <param name="HasPassword">A password is asked too, to switch it off.</param>
/// <param name="Codes">Recovery codes just made, shown this once; null otherwise.</param>
/// <param name="Values">The forms as typed.</param>
public sealed record FactorModel(
    FactorState State, string Email, bool IsNeeded, bool HasPassword, IReadOnlyList<string>? Codes, FormValues Values);

/// <summary>Setting up the second factor, its recovery codes, and switching it off.</summary>
internal static class FactorPages
{
    private const string Here = AccountPages.Here + "/second-factor";

    internal static void Map(IEndpointRouteBuilder routes)
    {
        const Permission own = Permission.OwnAccount;
        routes.DeskPage(Here, own, visit => Show(visit, new FormValues()));
        routes.DeskPost(Here + "/start", own, Start);
        routes.DeskPost(Here + "/on", own, TurnOn);
        routes.DeskPost(Here + "/codes", own, Renew);
        routes.DeskPost(Here + "/off", own, TurnOff);
    }

    private static async Task<IResult> Start(DeskVisit visit, FormValues form)
    {
        if (await visit.Db.Write(tx => SecondFactor.Start(tx, VaultOf(visit), visit.Staff.StaffId)) is { } refusal)
        {
            form.Refuse(refusal.Sentence);
            return await Show(visit, form);
        }

        return visit.Go(Here);
    }

    private static async Task<IResult> TurnOn(DeskVisit visit, FormValues form)
    {
        if (!await MayTry(visit, form))
        {
            return await Show(visit, form);
        }

        if (await SecondFactor.TurnOn(visit.Database, VaultOf(visit), visit.Staff.StaffId, form["code"]) is not { } codes)
        {
            form.Refuse("code", AccountTexts.WrongCode);
            return await Show(visit, form);
        }

        await Tell(visit, true);
        await StaffSessions.EndOthers(visit.Database, visit.Staff);
        return await Show(visit, new FormValues(), codes);
    }

    private static async Task<IResult> Renew(DeskVisit visit, FormValues form) => await IsRight(visit, form, "renewCode")
        ? await Show(visit, new FormValues(), await SecondFactor.Renew(visit.Database, visit.Staff.StaffId)) : await Show(visit, form);

    private static async Task<IResult> TurnOff(DeskVisit visit, FormValues form)
    {
        if (await AccountPages.TryPassword(visit, form["password"]) is var tried and not PasswordTry.Right)
        {
            form.Refuse("password", tried == PasswordTry.TooMany ? AccountTexts.TooMany : AccountTexts.WrongPassword);
            return await Show(visit, form);
        }

        if (!await IsRight(visit, form, "code"))
        {
            return await Show(visit, form);
        }

        await SecondFactor.TurnOff(visit.Database, visit.Staff.StaffId);
        await Tell(visit, false);
        return visit.Go(AccountPages.Here + "?done=off");
    }

    private static async Task<bool> IsRight(DeskVisit visit, FormValues form, string field)
    {
        if (!await MayTry(visit, form))
        {
            return false;
        }

        if (!await SecondFactor.Verify(visit.Database, VaultOf(visit), visit.Staff.StaffId, form[field]))
        {
            form.Refuse(field, AccountTexts.WrongCode);
            return false;
        }

        return true;
    }

    private static async Task<bool> MayTry(DeskVisit visit, FormValues form)
    {
        if (await SecondFactor.MayTry(visit.Database, visit.Staff.StaffId))
        {
            return true;
        }

        form.Refuse(AccountTexts.TooMany);
        return false;
    }

    private static async Task Tell(DeskVisit visit, bool on)
    {
        await SecondFactor.ClearTries(visit.Database, visit.Staff.StaffId);
        await visit.Db.Write(tx =>
        {
            tx.Publish(new StaffFactorChanged(visit.Staff.StaffId, on), visit.Now);
            return Task.CompletedTask;
        });
    }

    private static async Task<IResult> Show(DeskVisit visit, FormValues values, IReadOnlyList<string>? codes = null) =>
        visit.Page<FactorPage>(
            new FactorModel(
                await SecondFactor.Find(visit.Database, VaultOf(visit), visit.Staff.StaffId), visit.Staff.Email, visit.NeedsFactor,
                await AccountPages.PasswordOf(visit.Database, visit.Staff.StaffId) is not null, codes, values),
            values.Wrong ? StatusCodes.Status400BadRequest : StatusCodes.Status200OK);

    private static Vault VaultOf(DeskVisit visit) => visit.Services.GetRequiredService<Vault>();
}

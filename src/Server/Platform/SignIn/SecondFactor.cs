using System.Buffers.Text;
using System.Security.Cryptography;
using Vouch.Domain;
using Vouch.Domain.Ids;
using Vouch.Domain.People;
using Vouch.Storage;

namespace Vouch.Server.Platform;

/// <summary>How far somebody is with their second factor.</summary>
/// <param name="IsOn">It is asked for at sign-in.</param>
/// <param name="Secret">What the app has to be told; null where nothing was begun, and once it is on.</param>
/// <param name="CodesLeft">How many recovery codes are left.</param>
public sealed record FactorState(bool IsOn, byte[]? Secret, long CodesLeft);

/// <summary>
/// A code of an app beside the password: its secret is sealed by the vault, each code counts once, and ten recovery codes, of which only
/// the hashes are kept, stand in for a lost telephone.
/// </summary>
internal static class SecondFactor
{
    /// <summary>How many recovery codes there are.</summary>
    public const int RecoveryCodes = 10;

    private const int Tries = 5;
    private const int CodeLength = 16;
    private const string CodeLetters = "0123456789abcdefghjkmnpqrstvwxyz";
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(15);

    [AcrossShops("a second factor is a person's")]
    private const string Select = """
        SELECT f.shop_id, f.sealed, f.last_step, f.confirmed_at,
            (SELECT count(*) FROM staff_recovery_codes c WHERE c.staff_id = f.staff_id) AS codes
        FROM staff_factors f WHERE f.staff_id = @staffId
        """;

    private const string Put = """
        INSERT INTO staff_factors (staff_id, shop_id, sealed, last_step, confirmed_at) VALUES (@staffId, @shop, @sealedText, 0, NULL)
        ON CONFLICT (staff_id) DO NOTHING
        """;

    [AcrossShops("a second factor is a person's")]
    private const string Confirm = """
        UPDATE staff_factors SET confirmed_at = @at, last_step = @step WHERE staff_id = @staffId AND confirmed_at IS NULL
        """;

    [AcrossShops("a second factor is a person's")]
    private const string UseStep = """
        UPDATE staff_factors SET last_step = @step WHERE staff_id = @staffId AND confirmed_at IS NOT NULL AND last_step < @step
        """;

    [AcrossShops("a second factor is a person's")]
    private const string UseCode = "DELETE FROM staff_recovery_codes WHERE staff_id = @staffId AND hash = @hash";

    [AcrossShops("a second factor is a person's")]
    private const string AddCode = "INSERT INTO staff_recovery_codes (staff_id, hash) VALUES (@staffId, @hash)";

    [AcrossShops("a second factor is a person's")]
    private const string DropCodes = "DELETE FROM staff_recovery_codes WHERE staff_id = @staffId";

    [AcrossShops("a second factor is a person's")]
    private const string Whose = """
        SELECT f.staff_id FROM staff_factors t JOIN staff f ON f.staff_id = t.staff_id WHERE f.email_key = @emailKey
        """;

    [AcrossShops("a second factor is a person's")]
    private const string Drop = "DELETE FROM staff_factors WHERE staff_id = @staffId";

    /// <summary>How far somebody is.</summary>
    public static async Task<FactorState> Find(Database database, Vault vault, StaffId staff)
    {
        if (await database.System.First<Row>(Select, new { StaffId = staff }) is not { } row)
        {
            return new FactorState(false, null, 0);
        }

        return row.ConfirmedAt is null
            ? new FactorState(false, await Opened(database, vault, staff, row), 0) : new FactorState(true, null, row.Codes);
    }

    /// <summary>Makes a secret where there is none yet; it counts for nothing until <see cref="TurnOn"/>.</summary>
    /// <returns>Why it cannot be kept; null where it is.</returns>
    public static async Task<Refusal?> Start(ShopTx tx, Vault vault, StaffId staff)
    {
        var text = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(Totp.SecretLength));
        var sealedText = await vault.Seal(tx, Place(staff), text);
        if (sealedText.IsRefused)
        {
            return sealedText.Refusal;
        }

        await tx.Execute(Put, new { StaffId = staff, SealedText = sealedText.Value });
        return null;
    }

    /// <summary>Switches it on by a first code, and makes the recovery codes; null where the code is wrong.</summary>
    public static async Task<IReadOnlyList<string>?> TurnOn(Database database, Vault vault, StaffId staff, string typed)
    {
        var now = Instant.Of(database.Wall.GetUtcNow());
        if (await database.System.First<Row>(Select, new { StaffId = staff }) is not { ConfirmedAt: null } row
            || Totp.Match(await Opened(database, vault, staff, row), typed, now, row.LastStep) is not { } step)
        {
            return null;
        }

        return await database.System.Write(async tx => await tx.Execute(Confirm, new { StaffId = staff, At = now, Step = step }) == 1
            ? await NewCodes(tx, staff) : null);
    }

    /// <summary>True for a code of the app, or a recovery code: either counts once.</summary>
    public static async Task<bool> Verify(Database database, Vault vault, StaffId staff, string typed)
    {
        if (await database.System.First<Row>(Select, new { StaffId = staff }) is not { ConfirmedAt: not null } row)
        {
            return false;
        }

        var now = Instant.Of(database.Wall.GetUtcNow());
        if (Totp.Match(await Opened(database, vault, staff, row), typed, now, row.LastStep) is { } step)
        {
            return await database.System.Execute(UseStep, new { StaffId = staff, Step = step }) == 1;
        }

        var code = Plain(typed);
        return code.Length == CodeLength
            && await database.System.Execute(UseCode, new { StaffId = staff, Hash = Secrets.Hash(code) }) == 1;
    }

    /// <summary>Makes the recovery codes anew; the ones before count no more.</summary>
    public static Task<IReadOnlyList<string>> Renew(Database database, StaffId staff) =>
        database.System.Write(tx => NewCodes(tx, staff));

    /// <summary>Switches it off by whoever runs the installation: for a lost telephone without recovery codes.</summary>
    /// <returns>False where nobody of that address has one.</returns>
    public static async Task<bool> TurnOff(Database database, string email)
    {
        var key = EmailAddress.TryParse(email, out var address) ? address.Strict : "";
        if (await database.System.First<StaffId?>(Whose, new { EmailKey = key }) is not { } staff)
        {
            return false;
        }

        await TurnOff(database, staff);
        return true;
    }

    /// <summary>Switches it off.</summary>
    public static Task TurnOff(Database database, StaffId staff) => database.System.Write(async tx =>
    {
        await tx.Execute(DropCodes, new { StaffId = staff });
        await tx.Execute(Drop, new { StaffId = staff });
    });

    /// <summary>Counts a try; false when there were too many in a quarter of an hour.</summary>
    public static Task<bool> MayTry(Database database, StaffId staff) =>
        Attempts.Allow(database, "sign_in_code", staff.ToString(), Tries, Window);

    /// <summary>Forgets the tries, after a success.</summary>
    public static Task ClearTries(Database database, StaffId staff) => Attempts.Clear(database, "sign_in_code", staff.ToString());

    private static async Task<IReadOnlyList<string>> NewCodes(SystemTx tx, StaffId staff)
    {
        await tx.Execute(DropCodes, new { StaffId = staff });
        var codes = new List<string>();
        for (var i = 0; i < RecoveryCodes; i++)
        {
            var code = RandomNumberGenerator.GetString(CodeLetters, CodeLength);
            await tx.Execute(AddCode, new { StaffId = staff, Hash = Secrets.Hash(code) });
            codes.Add(string.Join('-', code.Chunk(4).Select(part => new string(part))));
        }

        return codes;
    }

    private static string Plain(string typed) => typed.Replace("-", "", StringComparison.Ordinal)
        .Replace(" ", "", StringComparison.Ordinal).ToLowerInvariant();

    private static async Task<byte[]> Opened(Database database, Vault vault, StaffId staff, Row row) =>
        Base64Url.DecodeFromChars(await vault.Open(database.For(row.ShopId), row.ShopId, Place(staff), row.Sealed));

    private static SealedPlace Place(StaffId staff) => new("staff_factors", "sealed", staff.ToString());

    private sealed record Row(ShopId ShopId, string Sealed, long LastStep, Instant? ConfirmedAt, long Codes);
}

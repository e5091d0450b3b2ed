using Vouch.Domain.Ids;
using Vouch.Storage;

namespace Vouch.Server.Platform.Pages;

/// <summary>Who did something, as people know each other: ledger and payouts keep a key's or a member of staff's id.</summary>
internal static class Actors
{
    private const string StaffOf = """
        SELECT f.staff_id, f.email FROM staff f
        JOIN staff_roles r ON r.staff_id = f.staff_id WHERE r.shop_id = @shop AND f.staff_id = ANY(@ids)
        """;

    private const string KeysOf = "SELECT key_id, name FROM api_keys WHERE shop_id = @shop AND key_id = ANY(@ids)";

    /// <summary>The address of a member of staff, the name of a key; what is neither (any more) keeps its id.</summary>
    public static async Task<IReadOnlyDictionary<string, string>> Names(Reads db, IEnumerable<string?> texts)
    {
        var names = texts.OfType<string>().Distinct().ToDictionary(text => text);
        var staff = names.Keys.Select(text => IdText.TryParse<StaffId>(text, out var id) ? id.Value : 0).Where(id => id != 0).ToArray();
        foreach (var row in staff.Length == 0 ? [] : await db.Query<StaffRow>(StaffOf, new { Ids = staff }))
        {
            names[row.StaffId.ToString()] = row.Email;
        }

        var keys = names.Keys.Select(text => IdText.TryParse<KeyId>(text, out var id) ? id.Value : 0).Where(id => id != 0).ToArray();
        foreach (var row in keys.Length == 0 ? [] : await db.Query<KeyRow>(KeysOf, new { Ids = keys }))
        {
            names[row.KeyId.ToString()] = row.Name is { Length: > 0 } name ? $"{DeskTexts.ByApi}: {name}" : DeskTexts.ByApi;
        }

        return names;
    }

    private sealed record StaffRow(StaffId StaffId, string Email);

    private sealed record KeyRow(KeyId KeyId, string? Name);
}

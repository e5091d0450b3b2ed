using Vouch.Domain.Ids;
using Vouch.Server.Platform;
using Vouch.Storage;

namespace Vouch.Server.Referrals;

/// <summary>Deletes what staff wrote about the cases of somebody who is erased, as advocate or as friend.</summary>
internal static class ForgetNotes
{
    private const string CasesOf = """
        SELECT referral_id FROM referrals WHERE shop_id = @shop AND (advocate_id = @advocate OR friend_key = ANY(@keys))
        """;

    internal static async Task OnErased(ShopTx tx, JournalEvent erased)
    {
        if (!IdText.TryParse<AdvocateId>(erased.Subject, out var advocate))
        {
            return;
        }

        var keys = erased.Data.TryGetProperty("personKeys", out var found)
            ? found.EnumerateArray().Select(key => key.GetString()!).ToList() : [];
        var cases = await tx.Query<ReferralId>(CasesOf, new { Advocate = advocate, Keys = keys });
        if (cases.Count > 0)
        {
            Notes.Forget(tx, [.. cases.Select(id => id.ToString())]);
        }
    }
}

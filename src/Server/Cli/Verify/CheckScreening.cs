using Vouch.Server.Screening;

namespace Vouch.Server.Cli;

/// <summary>The groups of accounts are those that marks and cases make, unless they are to be rebuilt anyhow.</summary>
internal static class CheckScreening
{
    private const string Rebuilding = "SELECT 1 FROM jobs WHERE shop_id = @shop AND kind = @kind";

    internal static async Task Run(ShopCheck check)
    {
        var (plan, found) = await RebuildGroups.Compare(check.Db);
        if (!plan.IsEmpty)
        {
            var sentence = $"{found.Mended} accounts stand in another group than they should, or {plan.Touched.Count} groups are "
                + "counted wrongly.";
            if (await check.Db.First<long?>(Rebuilding, new { RebuildGroups.Kind }) is not null)
            {
                check.Findings.Note(sentence + " They are rebuilt soon.");
            }
            else
            {
                check.Findings.Differ(sentence);
            }
        }
    }
}

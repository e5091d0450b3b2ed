using Vouch.Domain;
using Vouch.Domain.Attribution;
using Vouch.Domain.Ids;
using Vouch.Server.Platform;

namespace Vouch.Server.Advocates;

/// <summary>Shows advocates: one, all, or the one with an address. A link that lacks its code yet gets it on the way.</summary>
internal static class ListAdvocates
{
    internal static async Task<Outcome> One(Call call)
    {
        var found = await AdvocateQueries.Require(call.Db, call.RouteId<AdvocateId>());
        return found.IsRefused ? found.Refusal : Outcome.Ok((await Answers(call, [found.Value]))[0]);
    }

    internal static async Task<Outcome> Many(Call call)
    {
        if (call.Query("email") is { } email)
        {
            var found = await AdvocateQueries.FindByEmail(call.Db, call.Shop, email);
            return Outcome.Ok(new ListOf<AdvocateAnswer>(found is null ? [] : await Answers(call, [found]), null));
        }

        var rows = await AdvocateQueries.List(call.Db, call.Query("q"), call.QueryId<AdvocateId>("after"), call.Limit + 1);
        var page = call.Page(rows, row => row.AdvocateId, row => row);
        return Outcome.Ok(new ListOf<AdvocateAnswer>(await Answers(call, page.Items), page.Next));
    }

    private static async Task<List<AdvocateAnswer>> Answers(Call call, IReadOnlyList<Advocate> advocates)
    {
        var ids = advocates.Select(a => a.AdvocateId).ToList();
        if (await AdvocateLinks.AreMissing(call.Db, ids))
        {
            await call.Db.Write(async tx =>
            {
                foreach (var advocate in advocates.Where(a => a.Status is AdvocateStatus.Active or AdvocateStatus.Invited))
                {
                    await IssueCodes.Ensure(tx, advocate.AdvocateId, advocate.Name, call.Now);
                }

                return true;
            });
        }

        var links = await AdvocateLinks.Of(call.Db, call.Shop, ids, call.Now, call.Settings.PublicUrl);
        return [.. advocates.Select(advocate => AdvocateAnswers.Of(advocate, links[advocate.AdvocateId]))];
    }
}

using Vouch.Domain;
using Vouch.Domain.Attribution;
using Vouch.Domain.Ids;
using Vouch.Server.Platform;
using Vouch.Storage;

namespace Vouch.Server.Advocates;

/// <summary>An advocate as the API shows them.</summary>
/// <param name="Id">The surviving record's id where two were merged.</param>
/// <param name="Email">As given; null once erased.</param>
/// <param name="Name">As given.</param>
/// <param name="Status">Where they stand.</param>
/// <param name="Code">The code for the program asked for, else the shop's oldest active one; null while there is none.</param>
/// <param name="Link">Its link.</param>
/// <param name="Links">One for each active program, the oldest first.</param>
/// <param name="ExternalId">The shop's customer id.</param>
/// <param name="Phone">As given.</param>
/// <param name="Locale">Their language.</param>
/// <param name="Consent">Whether they agreed to be written to.</param>
/// <param name="JoinedAt">Since when they are an advocate.</param>
public sealed record AdvocateAnswer(
    AdvocateId Id,
    string? Email,
    string? Name,
    AdvocateStatus Status,
    string? Code,
    string? Link,
    IReadOnlyList<AdvocateLink> Links,
    string? ExternalId,
    string? Phone,
    string? Locale,
    bool Consent,
    Instant JoinedAt);

/// <summary>Shapes advocates for the API.</summary>
internal static class AdvocateAnswers
{
    internal static AdvocateAnswer Of(Advocate advocate, IEnumerable<AdvocateLink> links, ProgramId? program = null)
    {
        var all = links.ToList();
        var first = program is { } wanted ? all.Find(link => link.ProgramId == wanted) : all.FirstOrDefault();
        return new AdvocateAnswer(
            advocate.AdvocateId, advocate.Email, advocate.Name, advocate.Status, first?.Code, first?.Url, all,
            advocate.ExternalId, advocate.Phone, advocate.Locale, advocate.Consent, advocate.JoinedAt);
    }

    /// <summary>Within a transaction, after something changed: read again, codes made where they lack.</summary>
    internal static async Task<AdvocateAnswer> Of(ShopTx tx, Call call, Advocate advocate, ProgramId? program = null)
    {
        var now = await AdvocateQueries.Find(tx, advocate.AdvocateId) ?? advocate;
        if (now.Status is AdvocateStatus.Active or AdvocateStatus.Invited)
        {
            await IssueCodes.Ensure(tx, now.AdvocateId, now.Name, call.Now);
        }

        var links = await AdvocateLinks.Of(tx, call.Shop, [now.AdvocateId], call.Now, call.Settings.PublicUrl);
        return Of(now, links[now.AdvocateId], program);
    }
}

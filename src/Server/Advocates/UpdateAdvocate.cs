using Vouch.Domain;
using Vouch.Domain.Ids;
using Vouch.Domain.People;
using Vouch.Server.Platform;
using Vouch.Storage;

namespace Vouch.Server.Advocates;

/// <summary>A merge patch of an advocate: absent stays, null clears.</summary>
public sealed record UpdateAdvocateRequest
{
    /// <summary>The address; cannot be cleared.</summary>
    public Optional<string?> Email { get; init; }

    /// <summary>The name.</summary>
    public Optional<string?> Name { get; init; }

    /// <summary>The language.</summary>
    public Optional<string?> Locale { get; init; }

    /// <summary>The shop's customer id.</summary>
    public Optional<string?> ExternalId { get; init; }

    /// <summary>The telephone number.</summary>
    public Optional<string?> Phone { get; init; }

    /// <summary>Whether they agreed to be written to.</summary>
    public Optional<bool> Consent { get; init; }
}

/// <summary>Changes an advocate's own particulars; what identified them before no longer does.</summary>
public static class UpdateAdvocate
{
    /// <summary>The advocate as changed; refused where the new address or customer id is another advocate's.</summary>
    public static async Task<Result<Advocate>> Run(ShopTx tx, Shop shop, AdvocateId id, UpdateAdvocateRequest patch, Instant now)
    {
        var found = await AdvocateQueries.Require(tx, id);
        if (found.IsRefused || found.Value.IsErased)
        {
            return found.Refusal ?? AdvocateRefusals.AdvocateWasErased;
        }

        var before = found.Value;
        var after = before with
        {
            Email = patch.Email.Or(before.Email)?.Trim(),
            Name = AdvocateFields.Tidy(patch.Name.Or(before.Name)),
            Locale = AdvocateFields.Tidy(patch.Locale.Or(before.Locale)),
            ExternalId = AdvocateFields.Tidy(patch.ExternalId.Or(before.ExternalId)),
            Phone = AdvocateFields.Tidy(patch.Phone.Or(before.Phone)),
            Consent = patch.Consent.Or(before.Consent),
        };
        if (patch.Email.IsPresent && !EmailAddress.TryParse(after.Email, out _))
        {
            return AdvocateRefusals.NotAnAddress;
        }

        if (AdvocateFields.Check(after.Name, after.Locale, after.ExternalId, after.Phone) is { } refusal)
        {
            return refusal;
        }

        if (after == before)
        {
            return before;
        }

        var isTheirs = await Replace(tx, before, PersonKeyKind.Email, Email(shop, before), Email(shop, after))
            && await Replace(tx, before, PersonKeyKind.Customer, Customer(shop, before), Customer(shop, after))
            && await Replace(tx, before, PersonKeyKind.Phone, Phone(shop, before), Phone(shop, after));
        if (!isTheirs)
        {
            return AdvocateRefusals.AnotherAdvocateIsThisPerson;
        }

        AdvocateStore.Update(tx, after);
        tx.Publish(new AdvocateUpdated(after.AdvocateId), now);
        return after;
    }

    internal static async Task<Outcome> Handle(Call call, ShopTx tx, UpdateAdvocateRequest patch)
    {
        var updated = await Run(tx, call.Shop, call.RouteId<AdvocateId>(), patch, call.Now);
        return updated.IsRefused ? updated.Refusal : Outcome.Ok(await AdvocateAnswers.Of(tx, call, updated.Value));
    }

    private static string? Email(Shop shop, Advocate advocate) => PersonKeys.Email(shop, advocate.Email);

    private static string? Phone(Shop shop, Advocate advocate) => PersonKeys.Phone(shop, advocate.Phone);

    private static string? Customer(Shop shop, Advocate advocate) =>
        advocate.ExternalId is { } id ? PersonKeys.Customer(shop, id) : null;

    private static async Task<bool> Replace(ShopTx tx, Advocate advocate, PersonKeyKind kind, string? before, string? after)
    {
        if (before == after)
        {
            return true;
        }

        if (before is not null)
        {
            AdvocateStore.RemoveKey(tx, advocate.AdvocateId, kind, before);
        }

        return after is null || await AdvocateStore.AddKey(tx, advocate.AdvocateId, kind, after);
    }
}

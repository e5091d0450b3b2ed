using Vouch.Domain;
using Vouch.Domain.Attribution;
using Vouch.Domain.Ids;
using Vouch.Domain.Orders;
using Vouch.Domain.People;
using Vouch.Server.Platform;
using Vouch.Storage;

namespace Vouch.Server.Advocates;

/// <summary>Who joins. What identifies more than the address comes only from the shop itself.</summary>
public sealed record NewAdvocate(
    string? Email,
    string? Name = null,
    string? Locale = null,
    string? ExternalId = null,
    string? Phone = null,
    string? PaymentFingerprint = null,
    string? DeviceId = null,
    OrderAddress? Address = null,
    string? IpAddress = null,
    bool Consent = false);

/// <summary>The advocate who joined, or who had joined before.</summary>
public sealed record Joined(Advocate Advocate, bool IsNew);

/// <summary>
/// Makes somebody an advocate. The same person (address, customer id or phone) is the same advocate: what was unknown
/// about them is filled in, what is known stays.
/// </summary>
public static class JoinAdvocate
{
    private const string DeleteUnused = "DELETE FROM advocates WHERE shop_id = @shop AND advocate_id = @advocateId";

    /// <summary>The advocate, with a code for every active program.</summary>
    public static async Task<Result<Joined>> Run(ShopTx tx, Shop shop, NewAdvocate wish, Instant now)
    {
        if (!EmailAddress.TryParse(wish.Email, out var email))
        {
            return AdvocateRefusals.NotAnAddress;
        }

        if (AdvocateFields.Check(wish.Name, wish.Locale, wish.ExternalId, wish.Phone) is { } refusal)
        {
            return refusal;
        }

        var joined = await Known(tx, shop, wish, now) ?? await Insert(tx, shop, wish, email, now) ?? await Known(tx, shop, wish, now)
            ?? throw new InvalidOperationException("An advocate's key is taken and leads to nobody.");
        if (joined.Advocate.Status is AdvocateStatus.Active or AdvocateStatus.Invited)
        {
            await IssueCodes.Ensure(tx, joined.Advocate.AdvocateId, joined.Advocate.Name, now);
        }

        return joined;
    }

    /// <summary>What a browser may do for an address it cannot prove: nothing that it could see, and a mail to the address.</summary>
    internal static async Task<Refusal?> RunUnproven(ShopTx tx, Shop shop, NewAdvocate wish, Instant now)
    {
        if (await AdvocateQueries.FindByEmail(tx, shop, wish.Email) is { } known)
        {
            if (known.Status != AdvocateStatus.Blocked)
            {
                tx.Publish(new AdvocateLinkRequested(known.AdvocateId), now);
            }

            return AdvocateFields.Check(wish.Name, wish.Locale, null, null);
        }

        return (await Run(tx, shop, new NewAdvocate(wish.Email, wish.Name, wish.Locale, Consent: wish.Consent), now)).Refusal;
    }

    private static async Task<Joined?> Known(ShopTx tx, Shop shop, NewAdvocate wish, Instant now)
    {
        var person = PersonKeys.Of(shop, wish.ExternalId, wish.Email, wish.Phone, wish.Address?.Country);
        if (await AdvocateQueries.FindByPerson(tx, person) is not { } known)
        {
            return null;
        }

        var joins = known.Status == AdvocateStatus.Invited;
        var filled = known with
        {
            Email = known.Email ?? wish.Email!.Trim(),
            Name = known.Name ?? AdvocateFields.Tidy(wish.Name),
            Locale = known.Locale ?? AdvocateFields.Tidy(wish.Locale),
            ExternalId = known.ExternalId ?? AdvocateFields.Tidy(wish.ExternalId),
            Phone = known.Phone ?? AdvocateFields.Tidy(wish.Phone),
            Consent = known.Consent || wish.Consent,
            Status = joins ? AdvocateStatus.Active : known.Status,
            JoinedAt = joins ? now : known.JoinedAt,
        };
        await AddKeys(tx, shop, filled.AdvocateId, wish);
        if (filled != known)
        {
            AdvocateStore.Update(tx, filled);
            tx.Publish(joins ? new AdvocateJoined(filled.AdvocateId) : new AdvocateUpdated(filled.AdvocateId), now);
        }

        return new Joined(filled, false);
    }

    // The keys decide a race: whoever loses it takes the own row away again and finds the winner's.
    private static async Task<Joined?> Insert(ShopTx tx, Shop shop, NewAdvocate wish, EmailAddress email, Instant now)
    {
        var advocate = new Advocate(
            tx.NewId<AdvocateId>(), email.Given, AdvocateFields.Tidy(wish.Name), AdvocateFields.Tidy(wish.Locale),
            AdvocateFields.Tidy(wish.ExternalId), AdvocateFields.Tidy(wish.Phone), AdvocateStatus.Active, wish.Consent, null, now);
        await AdvocateStore.Insert(tx, advocate);
        if (!await AdvocateStore.AddKey(tx, advocate.AdvocateId, PersonKeyKind.Email, PersonKeys.Email(shop, email)))
        {
            await tx.Execute(DeleteUnused, new { advocate.AdvocateId });
            return null;
        }

        await AddKeys(tx, shop, advocate.AdvocateId, wish);
        AdvocateStore.PutWords(tx, advocate);
        tx.Publish(new AdvocateJoined(advocate.AdvocateId), now);
        return new Joined(advocate, true);
    }

    private static async Task AddKeys(ShopTx tx, Shop shop, AdvocateId advocate, NewAdvocate wish)
    {
        (PersonKeyKind Kind, string? Key)[] keys =
        [
            (PersonKeyKind.Email, PersonKeys.Email(shop, wish.Email)),
            (PersonKeyKind.Customer, AdvocateFields.Tidy(wish.ExternalId) is { } id ? PersonKeys.Customer(shop, id) : null),
            (PersonKeyKind.Phone, PersonKeys.Phone(shop, wish.Phone, wish.Address?.Country)),
            (PersonKeyKind.Payment, PersonKeys.Payment(shop, wish.PaymentFingerprint)),
            (PersonKeyKind.Device, PersonKeys.Device(shop, wish.DeviceId)),
            (PersonKeyKind.Address, PersonKeys.Postal(shop, wish.Address)),
            (PersonKeyKind.Ip, PersonKeys.Ip(shop, wish.IpAddress)),
        ];
        foreach (var (kind, key) in keys)
        {
            if (key is not null)
            {
                await AdvocateStore.AddKey(tx, advocate, kind, key);
            }
        }
    }
}

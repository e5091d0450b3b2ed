using Vouch.Domain;
using Vouch.Domain.Ids;
using Vouch.Domain.Payouts;
using Vouch.Server.Advocates;
using Vouch.Server.Platform;
using Vouch.Storage;

namespace Vouch.Server.Rewards;

/// <summary>Where somebody wants to be paid.</summary>
/// <param name="Name">The account holder, at most 70 characters.</param>
/// <param name="Iban">The account; left out where the shop pays by another way than a bank transfer.</param>
/// <param name="Bic">The bank; left out it is found.</param>
/// <param name="Country">Where the person pays taxes, two capital letters; left out it is unknown.</param>
public sealed record PayoutDetailsRequest(string Name, string? Iban = null, string? Bic = null, string? Country = null);

/// <summary>The same as it may be shown: never the whole account number.</summary>
/// <param name="Name">The account holder.</param>
/// <param name="Account">The account, masked.</param>
/// <param name="Bic">The bank.</param>
/// <param name="Country">Where the person pays taxes.</param>
/// <param name="UpdatedAt">When they were said.</param>
public sealed record PayoutDetailsAnswer(string Name, string? Account, string? Bic, string? Country, Instant UpdatedAt);

/// <summary>Payout details as their row holds them.</summary>
/// <param name="Owner">Whose.</param>
/// <param name="Name">The account holder.</param>
/// <param name="Iban">Sealed.</param>
/// <param name="IbanHint">What may be shown of it.</param>
/// <param name="Bic">The bank.</param>
/// <param name="Country">Where the person pays taxes.</param>
/// <param name="UpdatedAt">Shop time.</param>
internal sealed record KnownPayoutDetails(
    string Owner, string Name, string? Iban, string? IbanHint, string? Bic, string? Country, Instant UpdatedAt)
{
    internal PayoutDetailsAnswer Answer() => new(Name, IbanHint, Bic, Country, UpdatedAt);
}

/// <summary>Keeps where people want to be paid; account numbers only sealed.</summary>
internal static class PayoutDetails
{
    private const int LongestName = 70;

    private const string Columns = "owner, name, iban, iban_hint, bic, country, updated_at";

    private const string Many = $"SELECT {Columns} FROM payout_details WHERE shop_id = @shop AND owner = ANY(@owners)";

    private const string Put = $"""
        INSERT INTO payout_details (shop_id, {Columns}) VALUES (@shop, @owner, @name, @iban, @ibanHint, @bic, @country, @updatedAt)
        ON CONFLICT (shop_id, owner) DO UPDATE SET name = excluded.name, iban = excluded.iban, iban_hint = excluded.iban_hint,
            bic = excluded.bic, country = excluded.country, updated_at = excluded.updated_at
        """;

    private const string Drop = "DELETE FROM payout_details WHERE shop_id = @shop AND owner = @owner";

    private const string ForgetItems = """
        UPDATE payout_items SET name = NULL, email = NULL, iban = NULL, iban_hint = NULL, bic = NULL
        WHERE shop_id = @shop AND owner = @owner AND status NOT IN ('created', 'sent')
        """;

    internal static void Map(IEndpointRouteBuilder routes)
    {
        routes.Write<PayoutDetailsRequest, PayoutDetailsAnswer>(
            "PUT", "/v1/advocates/{id}/payout-details", Permission.PayoutsWrite, async (call, tx, request) =>
                await OwnerOf(tx, call.RouteId<AdvocateId>()) is { } owner
                    ? Outcome.Of(await Save(tx, VaultOf(call), owner, request, call.Now), details => details)
                    : Refusal.NotFound("advocate"));
        routes.Read<PayoutDetailsAnswer>("/v1/advocates/{id}/payout-details", Permission.PayoutsRead, async call =>
            await OwnerOf(call.Db, call.RouteId<AdvocateId>()) is { } owner && await Find(call.Db, owner) is { } details
                ? Outcome.Ok(details.Answer())
                : Refusal.NotFound("payout details"));
        routes.Write<NoBody, NoBody>(
            "DELETE", "/v1/advocates/{id}/payout-details", Permission.PayoutsWrite, async (call, tx, _) =>
            {
                if (await OwnerOf(tx, call.RouteId<AdvocateId>()) is not { } owner)
                {
                    return Refusal.NotFound("advocate");
                }

                Forget(tx, owner);
                return Outcome.NoContent();
            }, 204);
        routes.Write<PayoutDetailsRequest, PayoutDetailsAnswer>(
            "PUT", "/v1/rewards/{id}/payout-details", Permission.PayoutsWrite, async (call, tx, request) =>
                await RewardQueries.Find(tx, call.RouteId<RewardId>()) is { } reward
                    ? Outcome.Of(await Save(tx, VaultOf(call), reward.Owner.Text, request, call.Now), details => details)
                    : Refusal.NotFound("reward"));
    }

    /// <summary>Where a stored account number belongs.</summary>
    internal static SealedPlace OfOwner(string owner) => new("payout_details", "iban", owner);

    /// <summary>Where a payment's account number belongs.</summary>
    internal static SealedPlace OfItem(PayoutItemId item) => new("payout_items", "iban", item.ToString());

    internal static async Task<KnownPayoutDetails?> Find(Reads db, string owner) =>
        (await Of(db, [owner])).GetValueOrDefault(owner);

    internal static async Task<Dictionary<string, KnownPayoutDetails>> Of(Reads db, IReadOnlyList<string> owners) => owners.Count == 0
        ? []
        : (await db.Query<KnownPayoutDetails>(Many, new { Owners = owners })).ToDictionary(details => details.Owner);

    /// <summary>Keeps them; refused with what is wrong, and where nothing can be sealed.</summary>
    internal static async Task<Result<PayoutDetailsAnswer>> Save(
        ShopTx tx, Vault vault, string owner, PayoutDetailsRequest request, Instant now)
    {
        var name = request.Name.Trim();
        if (name.Length is 0 or > LongestName || name.Any(char.IsControl))
        {
            return Refusal.Invalid("name", $"must have 1 to {LongestName} characters, and no control characters");
        }

        if (request.Country is { } country && !(country.Length == 2 && country.All(char.IsAsciiLetterUpper)))
        {
            return Refusal.Invalid("country", "must be two capital letters, such as PL");
        }

        var iban = request.Iban is null ? default : Iban.Parse(request.Iban);
        var bic = request.Bic is null ? default : Bic.Parse(request.Bic);
        if (iban.IsRefused || bic.IsRefused)
        {
            return iban.Refusal ?? bic.Refusal!;
        }

        string? account = null;
        if (iban.Value is { } known)
        {
            var isSealed = await vault.Seal(tx, OfOwner(owner), known.Electronic);
            if (isSealed.IsRefused)
            {
                return isSealed.Refusal;
            }

            account = isSealed.Value;
        }

        var details = new KnownPayoutDetails(owner, name, account, iban.Value?.Masked, bic.Value?.Code, request.Country, now);
        tx.Enqueue(Put, details);
        return details.Answer();
    }

    /// <summary>Deletes an owner's details: erased, or merged into another record, which has to say its own.</summary>
    internal static void Forget(ShopTx tx, string owner) => tx.Enqueue(Drop, new { Owner = owner });

    /// <summary>Takes name, address and account off an erased person's payments that have come to their end.</summary>
    internal static void ForgetClosed(ShopTx tx, string owner) => tx.Enqueue(ForgetItems, new { Owner = owner });

    /// <summary>Deletes what identifies an erased person; what is on its way to a bank keeps its account until it is closed.</summary>
    internal static Task OnErased(ShopTx tx, JournalEvent erased)
    {
        Forget(tx, erased.Subject);
        ForgetClosed(tx, erased.Subject);
        return Task.CompletedTask;
    }

    /// <summary>Asks an advocate for an account once there is cash to pay, and never before.</summary>
    internal static async Task AskWhenDue(ShopTx tx, Reward issued, Instant now)
    {
        if (issued is { Kind: Domain.Programs.RewardKind.Cash, AdvocateId: { } advocate, Remaining: > 0 }
            && await Find(tx, issued.Owner.Text) is null)
        {
            tx.Publish(new PayoutDetailsRequested(advocate, issued.RewardId), now);
        }
    }

    private static Vault VaultOf(Call call) => call.Http.RequestServices.GetRequiredService<Vault>();

    private static async Task<string?> OwnerOf(Reads db, AdvocateId id) =>
        await AdvocateQueries.Find(db, id) is { IsErased: false } advocate ? advocate.AdvocateId.ToString() : null;
}

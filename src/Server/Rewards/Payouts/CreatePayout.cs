using Vouch.Domain;
using Vouch.Domain.Attribution;
using Vouch.Domain.Ids;
using Vouch.Domain.Payouts;
using Vouch.Domain.Programs;
using Vouch.Domain.Rewards;
using Vouch.Server.Advocates;
using Vouch.Server.Platform;
using Vouch.Storage;

namespace Vouch.Server.Rewards;

/// <summary>A wish to pay out.</summary>
/// <param name="Method">By which way.</param>
/// <param name="Minimum">The least to be paid to one person, minor units; left out, the shop's own.</param>
/// <param name="AdvocateIds">Only these; each of them must be payable. Left out, everybody who is.</param>
public sealed record CreatePayoutRequest(PayoutMethod Method, long? Minimum = null, IReadOnlyList<AdvocateId>? AdvocateIds = null);

/// <summary>Somebody with cash, and whether a payout would reach them.</summary>
/// <param name="AdvocateId">Who; null for a friend's reward.</param>
/// <param name="RewardId">The friend's reward; null for an advocate's.</param>
/// <param name="Name">The account holder, or the name we know.</param>
/// <param name="Email">Where they are reached.</param>
/// <param name="Account">The account, masked; null where none was said.</param>
/// <param name="Amount">What they have available, minor units.</param>
/// <param name="WhyNot">Why they would be left out; null for who would be paid.</param>
public sealed record PayoutPreviewLine(
    AdvocateId? AdvocateId, RewardId? RewardId, string? Name, string? Email, string? Account, long Amount, Refusal? WhyNot);

/// <summary>
/// Gathers what is available in cash into one batch: the money leaves the balances and waits in transit until the bank
/// has paid or sent it back.
/// </summary>
internal static class CreatePayout
{
    internal const string ApprovalNotice = "payout_approval";

    private const int MostPeople = 10_000;

    private const string CashNow = $"""
        SELECT {RewardStore.Columns} FROM rewards
        WHERE shop_id = @shop AND kind = 'cash' AND status = 'issued' AND remaining > 0 ORDER BY reward_id
        """;

    private const string CashLots = CashNow + " FOR UPDATE";

    private const string BuyersOf = """
        SELECT order_id, customer_name AS name, customer_email AS email FROM orders WHERE shop_id = @shop AND order_id = ANY(@orders)
        """;

    internal static void Map(IEndpointRouteBuilder routes)
    {
        routes.Write<CreatePayoutRequest, PayoutAnswer>("POST", "/v1/payouts", Permission.PayoutsWrite, async (call, tx, request) =>
        {
            var vault = call.Http.RequestServices.GetRequiredService<Vault>();
            var made = await Run(tx, call.Shop, vault, request, call.Caller.KeyId.ToString(), call.Now);
            return made.IsRefused
                ? made.Refusal
                : Outcome.Created(await PayoutAnswer.Of(tx, made.Value.Payout, made.Value.Skipped));
        }, 201);
        routes.Read<ListOf<PayoutAnswer>>("/v1/payouts", Permission.PayoutsRead, async call => Outcome.Ok(call.Page(
            await PayoutStore.List(call.Db, call.QueryId<PayoutId>("after"), call.Limit + 1),
            payout => payout.PayoutId, payout => PayoutAnswer.Of(payout, []))));
        routes.Read<PayoutAnswer>("/v1/payouts/{id}", Permission.PayoutsRead, async call =>
            await PayoutStore.Find(call.Db, call.RouteId<PayoutId>()) is { } payout
                ? Outcome.Ok(await PayoutAnswer.Of(call.Db, payout))
                : Refusal.NotFound("payout"));
    }

    /// <summary>Gathers; refused where there is nobody to pay, or somebody named cannot be paid.</summary>
    internal static async Task<Result<(Payout Payout, IReadOnlyList<PayoutSkipAnswer> Skipped)>> Run(
        ShopTx tx, Shop shop, Vault vault, CreatePayoutRequest request, string by, Instant now)
    {
        if (Check(shop, request) is { } refusal)
        {
            return refusal;
        }

        var minimum = request.Minimum ?? shop.Finance.PayoutMinimum ?? 1;
        var payees = await Payees(tx, await tx.Query<Reward>(CashLots), request);
        var (paid, skipped) = (new List<Payee>(), new List<PayoutSkipAnswer>());
        foreach (var payee in payees)
        {
            if (WhyNot(payee, request.Method, minimum) is { } why)
            {
                skipped.Add(new PayoutSkipAnswer(
                    payee.Advocate, payee.Advocate is null ? payee.Lots[0].RewardId : null, payee.Amount, why.Code));
            }
            else if (paid.Count < MostPeople)
            {
                paid.Add(payee);
            }
        }

        if (request.AdvocateIds is not null && skipped.FirstOrDefault() is { } stopped)
        {
            return WhyNot(payees.First(payee => payee.Advocate == stopped.AdvocateId), request.Method, minimum)!;
        }

        if (paid.Count == 0)
        {
            return skipped.Count > 0 && skipped.TrueForAll(skip => skip.Reason == PayoutRefusals.DetailsMissing.Code)
                ? PayoutRefusals.DetailsMissing
                : PayoutRefusals.NothingToPayOut;
        }

        var amount = paid.Sum(payee => payee.Amount);
        var payout = new Payout(
            tx.NewId<PayoutId>(), request.Method, PayoutStatus.Created, shop.Currency, amount, paid.Count,
            amount > (shop.Finance.FourEyesAbove ?? long.MaxValue), by, null, null, null, null, now);
        PayoutStore.Add(tx, payout);
        var seals = paid.Exists(payee => payee.Details?.Iban is not null) ? await vault.ToSeal(tx) : default;
        if (seals.IsRefused)
        {
            return seals.Refusal;
        }

        using var own = seals.Value;
        foreach (var payee in paid)
        {
            await SetAside(tx, payout, payee, own, now);
        }

        tx.Publish(new PayoutStepped("created", payout.PayoutId, payout.Method, payout.Status, amount, paid.Count, by), now);
        if (payout.NeedsApproval)
        {
            Notices.Raise(tx, ApprovalNotice, payout.PayoutId.ToString(), "A payout waits for a second person's approval.", now);
        }

        return (payout, skipped);
    }

    private static Refusal? Check(Shop shop, CreatePayoutRequest request)
    {
        if (request.Minimum is < 0 or > Currency.MaxMinor)
        {
            return Refusal.Invalid("minimum", "must be an amount in minor units, not negative");
        }

        return request.Method != PayoutMethod.Sepa ? null
            : shop.Currency != "EUR" ? PayoutRefusals.SepaNeedsEuro
            : shop.Finance.Iban is null ? PayoutRefusals.PayoutAccountMissing
            : null;
    }

    /// <summary>What <see cref="Run"/> would gather now, without doing it: each with why not, or null for who would be paid.</summary>
    internal static async Task<Result<IReadOnlyList<PayoutPreviewLine>>> Preview(Reads db, Shop shop, CreatePayoutRequest request)
    {
        if (Check(shop, request) is { } refusal)
        {
            return refusal;
        }

        var minimum = request.Minimum ?? shop.Finance.PayoutMinimum ?? 1;
        return (await Payees(db, await db.Query<Reward>(CashNow), request)).ConvertAll(payee => new PayoutPreviewLine(
            payee.Advocate, payee.Advocate is null ? payee.Lots[0].RewardId : null, payee.Details?.Name ?? payee.Name, payee.Email,
            payee.Details?.IbanHint, payee.Amount, WhyNot(payee, request.Method, minimum)));
    }

    private static async Task<List<Payee>> Payees(Reads tx, List<Reward> lots, CreatePayoutRequest request)
    {
        if (request.AdvocateIds is { } only)
        {
            lots = lots.FindAll(lot => lot.AdvocateId is { } advocate && only.Contains(advocate));
        }

        var advocates = (await AdvocateQueries.FindMany(tx, [.. lots.Select(lot => lot.AdvocateId).OfType<AdvocateId>().Distinct()]))
            .ToDictionary(advocate => advocate.AdvocateId);
        var orders = lots.Where(lot => lot.AdvocateId is null).Select(lot => lot.OrderId).OfType<OrderId>().ToArray();
        var buyers = (await tx.Query<Buyer>(BuyersOf, new { Orders = orders })).ToDictionary(buyer => buyer.OrderId);
        var details = await PayoutDetails.Of(tx, [.. lots.Select(lot => lot.Owner.Text).Distinct()]);
        return [.. lots.GroupBy(lot => lot.Owner.Text).Select(group =>
        {
            var lot = group.First();
            var advocate = lot.AdvocateId is { } id ? advocates.GetValueOrDefault(id) : null;
            var buyer = lot is { AdvocateId: null, OrderId: { } order } ? buyers.GetValueOrDefault(order) : null;
            return new Payee(
                group.Key, lot.AdvocateId, advocate?.Status, advocate?.Name ?? buyer?.Name, advocate?.Email ?? buyer?.Email,
                details.GetValueOrDefault(group.Key), [.. group]);
        })];
    }

    private static Refusal? WhyNot(Payee payee, PayoutMethod method, long minimum) =>
        payee.Status == AdvocateStatus.Blocked ? PayoutRefusals.AdvocateIsBlocked
        : payee.Status == AdvocateStatus.Erased ? PayoutRefusals.AdvocateIsErased
        : payee.Amount < minimum ? PayoutRefusals.BelowMinimum
        : method == PayoutMethod.Sepa && payee.Details?.Iban is null ? PayoutRefusals.DetailsMissing
        : null;

    // The payment keeps the account that counts now, sealed for its own row.
    private static async Task SetAside(ShopTx tx, Payout payout, Payee payee, ShopSeals? seals, Instant now)
    {
        var id = tx.NewId<PayoutItemId>();
        var iban = payee.Details is { Iban: { } account }
            ? seals!.Seal(PayoutDetails.OfItem(id), seals.Open(PayoutDetails.OfOwner(payee.Owner), account))
            : null;
        PayoutStore.Add(tx, new PayoutItem(
            id, payout.PayoutId, payee.Owner, payee.Advocate, payee.Details?.Name ?? payee.Name, payee.Email, iban,
            payee.Details?.IbanHint, payee.Details?.Bic, payee.Details?.Country, payee.Amount, PayoutStatus.Created, null, null));
        foreach (var lot in payee.Lots)
        {
            PayoutStore.AddLot(tx, id, lot.RewardId, lot.Remaining);
            RewardStore.Note(tx, lot, now, "in_transit", lot.Remaining, payout.PayoutId.ToString());
            RewardStore.Save(tx, lot with { Remaining = 0, InTransit = lot.InTransit + lot.Remaining });
        }

        var entries = Postings.PayOut(RewardKind.Cash, new LedgerOwner(payee.Owner), payee.Amount);
        await PostTransaction.Run(
            tx,
            new LedgerPosting(
                "payout", id.ToString(), payout.Currency, payee.Advocate, payee.Advocate is null ? payee.Lots[0].RewardId : null,
                RewardKind.Cash, entries, now),
            sourceIsNew: true);
    }

    private sealed record Payee(
        string Owner, AdvocateId? Advocate, AdvocateStatus? Status, string? Name, string? Email, KnownPayoutDetails? Details,
        IReadOnlyList<Reward> Lots)
    {
        internal long Amount { get; } = Lots.Sum(lot => lot.Remaining);
    }

    private sealed record Buyer(OrderId OrderId, string? Name, string? Email);
}

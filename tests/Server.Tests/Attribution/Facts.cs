using Vouch.Domain;
using Vouch.Domain.Ids;
using Vouch.Server.Platform;
using Vouch.Storage;

namespace Vouch.Server.Tests.Attribution;

/// <summary>Writes the rows that other stages keep, so that attribution is asked about them alone.</summary>
internal sealed class Facts(ShopDb db, Shop shop)
{
    private const string AddOrder = """
        INSERT INTO orders (shop_id, order_id, external_id, placed_at, sequence, source, status, subtotal, discount, shipping, tax, tax_included,
            total, currency, base_amount, refunded_base, refunded_total, click_id, payment_key, fraud_rejected, body, recorded_at)
        VALUES (@shop, @orderId, @externalId, @at, @sequence, 'live', 'paid', 10000, 0, 0, 0, false,
            10000, 'EUR', 10000, 0, 0, @clickId, @paymentKey, false, @body, @at)
        """;

    private const string CancelOrder = "UPDATE orders SET status = 'cancelled' WHERE shop_id = @shop AND order_id = @orderId";

    private const string AddPerson = "INSERT INTO order_people (shop_id, person_key, order_id) VALUES (@shop, @key, @orderId)";

    private const string AddClick = """
        INSERT INTO clicks (shop_id, click_id, advocate_id, program_id, code, visitor, kind, at)
        VALUES (@shop, @id, @advocate, @program, 'CODE', @visitor, @kind, @at)
        """;

    private const string AddVisitor = "INSERT INTO visitor_people (shop_id, visitor, person_key, at) VALUES (@shop, @visitor, @key, @at)";

    private const string AddClaim = """
        INSERT INTO claims (shop_id, claim_id, program_id, program_version, advocate_id, code, person_key, visitor, consent, status,
            evidence_at, coupon_code, at)
        VALUES (@shop, @id, @program, 1, @advocate, 'CODE', @key, @visitor, true, 'open', @evidenceAt, @coupon, @at)
        """;

    private const string AddInvitation = """
        INSERT INTO invitations (shop_id, invitation_id, advocate_id, program_id, email, person_key, nth, at)
        VALUES (@shop, @id, @advocate, @program, NULL, @key, 1, @at)
        """;

    internal Task<OrderId> Order(
        Instant at, string email = "friend@example.com", ClickId? click = null, string told = "{}", string? payment = null) =>
        db.Write(async tx =>
        {
            var id = tx.NewId<OrderId>();
            await tx.Execute(AddOrder, new
            {
                OrderId = id, ExternalId = id.ToString(), At = at, Sequence = id.Value, ClickId = click,
                PaymentKey = PersonKeys.Payment(shop, payment), Body = told,
            });
            foreach (var key in PersonKeys.Of(shop, null, email, null))
            {
                await tx.Execute(AddPerson, new { Key = key, OrderId = id });
            }

            return id;
        });

    internal Task Cancel(OrderId order) => db.Write(tx => tx.Execute(CancelOrder, new { OrderId = order }));

    internal Task<ClickId> Click(
        AdvocateId advocate, ProgramId program, Instant at, string? visitor = "v1", string kind = "human") =>
        db.Write(async tx =>
        {
            var id = tx.NewId<ClickId>();
            await tx.Execute(AddClick, new { Id = id, Advocate = advocate, Program = program, Visitor = visitor, Kind = kind, At = at });
            return id;
        });

    internal Task Identify(string visitor, string email, Instant at) =>
        db.Write(tx => tx.Execute(AddVisitor, new { Visitor = visitor, Key = PersonKeys.Email(shop, email), At = at }));

    internal Task<ClaimId> Claim(
        AdvocateId advocate,
        ProgramId program,
        Instant at,
        string email = "friend@example.com",
        string? visitor = null,
        bool isEvidence = true,
        string? coupon = null) =>
        db.Write(async tx =>
        {
            var id = tx.NewId<ClaimId>();
            await tx.Execute(AddClaim, new
            {
                Id = id, Advocate = advocate, Program = program, Key = PersonKeys.Email(shop, email), Visitor = visitor,
                EvidenceAt = isEvidence ? at : (Instant?)null, Coupon = coupon, At = at,
            });
            return id;
        });

    internal Task Invite(AdvocateId advocate, ProgramId program, Instant at) => db.Write(tx => tx.Execute(AddInvitation, new
    {
        Id = tx.NewId<InvitationId>(), Advocate = advocate, Program = program, Key = PersonKeys.Email(shop, "friend@example.com"), At = at,
    }));
}

using Vouch.Domain;
using Vouch.Domain.Ids;
using Vouch.Domain.Orders;
using Vouch.Server.Platform;
using Vouch.Storage;

namespace Vouch.Server.Advocates;

/// <summary>A wish to become an advocate; what follows <paramref name="CustomerToken"/> is taken from a secret key only.</summary>
public sealed record JoinRequest(
    string? Email = null,
    string? Name = null,
    string? Locale = null,
    string? ExternalId = null,
    ProgramId? ProgramId = null,
    bool Consent = false,
    string? CustomerToken = null,
    string? Code = null,
    string? Phone = null,
    OrderAddressRequest? Address = null,
    string? DeviceId = null,
    string? PaymentFingerprint = null,
    string? IpAddress = null);

/// <summary>The answer to a browser that proved nothing: the same for everybody.</summary>
public sealed record JoinAccepted(string Status = "accepted");

/// <summary>POST /v1/advocates: by the shop, by its signed-in customer, or by anybody with an address.</summary>
internal static class JoinEndpoint
{
    private const string ProgramExists = "SELECT program_id FROM programs WHERE shop_id = @shop AND program_id = @programId";

    internal static async Task<Outcome> Handle(Call call, ShopTx tx, JoinRequest request)
    {
        if (!call.Caller.IsShop && ForTheShopAlone(request) is { } field)
        {
            return AdvocateRefusals.OnlyForTheShop(field);
        }

        if (request.ProgramId is { } program && await tx.First<ProgramId?>(ProgramExists, new { ProgramId = program }) is null)
        {
            return AdvocateRefusals.NoSuchProgram;
        }

        if (request.CustomerToken is { } token)
        {
            var signedIn = CustomerToken.Read(token, call.Shop.CustomerTokenSecret, tx.Wall);
            return signedIn is { IsRefused: false, Value: var customer }
                ? await Join(call, tx, request with { Email = customer.Email.Given, ExternalId = customer.ExternalId })
                : signedIn.Refusal!;
        }

        if (call.Caller.IsShop)
        {
            return await Join(call, tx, request);
        }

        var wish = new NewAdvocate(request.Email, request.Name, request.Locale, Consent: request.Consent);
        var refusal = await JoinAdvocate.RunUnproven(tx, call.Shop, wish, call.Now);
        return refusal is null ? Outcome.Accepted(new JoinAccepted()) : refusal;
    }

    private static async Task<Outcome> Join(Call call, ShopTx tx, JoinRequest request)
    {
        Result<OrderAddress?> address = request.Address is { } told ? OrderParsing.Address("address", told) : (OrderAddress?)null;
        if ((address.Refusal ?? AdvocateFields.CheckMarks(request)) is { } refusal)
        {
            return refusal;
        }

        var wish = new NewAdvocate(
            request.Email, request.Name, request.Locale, request.ExternalId, request.Phone, request.PaymentFingerprint, request.DeviceId,
            address.Value, request.IpAddress, request.Consent);
        var joined = await JoinAdvocate.Run(tx, call.Shop, wish, call.Now);
        if (joined.IsRefused)
        {
            return joined.Refusal;
        }

        if (request.Code is { } code)
        {
            var added = await AddCode.Run(tx, joined.Value.Advocate.AdvocateId, new AddCodeRequest(code, request.ProgramId), call.Now);
            if (added.IsRefused)
            {
                return added.Refusal;
            }
        }

        var answer = await AdvocateAnswers.Of(tx, call, joined.Value.Advocate, request.ProgramId);
        return joined.Value.IsNew ? Outcome.Created(answer) : Outcome.Ok(answer);
    }

    private static string? ForTheShopAlone(JoinRequest request) =>
        request.Code is not null ? "code"
        : request.Phone is not null ? "phone"
        : request.Address is not null ? "address"
        : request.DeviceId is not null ? "deviceId"
        : request.PaymentFingerprint is not null ? "paymentFingerprint"
        : request.IpAddress is not null ? "ipAddress"
        : null;
}

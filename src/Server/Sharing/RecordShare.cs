using Vouch.Domain;
using Vouch.Domain.Ids;
using Vouch.Server.Advocates;
using Vouch.Server.Platform;
using Vouch.Storage;

namespace Vouch.Server.Sharing;

/// <summary>How a link is passed on.</summary>
public enum ShareChannel { Copy, Email, Whatsapp, Sms, Messenger, Facebook, X, Telegram, Viber, Linkedin, Qr, Print, Native, Other }

/// <summary>An advocate passes the link on.</summary>
/// <param name="Code">Whose.</param>
/// <param name="Channel">How.</param>
public sealed record ShareRequest(string Code, ShareChannel Channel);

/// <summary>The share, and the link by which its clicks are known to come from it.</summary>
public sealed record ShareAnswer(ShareId Id, string Url);

/// <summary>Keeps that an advocate passed the link on, and gives the link that tells this share's clicks.</summary>
public static class RecordShare
{
    /// <summary>The query parameter that names the share.</summary>
    public const string Parameter = "s";

    private const string Insert = """
        INSERT INTO shares (shop_id, share_id, advocate_id, program_id, code, channel, at)
        VALUES (@shop, @shareId, @advocateId, @programId, @code, @channel, @at)
        """;

    /// <summary>Records one share of a code; refused when nobody has the code.</summary>
    public static async Task<Result<ShareAnswer>> Run(
        ShopTx tx, Shop shop, string code, ShareChannel channel, string publicUrl, Instant now)
    {
        if (await AdvocateQueries.FindByCode(tx, code) is not { } owner)
        {
            return SharingRefusals.NobodyHasThisCode;
        }

        var id = tx.NewId<ShareId>();
        tx.Enqueue(Insert, new { ShareId = id, owner.AdvocateId, owner.ProgramId, owner.Code, Channel = channel, At = now });
        tx.Publish(new ShareRecorded(id, owner.AdvocateId, owner.ProgramId, channel), now);
        return new ShareAnswer(id, $"{AdvocateLinks.Url(shop, owner.Code, owner.Kind, publicUrl)}?{Parameter}={id}");
    }

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.Write<ShareRequest, ShareAnswer>(
            "POST",
            "/v1/shares",
            Permission.SharingWrite,
            Audience.SecretKey | Audience.PublishableKey,
            async (call, tx, request) =>
            {
                var share = await Run(tx, call.Shop, request.Code, request.Channel, call.Settings.PublicUrl, call.Now);
                return share.IsRefused ? share.Refusal : Outcome.Created(share.Value);
            },
            StatusCodes.Status201Created);
}

using Vouch.Domain;
using Vouch.Domain.Attribution;
using Vouch.Domain.Ids;
using Vouch.Server.Advocates;
using Vouch.Server.Platform;
using Vouch.Server.Programs;
using Vouch.Storage;

namespace Vouch.Server.Sharing;

/// <summary>An advocate asks that friends be written to.</summary>
/// <param name="AdvocateId">Who asks.</param>
/// <param name="Emails">Whom.</param>
/// <param name="ProgramId">To what; null the shop's oldest active program.</param>
public sealed record InvitationsRequest(AdvocateId AdvocateId, IReadOnlyList<string> Emails, ProgramId? ProgramId = null);

/// <summary>What became of an address.</summary>
public enum InvitationOutcome
{
    /// <summary>Recorded; an invitation goes out.</summary>
    Recorded,

    /// <summary>No mail address.</summary>
    Invalid,

    /// <summary>Whoever has it does not want mail.</summary>
    Suppressed,

    /// <summary>Invited three times already, which is all there ever are.</summary>
    LimitReached,

    /// <summary>The advocate's own.</summary>
    OwnAddress,
}

/// <summary>One address of the request.</summary>
public sealed record InvitationItem(string Email, InvitationOutcome Outcome, InvitationId? Id);

/// <summary>All addresses of the request, in its order.</summary>
public sealed record InvitationsAnswer(IReadOnlyList<InvitationItem> Items);

/// <summary>
/// Keeps that an advocate asked us to write to friends: at most three times ever to one address, whoever asks, and
/// never to one that does not want mail. The address itself is forgotten after 30 days.
/// </summary>
public static class RecordInvitations
{
    internal const string ForgetJob = "invitation.forget";

    private const int MostAddresses = 100;
    private const int MostEver = 3;
    private const int KeptDays = 30;

    private const string Sent = "SELECT count(*) FROM invitations WHERE shop_id = @shop AND person_key = @personKey";

    private const string Insert = """
        INSERT INTO invitations (shop_id, invitation_id, advocate_id, program_id, email, person_key, nth, at)
        VALUES (@shop, @invitationId, @advocateId, @programId, @email, @personKey, @nth, @at)
        """;

    private const string Forget = "UPDATE invitations SET email = NULL WHERE shop_id = @shop AND invitation_id = @invitationId";

    /// <summary>Records invitations; an address that cannot be written to is told and keeps none of the others back.</summary>
    public static async Task<Result<InvitationsAnswer>> Run(ShopTx tx, Shop shop, InvitationsRequest request, Instant now)
    {
        if (request.Emails.Count is 0 or > MostAddresses)
        {
            return SharingRefusals.TooManyAddresses(MostAddresses);
        }

        var advocate = await AdvocateQueries.Require(tx, request.AdvocateId);
        if (advocate.IsRefused)
        {
            return advocate.Refusal;
        }

        if (advocate.Value.Status is AdvocateStatus.Blocked or AdvocateStatus.Erased)
        {
            return SharingRefusals.AdvocateMayNotInvite;
        }

        var active = await ProgramQueries.Active(tx);
        var program = request.ProgramId is { } id ? active.Find(known => known.ProgramId == id) : active.FirstOrDefault();
        if (program is null)
        {
            return SharingRefusals.NoActiveProgram;
        }

        if (await PauseInvitations.Why(tx) is { } reason)
        {
            return SharingRefusals.InvitationsPaused(reason);
        }

        var own = PersonKeys.Email(shop, advocate.Value.Email);
        var items = new List<InvitationItem>();
        foreach (var email in request.Emails.Select(email => email.Trim()).DistinctBy(email => PersonKeys.Email(shop, email) ?? email))
        {
            items.Add(await Invite(tx, shop, advocate.Value.AdvocateId, program.ProgramId, email, own, now));
        }

        return new InvitationsAnswer(items);
    }

    internal static void Map(IEndpointRouteBuilder routes) =>
        routes.Write<InvitationsRequest, InvitationsAnswer>(
            "POST",
            "/v1/invitations",
            Permission.SharingWrite,
            async (call, tx, request) =>
            {
                var recorded = await Run(tx, call.Shop, request, call.Now);
                return recorded.IsRefused ? recorded.Refusal : Outcome.Created(recorded.Value);
            },
            StatusCodes.Status201Created);

    internal static Task ForgetAddress(ShopTx tx, string subject)
    {
        if (IdText.TryParse<InvitationId>(subject, out var id))
        {
            tx.Enqueue(Forget, new { InvitationId = id });
        }

        return Task.CompletedTask;
    }

    private static async Task<InvitationItem> Invite(
        ShopTx tx, Shop shop, AdvocateId advocate, ProgramId program, string email, string? own, Instant now)
    {
        if (PersonKeys.Email(shop, email) is not { } key)
        {
            return new InvitationItem(email, InvitationOutcome.Invalid, null);
        }

        if (key == own)
        {
            return new InvitationItem(email, InvitationOutcome.OwnAddress, null);
        }

        if (await AdvocateQueries.IsSuppressed(tx, key))
        {
            return new InvitationItem(email, InvitationOutcome.Suppressed, null);
        }

        var sent = await tx.First<long>(Sent, new { PersonKey = key });
        if (sent >= MostEver)
        {
            return new InvitationItem(email, InvitationOutcome.LimitReached, null);
        }

        var id = tx.NewId<InvitationId>();
        tx.Enqueue(Insert,
            new { InvitationId = id, AdvocateId = advocate, ProgramId = program, Email = email, PersonKey = key, Nth = sent + 1, At =
            now });
        tx.Schedule(ForgetJob, id.ToString(), now.PlusDays(KeptDays), JobClock.Shop);
        tx.Publish(new InvitationRecorded(id, advocate, program), now);
        return new InvitationItem(email, InvitationOutcome.Recorded, id);
    }
}

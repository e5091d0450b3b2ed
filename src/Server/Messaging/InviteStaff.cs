using Vouch.Domain;
using Vouch.Domain.Ids;
using Vouch.Server.Messaging.Templates;
using Vouch.Server.Platform;
using Vouch.Server.Platform.Pages;
using Vouch.Storage;

namespace Vouch.Server.Messaging;

/// <summary>Writes to whoever is asked to work at the desk. In English, as the desk is.</summary>
internal static class InviteStaff
{
    /// <summary>The sort of mail; its texts are shown to nobody but its reader.</summary>
    internal const string Template = "staff_invitation";

    internal static async Task OnInvited(ShopTx tx, Shop shop, JournalEvent invited, ServerSettings settings)
    {
        if (!IdText.TryParse<StaffInvitationId>(invited.Subject, out var id)
            || await Invitations.Write(tx, id, settings) is not { } letter)
        {
            return;
        }

        var mail = RenderMail.ToStaff(
            shop, $"You are invited to look after {shop.Name}",
            $"{letter.InvitedBy} asks you to join the desk of {shop.Name} as {WireName.Of(letter.Role)}. The button works once, until "
            + $"{Locality.Of(shop).Day(letter.ExpiresAt)}. If you expected nothing of the kind, leave this mail alone: nothing happens.",
            "See the invitation", letter.Link);
        await QueueMessage.Run(
            tx, shop, Template, $"{Template} {invited.Id}", letter.Email, mail.Subject, mail.Text, invited.At, mail.Html);
    }
}

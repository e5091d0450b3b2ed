using Vouch.Domain.Ids;
using Vouch.Server.Advocates;
using Vouch.Server.Platform;
using Vouch.Storage;

namespace Vouch.Server.Messaging;

/// <summary>Mails an advocate the link to the own page; its token is made here and stands nowhere else.</summary>
internal static class SendSignInLink
{
    internal static async Task OnRequested(ShopTx tx, Shop shop, JournalEvent asked, ServerSettings settings)
    {
        if (!IdText.TryParse<AdvocateId>(asked.Subject, out var id) || asked.DataText("browser") is not { } browser
            || await AdvocateQueries.Find(tx, id) is not { IsErased: false, Email: { } email }
            || await PortalSignIns.Mint(tx, browser) is not { } token)
        {
            return;
        }

        var words = await ShopWords.For(tx, shop, asked.DataText("locale"));
        var link = $"{settings.PublicUrl}/portal/{shop.Id}/{token}?lang={words.Language.Code}";
        await QueueMessage.Run(
            tx, shop, "sign_in", $"sign_in {browser}", email, words.Say("mail.sign_in.subject", ("shop", shop.Name)),
            words.Say("mail.sign_in.text", ("shop", shop.Name), ("link", link)), asked.At);
    }
}

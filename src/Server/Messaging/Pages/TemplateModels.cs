using Vouch.Domain.Languages;
using Vouch.Domain.Messaging;
using Vouch.Server.Platform;
using Vouch.Server.Platform.Pages.Forms;

namespace Vouch.Server.Messaging.Pages;

/// <summary>All sorts of mail, and how much of them people get.</summary>
/// <param name="Mail">The shop's settings.</param>
/// <param name="Values">What stands in the form of limits.</param>
/// <param name="MayChange">Forms and buttons are offered.</param>
/// <param name="HasAddress">The shop has a postal address.</param>
/// <param name="Saved">It was just saved.</param>
public sealed record TemplateListModel(MailSettings Mail, FormValues Values, bool MayChange, bool HasAddress, bool Saved);

/// <summary>One sort of mail in one language.</summary>
/// <param name="Sort">Which.</param>
/// <param name="Language">In which language.</param>
/// <param name="Languages">What else there is.</param>
/// <param name="Values">What stands in its form.</param>
/// <param name="Samples">What its variables may stand for.</param>
/// <param name="IsOwn">The merchant has words of their own in it.</param>
/// <param name="MayChange">The form is offered.</param>
/// <param name="Notice">What was just done; null for nothing.</param>
public sealed record TemplateModel(
    MailSort Sort, Language Language, IReadOnlyList<Language> Languages, FormValues Values,
    IReadOnlyList<(string Name, string Sample)> Samples, bool IsOwn, bool MayChange, string? Notice);

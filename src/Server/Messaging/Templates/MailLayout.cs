using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Vouch.Domain.Languages;
using Vouch.Server.Platform;
using Vouch.Server.Platform.Pages;

namespace Vouch.Server.Messaging.Templates;

/// <summary>A piece of a mail's body.</summary>
/// <param name="Text">Plain text; line ends are kept.</param>
/// <param name="IsButton">The button stands here.</param>
/// <param name="IsCode">Nothing but a code, which is written large.</param>
internal sealed record MailParagraph(string Text, bool IsButton = false, bool IsCode = false);

/// <summary>All that the layout sets, as plain text.</summary>
/// <param name="Subject">One line.</param>
/// <param name="Heading">One line.</param>
/// <param name="Body">In order.</param>
/// <param name="Button">What stands on the button; null without one.</param>
/// <param name="Link">Where it goes.</param>
/// <param name="Why">Why the reader gets it.</param>
/// <param name="Unsubscribe">Where it is said that it is enough; null for what is no advertising.</param>
internal sealed record MailParts(
    string Subject, string Heading, IReadOnlyList<MailParagraph> Body, string? Button, string? Link, string Why, string? Unsubscribe);

/// <summary>
/// The one look of all mails: a table with inline styles, since many mail programs know nothing else, 600 pixels wide at most, readable on
/// a dark screen, without any image or address from elsewhere. And its twin in plain text.
/// </summary>
internal static class MailLayout
{
    private const int DefaultRadius = 12;
    private const string DefaultAccent = "#0b5f58";
    private const string Font = "font-family:-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif";

    private const string Plain = "role=\"presentation\" cellpadding=\"0\" cellspacing=\"0\" border=\"0\"";

    private const string OnButton = "display:inline-block;padding:14px 24px;" + Font
        + ";font-size:16px;font-weight:600;line-height:1.2;color:#ffffff;text-decoration:none";

    private const string Code = "margin:0 0 16px;padding:14px 16px;background:#eef2f1;border-radius:8px;"
        + "font-family:ui-monospace,Consolas,monospace;font-size:20px;letter-spacing:1px;color:#16211f";

    private const string Dark = """
        @media (prefers-color-scheme:dark){.bg{background:#121314!important}
        .card{background:#1e2022!important;border-color:#35383b!important}
        .ink{color:#f1f2f3!important}.soft{color:#b9bec3!important}.box{background:#2b2e31!important;color:#fff!important}}
        """;

    private const string Narrow = """

        @media (max-width:480px){.pad{padding:24px 20px!important}}
        """;

    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    /// <summary>The same mail as it is read by day, whatever the screen of the one who looks at it: what a preview shows.</summary>
    internal static string ByDay(string html) => html.Replace(Dark, "", StringComparison.Ordinal);

    /// <summary>As HTML.</summary>
    internal static string Html(Words words, Shop shop, MailParts parts)
    {
        var accent = BrandSheet.Readably(shop.Brand.AccentColor ?? DefaultAccent);
        var radius = (shop.Brand.CornerRadius ?? DefaultRadius).ToString(CultureInfo.InvariantCulture) + "px";
        var direction = words.Language.Culture.TextInfo.IsRightToLeft ? "rtl" : "ltr";
        var html = new StringBuilder($"""
            <!DOCTYPE html>
            <html lang="{words.Language.Code}" dir="{direction}">
            <head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
            <meta name="color-scheme" content="light dark"><meta name="supported-color-schemes" content="light dark">
            <title>{Safe(parts.Subject)}</title>
            <style>{Dark}{Narrow}</style></head>
            <body class="bg" style="margin:0;padding:0;background:#f3f5f4">
            <table {Plain} class="bg" width="100%" style="background:#f3f5f4">
            <tr><td align="center" style="padding:24px 12px">
            <table {Plain} width="600" style="width:100%;max-width:600px">
            <tr><td class="ink" style="padding:0 8px 16px;{Font};font-size:16px;font-weight:600;color:{accent}">{Safe(shop.Name)}</td></tr>
            <tr><td class="card pad" style="padding:32px;background:#ffffff;border:1px solid #dfe4e2;border-radius:{radius};{Font}">
            <h1 class="ink" style="margin:0 0 16px;font-size:22px;line-height:1.3;font-weight:600;color:#16211f">{Safe(parts.Heading)}</h1>

            """);
        foreach (var paragraph in parts.Body)
        {
            html.Append(Paragraph(paragraph, parts, accent, radius)).Append('\n');
        }

        html.Append("</td></tr>\n<tr><td class=\"soft\" style=\"padding:20px 8px;").Append(Font)
            .Append(";font-size:13px;line-height:1.5;color:#55615e\">")
            .Append(string.Join("<br>\n", Foot(shop, parts).Select(Lines)));
        if (parts.Unsubscribe is { } unsubscribe)
        {
            html.Append("<br>\n<a class=\"soft\" href=\"").Append(Safe(unsubscribe))
                .Append("\" style=\"color:#55615e;text-decoration:underline\">").Append(Safe(words["mailing.unsubscribe"])).Append("</a>");
        }

        return html.Append("</td></tr>\n</table></td></tr></table>\n</body></html>\n").ToString();
    }

    /// <summary>As plain text.</summary>
    internal static string Text(Words words, Shop shop, MailParts parts)
    {
        var text = new StringBuilder();
        foreach (var paragraph in parts.Body)
        {
            text.Append(paragraph switch
            {
                { IsButton: true } => $"{parts.Button}:\n{parts.Link}",
                { IsCode: true } => "    " + paragraph.Text,
                _ => paragraph.Text,
            }).Append("\n\n");
        }

        text.Append("-- \n").AppendJoin('\n', Foot(shop, parts));
        if (parts.Unsubscribe is { } unsubscribe)
        {
            text.Append('\n').Append(words["mailing.unsubscribe"]).Append(": ").Append(unsubscribe);
        }

        return text.Append('\n').ToString();
    }

    private static string Paragraph(MailParagraph paragraph, MailParts parts, string accent, string radius) => paragraph switch
    {
        { IsButton: true } => $"""
            <table {Plain} style="margin:8px 0 24px"><tr><td style="background:{accent};border-radius:{radius}">
            <a href="{Safe(parts.Link!)}" style="{OnButton}">{Safe(parts.Button!)}</a></td></tr></table>
            """,
        { IsCode: true } => $"<p class=\"box\" style=\"{Code}\">{Lines(paragraph.Text)}</p>",
        _ => $"<p class=\"ink\" style=\"margin:0 0 16px;font-size:16px;line-height:1.55;color:#16211f\">{Lines(paragraph.Text)}</p>",
    };

    private static IEnumerable<string> Foot(Shop shop, MailParts parts)
    {
        yield return shop.PostalAddress is { } address ? $"{shop.Name}, {address.ReplaceLineEndings(", ")}" : shop.Name;
        yield return parts.Why;
    }

    private static string Lines(string text) => Safe(text).Replace("&#xA;", "<br>", StringComparison.Ordinal);

    private static string Safe(string text) => Encoder.Encode(text);
}

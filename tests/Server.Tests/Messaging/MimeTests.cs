using System.Text;
using System.Text.Json.Nodes;
using Shouldly;
using Vouch.Domain;
using Vouch.Server.Messaging;
using Vouch.Server.Messaging.Smtp;
using Vouch.Server.Tests.Host;

namespace Vouch.Server.Tests.Letters;

/// <summary>What is written down is read by another program as it was meant, and its signature holds.</summary>
public sealed class MimeTests : IDisposable
{
    private readonly string _file = Path.Combine(Path.GetTempPath(), Guid.NewGuid() + ".pem");

    // Whatever a person may type into a name or a subject: no line of it may become a header.
    private static readonly string[] Typed =
    [
        .. ((string[])["\r\n", "\n", "\r", "\r\n ", "\n\t", "\r\n\r\n", "\0", "\u0085", "\u2028", "\u2029"])
            .SelectMany(end => (string[])
            [
                $"Tea{end}Bcc: evil@example.com", $"{end}Bcc: evil@example.com", $"Tea{end}X: a{end}{end}<script>",
                $"=?utf-8?Q?a=0D=0ABcc:_evil@example.com?={end}", $"żółw{end}Bcc: evil@example.com",
            ]),
        "", " ", "\"", "a\\\"b", "<evil@example.com>", "a, b", "a;b:c@d", "=?utf-8?B?w6Q=?=", "żółw " + new string('ż', 300), new string('a', 2_000),
        "(comment", "[x]", "a\tb", "Tea & Co. 🍵👩‍👩‍👧", "\ud800 lone", "Tea <b@c.example>, d@e.example", ".", "--=_msg_1", "undisclosed-recipients:;",
    ];

    [Fact]
    public async Task Whatever_is_typed_into_names_and_subjects_stays_within_its_header()
    {
        using var key = Key();
        var mails = Typed.SelectMany(text => (Mail[])[Some with { FromName = text }, Some with { Subject = text }]).ToList();
        mails.Count.ShouldBeGreaterThan(100);
        var read = await MailPeer.Read(mails.Select(mail => mail.ToMime(key)), key.Record);
        foreach (var (mail, seen) in mails.Zip(read))
        {
            Names(seen).ShouldBe([
                "DKIM-Signature", "From", "To", "Subject", "Date", "Message-ID", "Auto-Submitted", "MIME-Version", "Content-Type",
                "Content-Transfer-Encoding"]);
            seen["from"]!.ToString().ShouldBe("vouch@tea.example");
            seen["to"]!.AsArray().Single()!.ToString().ShouldBe("anna@example.com");
            Clean(seen["fromName"]!.ToString()).ShouldBe(Clean(mail.FromName));
            Clean(seen["subject"]!.ToString()).ShouldBe(Clean(mail.Subject));
            seen["text"]!.ToString().ShouldBe(Some.Text);
            seen["longest"]!.GetValue<int>().ShouldBeLessThan(200);
            seen["bare"]!.GetValue<int>().ShouldBe(0);
            seen["defects"]!.AsArray().ShouldBeEmpty();
            seen["dkim"]!.GetValue<bool>().ShouldBeTrue();
        }
    }

    [Fact]
    public async Task A_mail_in_two_forms_with_one_click_unsubscribing_is_read_and_its_signature_holds()
    {
        using var key = Key();
        var mail = Some with
        {
            FromName = "Café Żółw", Subject = "Zwölf Grüße", Text = "Hello\n.\n..\nżółw", Html = "<p>Hello <b>żółw</b></p>\n.\n",
            ReplyTo = "desk@tea.example", Unsubscribe = "https://vouch.example/unsubscribe/shp_1/abc",
        };
        var seen = (await MailPeer.Read([mail.ToMime(key)], key.Record)).Single();
        seen["type"]!.ToString().ShouldBe("multipart/alternative");
        (seen["text"]!.ToString(), seen["html"]!.ToString()).ShouldBe((mail.Text, mail.Html));
        (seen["fromName"]!.ToString(), seen["subject"]!.ToString()).ShouldBe((mail.FromName, mail.Subject));
        Header(seen, "List-Unsubscribe").ShouldBe("<https://vouch.example/unsubscribe/shp_1/abc>");
        Header(seen, "List-Unsubscribe-Post").ShouldBe("List-Unsubscribe=One-Click");
        Header(seen, "Reply-To").ShouldBe("desk@tea.example");
        Header(seen, "Message-ID").ShouldBe("<msg_1@tea.example>");
        seen["dkim"]!.GetValue<bool>().ShouldBeTrue();

        var signed = Header(seen, "DKIM-Signature");
        foreach (var name in (string[])["From", "Reply-To", "To", "Subject", "Date", "Message-ID", "List-Unsubscribe", "List-Unsubscribe-Post"])
        {
            var forged = Encoding.UTF8.GetString(mail.ToMime(key)).Replace($"\r\n{name}: ", $"\r\n{name}: x", StringComparison.Ordinal);
            (await MailPeer.Read([Encoding.UTF8.GetBytes(forged)], key.Record)).Single()["dkim"]!.GetValue<bool>().ShouldBeFalse(name);
            signed.ShouldContain(name);
        }
    }

    [Fact]
    public void The_same_mail_is_the_same_bytes_each_time()
    {
        using var key = Key();
        Some.ToMime(key).ShouldBe(Some.ToMime(key));
    }

    [Theory]
    [InlineData("tea.example")]
    [InlineData("tea.example:s1")]
    [InlineData("tea.example:s1:/nowhere/key.pem")]
    [InlineData("tea;example:s1:FILE")]
    [InlineData("localhost:s1:FILE")]
    public void A_key_that_cannot_be_used_is_refused_with_a_sentence(string text)
    {
        DkimKey.Make(_file);
        DkimKey.Parse(text.Replace("FILE", _file)).Refusal!.Field.ShouldBe("dkim");
    }

    [Fact]
    public void A_file_that_is_no_key_is_refused_and_never_overwritten()
    {
        File.WriteAllText(_file, "not a key");
        DkimKey.Make(_file).ShouldBeFalse();
        DkimKey.Parse($"tea.example:s1:{_file}").Refusal!.Sentence.ShouldContain(_file);
        File.ReadAllText(_file).ShouldBe("not a key");
    }

    public void Dispose() => File.Delete(_file);

    private static Mail Some => new(
        "vouch@tea.example", "Tea house", "anna@example.com", "Your link", "Hello Anna,\n\nhere it is.\n", "msg_1",
        Instant.Of(new DateTimeOffset(2026, 3, 1, 9, 30, 0, TimeSpan.Zero)));

    private DkimKey Key()
    {
        DkimKey.Make(_file).ShouldBeTrue();
        return DkimKey.Parse($"tea.example:s1:{_file}").Value;
    }

    private static string[] Names(JsonNode seen) => [.. seen["names"]!.AsArray().Select(name => name!.ToString())];

    private static string Header(JsonNode seen, string name) =>
        seen["headers"]!.AsArray().Single(header => header![0]!.ToString() == name)![1]!.ToString();

    // Control characters go; the reader puts a space between the parts of a long name, so spaces do not count.
    private static string Clean(string text) => string.Concat(string.Concat(
        text.Where(c => !char.IsControl(c)).Select(c => char.IsSurrogate(c) || c == '\ufffd' ? '?' : c)).Replace("\t", "")
        .Split([' ', '\u2028', '\u2029'], StringSplitOptions.RemoveEmptyEntries)).Replace("??", "?");
}

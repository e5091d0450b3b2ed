using System.Text;
using System.Text.RegularExpressions;

namespace Vouch.Server.Tests.Host;

/// <summary>A mail as it lies in a maildir.</summary>
/// <param name="Head">Its header, as written.</param>
/// <param name="Text">Its plain text.</param>
public sealed partial record WrittenMail(string Head, string Text)
{
    /// <summary>Reads one; of several parts the plain one.</summary>
    public static WrittenMail Read(string file)
    {
        var parts = File.ReadAllText(file).Split("\r\n\r\n", 2);
        var body = parts[1];
        if (Boundary().Match(parts[0]) is { Success: true } boundary)
        {
            body = body.Split("--" + boundary.Groups[1].Value)[1].Split("\r\n\r\n", 2)[1];
        }

        return new WrittenMail(parts[0], Encoding.UTF8.GetString(Convert.FromBase64String(body.Trim())));
    }

    [GeneratedRegex("boundary=\"?([^\";\r\n]+)")]
    private static partial Regex Boundary();
}

/// <summary>A maildir's mails.</summary>
public static class WrittenMails
{
    /// <summary>All, the oldest first.</summary>
    public static IReadOnlyList<WrittenMail> In(string folder) => Directory.Exists(Path.Combine(folder, "new"))
        ? [.. Directory.GetFiles(Path.Combine(folder, "new")).Order(StringComparer.Ordinal).Select(WrittenMail.Read)] : [];
}

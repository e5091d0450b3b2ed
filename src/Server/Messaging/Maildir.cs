using System.Text;

namespace Vouch.Server.Messaging;

/// <summary>
/// A maildir: each mail a file, written under <c>tmp</c>, flushed, then renamed into <c>new</c>. The file is named
/// after the mail, so writing a mail again after a crash replaces it and never doubles it.
/// </summary>
internal static class Maildir
{
    internal static void Write(string folder, Mail mail)
    {
        foreach (var part in new[] { "tmp", "new", "cur" })
        {
            Directory.CreateDirectory(Path.Combine(folder, part));
        }

        var name = mail.Id + ".eml";
        var draft = Path.Combine(folder, "tmp", name);
        using (var file = new FileStream(draft, FileMode.Create, FileAccess.Write))
        {
            file.Write(Encoding.ASCII.GetBytes(mail.ToMime()));
            file.Flush(flushToDisk: true);
        }

        File.Move(draft, Path.Combine(folder, "new", name), overwrite: true);
    }
}

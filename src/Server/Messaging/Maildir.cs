namespace Vouch.Server.Messaging;

/// <summary>
/// A maildir: each mail a file, written under <c>tmp</c>, flushed, then renamed into <c>new</c>. The file is named
/// after the mail, so writing a mail again after a crash replaces it and never doubles it.
/// </summary>
internal static class Maildir
{
    /// <summary>Makes the folders and tries to write, so that a wrong one is noticed before the first mail.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    internal static void Prepare(string folder)
    {
        try
        {
            MakeFolders(folder);
            var trial = Path.Combine(folder, "tmp", $"trial-{Environment.ProcessId}");
            File.WriteAllBytes(trial, []);
            File.Delete(trial);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new IOException($"Mail cannot be written to {Path.GetFullPath(folder)}: {e.Message}", e);
        }
    }

    /// <summary>Writes a mail down, in the place of an earlier one of this id.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    internal static void Write(string folder, string id, byte[] mime)
    {
        MakeFolders(folder);
        var name = id + ".eml";
        var draft = Path.Combine(folder, "tmp", name);
        using (var file = new FileStream(draft, FileMode.Create, FileAccess.Write))
        {
            file.Write(mime);
            file.Flush(flushToDisk: true);
        }

        File.Move(draft, Path.Combine(folder, "new", name), overwrite: true);
    }

    private static void MakeFolders(string folder)
    {
        foreach (var part in new[] { "tmp", "new", "cur" })
        {
            Directory.CreateDirectory(Path.Combine(folder, part));
        }
    }
}

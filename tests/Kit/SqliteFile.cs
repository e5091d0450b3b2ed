namespace Vouch.Kit;

/// <summary>A place for one SQLite database: a folder of its own, deleted afterwards.</summary>
public sealed class SqliteFile : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("vouch-");

    public string Path => System.IO.Path.Combine(_folder.FullName, "vouch.db");

    public string ConnectionString => $"Data Source={Path}";

    public void Dispose() => _folder.Delete(recursive: true);
}

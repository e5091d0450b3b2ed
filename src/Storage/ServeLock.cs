using Microsoft.Data.Sqlite;

namespace Vouch.Storage;

/// <summary>
/// Keeps a second <c>serve</c> (or a migrate or restore beside it) off one SQLite file, by a lock of the operating system
/// that ends with the process. PostgreSQL serves many nodes: there it locks nothing.
/// </summary>
public sealed class ServeLock : IDisposable
{
    private readonly FileStream? _file;

    private ServeLock(FileStream? file) => _file = file;

    /// <summary>Takes the lock, or says at once who is in the way.</summary>
    /// <exception cref="DatabaseInUseException">Another process serves this file.</exception>
    /// <exception cref="ArgumentException">As <see cref="Database.Open"/>.</exception>
    public static ServeLock Acquire(string connectionString)
    {
        if (!connectionString.TrimStart().StartsWith("Data Source=", StringComparison.OrdinalIgnoreCase))
        {
            return new ServeLock(null);
        }

        var path = SqliteBackend.FileOf(new SqliteConnectionStringBuilder(connectionString));
        try
        {
            return new ServeLock(new FileStream(path + ".serve.lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException e)
        {
            throw new DatabaseInUseException(path, e);
        }
    }

    /// <summary>Gives it up.</summary>
    public void Dispose() => _file?.Dispose();
}

/// <summary>Another process serves this SQLite file.</summary>
public sealed class DatabaseInUseException : StorageException
{
    /// <summary>Names the file.</summary>
    public DatabaseInUseException(string path, Exception? inner = null)
        : base(
            $"Another vouch is serving {path}. One SQLite file is served by one process; "
            + "stop that one first, or use PostgreSQL for several.",
            inner)
    {
    }
}

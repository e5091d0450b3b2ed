using System.Data.Common;
using System.Security.Cryptography;
using Vouch.Domain;

namespace Vouch.Server.Platform;

/// <summary>Where the master key is kept: the file that is named, or one beside a SQLite database. Never in the database.</summary>
public sealed class MasterKeyFile
{
    /// <summary>The environment variable that names the file.</summary>
    public const string Setting = "VOUCH_MASTER_KEY_FILE";

    /// <summary>Nowhere to take a key from: PostgreSQL without the setting.</summary>
    public static readonly Refusal Missing = Refusal.State(
        "master_key_missing",
        $"There is no master key to seal this with; the operator has to name a file of {MasterKey.Size} random bytes in {Setting}.");

    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private const UnixFileMode Others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute
        | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    private const int LockTries = 100;
    private const int LockPause = 20;

    private readonly bool _isNamed;

    private MasterKeyFile(string? path, bool isNamed) => (Path, _isNamed) = (path, isNamed);

    /// <summary>The full path; null where there is none to look at.</summary>
    public string? Path { get; }

    /// <summary>The file of an installation.</summary>
    /// <param name="named">What <see cref="Setting"/> says; null or empty for nothing.</param>
    /// <param name="database">The connection string: a SQLite file has its key beside it, <c>FILE.key</c>.</param>
    public static MasterKeyFile Of(string? named, string database)
    {
        if (!string.IsNullOrEmpty(named))
        {
            return new MasterKeyFile(System.IO.Path.GetFullPath(named), isNamed: true);
        }

        var parts = new DbConnectionStringBuilder { ConnectionString = database };
        return new MasterKeyFile(
            parts.TryGetValue("Data Source", out var file) ? System.IO.Path.GetFullPath((string)file) + ".key" : null, isNamed: false);
    }

    /// <summary>The key; null where nobody named a file and there is none yet.</summary>
    /// <exception cref="MasterKeyException">The named file is not there, or not as it has to be.</exception>
    public MasterKey? Find() => Path is not null && (_isNamed || File.Exists(Path)) ? Read(Path) : null;

    /// <summary>The key; made where nobody named a file and there is none yet beside a SQLite database.</summary>
    /// <exception cref="MasterKeyException">The file is not as it has to be, or cannot be made.</exception>
    public Result<MasterKey> FindOrMake()
    {
        if (Path is null)
        {
            return Missing;
        }

        if (!_isNamed)
        {
            Make(Path);
        }

        return Read(Path);
    }

    /// <summary>Reads a key file.</summary>
    /// <exception cref="MasterKeyException">It is not there, has another size, or others may read it.</exception>
    internal static MasterKey Read(string path)
    {
        var key = new byte[MasterKey.Size + 1];
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
            if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(file.SafeFileHandle) & Others) != 0)
            {
                throw new MasterKeyException(
                    $"Others may read or write the master key {path}. Make it its owner's alone: chmod 600 {path}");
            }

            return file.ReadAtLeast(key, key.Length, throwOnEndOfStream: false) == MasterKey.Size
                ? Of(key.AsSpan(0, MasterKey.Size))
                : throw new MasterKeyException($"The master key {path} has to be a file of exactly {MasterKey.Size} bytes, and is not.");
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new MasterKeyException($"There is no master key {path}. Put the file back, or name the right one in {Setting}.", e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new MasterKeyException($"The master key {path} cannot be read: {e.Message}", e);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key);
        }
    }

    /// <summary>
    /// Makes a random key file of its owner's alone, whole or not at all: it is written under another name and then renamed. False where
    /// there is one already, also by another process in the same moment; a key is never replaced.
    /// </summary>
    /// <exception cref="MasterKeyException">The folder cannot be written.</exception>
    internal static bool Make(string path)
    {
        if (File.Exists(path))
        {
            return false;
        }

        try
        {
            using var only = LockFor(path);
            return !File.Exists(path) && MakeAlone(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new MasterKeyException($"The master key {path} cannot be made: {e.Message}", e);
        }
    }

    // Renaming replaces what another process has put there between our look and it, so both happen under a lock of the system.
    private static FileStream LockFor(string path)
    {
        for (var tries = 0; ; tries++)
        {
            try
            {
                return new FileStream(
                    path + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 1, FileOptions.DeleteOnClose);
            }
            catch (IOException e) when (tries < LockTries && e is not (DirectoryNotFoundException or PathTooLongException))
            {
                Thread.Sleep(LockPause);
            }
        }
    }

    private static bool MakeAlone(string path)
    {
        var draft = $"{path}.{RandomNumberGenerator.GetHexString(16, lowercase: true)}";
        try
        {
            Write(draft);
            File.Move(draft, path, overwrite: false);
            return true;
        }
        finally
        {
            File.Delete(draft);
        }
    }

    private static MasterKey Of(ReadOnlySpan<byte> bytes)
    {
        var key = bytes.ToArray();
        try
        {
            return MasterKey.Of(key);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key);
        }
    }

    private static void Write(string draft)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, BufferSize = 0 };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerOnly;
        }

        var key = RandomNumberGenerator.GetBytes(MasterKey.Size);
        try
        {
            using var file = new FileStream(draft, options);
            file.Write(key);
            file.Flush(flushToDisk: true);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key);
        }
    }
}

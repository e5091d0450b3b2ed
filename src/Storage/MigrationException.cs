namespace Vouch.Storage;

/// <summary>The database cannot be brought to what this program needs: it is newer, or a migration was changed after it ran.</summary>
public sealed class MigrationException : StorageException
{
    /// <summary>Says what does not fit, and what to do.</summary>
    public MigrationException(string message) : base(message)
    {
    }
}

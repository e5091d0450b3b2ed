namespace Vouch.Storage;

/// <summary>There is no database here, it is damaged or another program's, or it lets us not in. Trying again does not help.</summary>
public sealed class UnusableDatabaseException : StorageException
{
    /// <summary>Says what is wrong, and what to do.</summary>
    public UnusableDatabaseException(string message, Exception? inner = null) : base(message, inner)
    {
    }
}

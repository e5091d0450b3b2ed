namespace Vouch.Storage;

/// <summary>The database cannot be used as it is; the message tells the operator what to do.</summary>
public abstract class StorageException : Exception
{
    /// <summary>With the sentence for the operator.</summary>
    protected StorageException(string message, Exception? inner = null) : base(message, inner)
    {
    }
}

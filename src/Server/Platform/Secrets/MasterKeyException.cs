using Vouch.Storage;

namespace Vouch.Server.Platform;

/// <summary>The master key is missing, not right, or another database's; the message tells the operator what to do.</summary>
public sealed class MasterKeyException : StorageException
{
    /// <summary>With the sentence for the operator.</summary>
    public MasterKeyException(string message, Exception? inner = null) : base(message, inner)
    {
    }
}

/// <summary>A sealed value does not open: it was changed, or moved from another row, column or shop.</summary>
public sealed class SealBrokenException : StorageException
{
    /// <summary>Names the column, never the value.</summary>
    public SealBrokenException(string place)
        : base($"A sealed value of {place} does not open: it was changed, or moved there from another row. Restore it from a backup.")
    {
    }
}

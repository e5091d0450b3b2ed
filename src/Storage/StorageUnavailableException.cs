namespace Vouch.Storage;

/// <summary>
/// The engine is away, shutting down, busy for too long or out of disk: nothing is wrong with the request, which may
/// be sent again later (HTTP 503). When it came from a commit, whether the commit took place is not known.
/// </summary>
public sealed class StorageUnavailableException : Exception
{
    /// <summary>Says what is away.</summary>
    public StorageUnavailableException(string message, Exception? inner = null) : base(message, inner)
    {
    }

    /// <summary>With a general sentence.</summary>
    public StorageUnavailableException() : base("The database is not available.")
    {
    }

    /// <summary>The engine itself reported it: its connection is not to be used again.</summary>
    internal bool FromEngine { get; init; }

    /// <summary>The way to the engine broke; another connection may find it well.</summary>
    internal bool IsLost { get; init; }
}

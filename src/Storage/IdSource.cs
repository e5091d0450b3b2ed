namespace Vouch.Storage;

/// <summary>
/// 64-bit ids in the order of time: 41 bits of milliseconds since 2025-01-01, 10 bits of node, 12 bits of sequence. Never
/// goes back, even if the clock does, and never past the end of the node's lease.
/// </summary>
internal sealed class IdSource(TimeProvider wall)
{
    /// <summary>2025-01-01T00:00:00Z.</summary>
    public const long Start = 1_735_689_600_000;

    public const int Nodes = 1024;

    private const int MaxSequence = 4095;

    private readonly Lock _lock = new();
    private long _node = -1;
    private long _until;
    private long _last = Start;
    private long _sequence = -1;

    /// <summary>From now on ids carry this node, until this millisecond.</summary>
    public void Use(long node, long until)
    {
        lock (_lock)
        {
            if (node != _node)
            {
                // Another node in the same millisecond could sort before what was given out already.
                (_node, _last, _sequence) = (node, _last + 1, -1);
            }

            _until = until;
        }
    }

    /// <summary>Stops; the first millisecond that another process may use this node for.</summary>
    public long Stop()
    {
        lock (_lock)
        {
            _until = 0;
            return Math.Max(_last + 1, wall.GetUtcNow().ToUnixTimeMilliseconds());
        }
    }

    public long Next()
    {
        lock (_lock)
        {
            if (_node < 0)
            {
                throw new InvalidOperationException("Lease a node number before making ids.");
            }

            var now = Math.Max(wall.GetUtcNow().ToUnixTimeMilliseconds(), _last);
            var sequence = now == _last ? _sequence + 1 : 0;
            if (sequence > MaxSequence)
            {
                (now, sequence) = (now + 1, 0);
            }

            if (now >= _until)
            {
                throw new StorageUnavailableException("The lease of this process's node number has ended.");
            }

            (_last, _sequence) = (now, sequence);
            return ((now - Start) << 22) | (_node << 12) | sequence;
        }
    }
}

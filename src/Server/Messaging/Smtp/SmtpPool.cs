using System.Collections.Concurrent;
using Vouch.Server.Platform;

namespace Vouch.Server.Messaging.Smtp;

/// <summary>
/// The connections to the mail server: a few at once, used again, closed after half a minute without mail. One that broke before the mail
/// was wholly sent is replaced and the mail sent once more; afterwards nobody knows, and the mail waits for its next attempt.
/// </summary>
internal sealed class SmtpPool : IAsyncDisposable
{
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(30);

    private readonly SmtpServer _server;
    private readonly OutboundNetwork _network;
    private readonly SmtpPatience _patience;
    private readonly SemaphoreSlim _room;
    private readonly ConcurrentStack<(SmtpConnection Connection, long Since)> _free = new();
    private readonly ITimer _sweep;

    /// <summary>A pool of one mail server.</summary>
    internal SmtpPool(SmtpServer server, OutboundNetwork network, SmtpPatience patience)
    {
        (_server, _network, _patience) = (server, network, patience);
        _room = new SemaphoreSlim(server.Connections);
        _sweep = TimeProvider.System.CreateTimer(_ => _ = Sweep(), null, Idle, Idle);
    }

    /// <summary>How many connections wait for a mail.</summary>
    internal int Free => _free.Count;

    /// <summary>Hands one mail over; whatever goes wrong on the way is an outcome too.</summary>
    /// <exception cref="OperationCanceledException">We were told to stop.</exception>
    internal async Task<SmtpOutcome> Send(string from, string to, ReadOnlyMemory<byte> mime, CancellationToken stop)
    {
        var (sender, recipient) = (MailAddress.Read(from), MailAddress.Read(to));
        if (sender.IsRefused || recipient.IsRefused)
        {
            return new SmtpOutcome.Refused(
                sender.IsRefused ? "The sender's address is malformed." : "The address is malformed.", IsAddress: !sender.IsRefused);
        }

        await _room.WaitAsync(stop);
        try
        {
            // One that was used before may have been closed by the server meanwhile, with no fault of the mail.
            return await Attempt(await Rest(), sender.Value, recipient.Value, mime, stop)
                ?? await Attempt(null, sender.Value, recipient.Value, mime, stop)
                ?? new SmtpOutcome.TryLater("the connection broke");
        }
        catch (SmtpTroubleException trouble)
        {
            return new SmtpOutcome.TryLater(trouble.Message);
        }
        finally
        {
            _room.Release();
        }
    }

    /// <summary>Closes the connections.</summary>
    public async ValueTask DisposeAsync()
    {
        await _sweep.DisposeAsync();
        while (_free.TryPop(out var free))
        {
            await free.Connection.DisposeAsync();
        }

        _room.Dispose();
    }

    // Null where the connection broke too early for the mail to have arrived, and another one may do better.
    private async Task<SmtpOutcome?> Attempt(
        SmtpConnection? free, MailAddress from, MailAddress to, ReadOnlyMemory<byte> mime, CancellationToken stop)
    {
        var connection = free ?? await SmtpConnection.Open(_server, _network, _patience, from.Domain, stop);
        try
        {
            var outcome = await connection.Send(from, to, mime, stop);
            if (connection.IsUsable)
            {
                _free.Push((connection, TimeProvider.System.GetTimestamp()));
            }
            else
            {
                await connection.DisposeAsync();
            }

            // A good-bye to a connection that had waited means the connection.
            return free is not null && outcome is SmtpOutcome.TryLater && !connection.IsUsable ? null : outcome;
        }
        catch (SmtpTroubleException trouble) when (connection.IsInDoubt || free is not null)
        {
            await connection.DisposeAsync();
            return connection.IsInDoubt ? new SmtpOutcome.Unknown($"sent, but no answer came: {trouble.Message}") : null;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    // The one used last, so that others grow old.
    private async Task<SmtpConnection?> Rest()
    {
        while (_free.TryPop(out var free))
        {
            if (TimeProvider.System.GetElapsedTime(free.Since) < Idle)
            {
                return free.Connection;
            }

            await free.Connection.DisposeAsync();
        }

        return null;
    }

    private async Task Sweep()
    {
        var young = new List<(SmtpConnection Connection, long Since)>();
        while (_free.TryPop(out var free))
        {
            if (TimeProvider.System.GetElapsedTime(free.Since) < Idle)
            {
                young.Add(free);
            }
            else
            {
                await free.Connection.DisposeAsync();
            }
        }

        young.Reverse();
        young.ForEach(free => _free.Push(free));
    }
}

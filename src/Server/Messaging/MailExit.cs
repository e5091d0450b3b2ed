using Vouch.Server.Messaging.Smtp;
using Vouch.Server.Platform;

namespace Vouch.Server.Messaging;

/// <summary>Where mails leave this node: a maildir, a mail server, or nowhere yet.</summary>
internal sealed class MailExit(MailSetup setup, ServerSettings settings) : IAsyncDisposable
{
    // Less than the lease of outside work, with the wait for a connection.
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(80);

    private readonly SmtpPool? _pool =
        setup.Server is { } server ? new SmtpPool(server, OutboundNetwork.Real, SmtpPatience.Usual) : null;

    /// <summary>True where mail can leave at all.</summary>
    internal bool IsOpen => _pool is not null || setup.Folder is not null;

    /// <summary>True where mail is only written down, for trying out.</summary>
    internal bool IsFolder => setup.Folder is not null;

    /// <summary>Whom mails are from.</summary>
    internal string Sender { get; } = setup.Sender(settings.PublicUrl);

    /// <summary>Hands a mail over; whatever goes wrong is an outcome too.</summary>
    /// <exception cref="OperationCanceledException">We were told to stop.</exception>
    internal async Task<SmtpOutcome> Hand(Mail mail, CancellationToken stop)
    {
        var mime = mail.ToMime(setup.Dkim);
        if (setup.Folder is { } folder)
        {
            try
            {
                Maildir.Write(folder, mail.Id, mime);
                return new SmtpOutcome.Accepted("written to the maildir");
            }
            catch (Exception full) when (full is IOException or UnauthorizedAccessException)
            {
                return new SmtpOutcome.TryLater(full.Message);
            }
        }

        using var until = CancellationTokenSource.CreateLinkedTokenSource(stop);
        until.CancelAfter(Longest);
        try
        {
            return await _pool!.Send(mail.From, mail.To, mime, until.Token);
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            return new SmtpOutcome.TryLater("the mail server took too long");
        }
    }

    /// <summary>Closes the connections.</summary>
    public async ValueTask DisposeAsync()
    {
        setup.Dkim?.Dispose();
        if (_pool is not null)
        {
            await _pool.DisposeAsync();
        }
    }
}

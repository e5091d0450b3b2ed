using Vouch.Domain.People;

namespace Vouch.Server.Screening;

/// <summary>The list of throw-away mail that comes with the program, read once.</summary>
internal static class MailDomains
{
    private static readonly DisposableDomains Known = Load();

    /// <summary>True for an address at a provider of throw-away mail; false for what is no address.</summary>
    internal static bool IsDisposable(string? email) => EmailAddress.TryParse(email, out var address) && Known.IsDisposable(address);

    private static DisposableDomains Load()
    {
        using var stream = typeof(DisposableDomains).Assembly.GetManifestResourceStream(DisposableDomains.ResourceName)
            ?? throw new InvalidOperationException($"{DisposableDomains.ResourceName} is not embedded.");
        return DisposableDomains.Parse(new StreamReader(stream).ReadToEnd());
    }
}

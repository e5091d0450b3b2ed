using Vouch.Domain.People;

namespace Vouch.Server.Screening;

/// <summary>The list of throw-away mail domains, read once when it is first asked.</summary>
internal static class DisposableMail
{
    private static readonly Lazy<DisposableDomains> Known = new(Read);

    /// <summary>True for an address at a throw-away domain; false for what is no address.</summary>
    internal static bool IsDisposable(string? email) => EmailAddress.TryParse(email, out var address) && Known.Value.IsDisposable(address);

    private static DisposableDomains Read()
    {
        using var text = new StreamReader(typeof(DisposableDomains).Assembly.GetManifestResourceStream(DisposableDomains.ResourceName)!);
        return DisposableDomains.Parse(text.ReadToEnd());
    }
}

namespace Vouch.Server.Platform;

/// <summary>
/// Checking passwords. One check takes a third of a second on purpose, so at most two are computed at a time:
/// many sign-ins at once must not starve everything else.
/// </summary>
internal static class Passwords
{
    private static readonly SemaphoreSlim Gate = new(2);
    private static readonly Lazy<string> HashOfNobody = new(() => AddStaff.Hash(Secrets.Token(20)));

    /// <summary>True when the password is the right one. Without a hash it takes as long, and is false.</summary>
    public static async Task<bool> Verify(string? hash, string password, CancellationToken ct)
    {
        await Gate.WaitAsync(ct);
        try
        {
            return await Task.Run(() => AddStaff.Matches(hash ?? HashOfNobody.Value, password), ct) && hash is not null;
        }
        finally
        {
            Gate.Release();
        }
    }
}

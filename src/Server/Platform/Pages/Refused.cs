using Vouch.Domain;

namespace Vouch.Server.Platform.Pages;

/// <summary>A page's write runs in a transaction: a refusal inside it is thrown, so that everything in it is undone.</summary>
internal static class Refused
{
    /// <summary>The value, or the refusal as an exception.</summary>
    public static T OrValue<T>(Result<T> result) => result.IsRefused ? throw new RefusedException(result.Refusal) : result.Value;
}

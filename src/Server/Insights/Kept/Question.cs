using Vouch.Storage;

namespace Vouch.Server.Insights;

/// <summary>What a page wants to know of all that happened in a shop.</summary>
/// <typeparam name="T">What comes out; it is kept as JSON.</typeparam>
/// <param name="Key">Tells it from others of the same shop, and holds all that the answer hangs on.</param>
/// <param name="Count">Counts it from the shop's facts, in the snapshot that they were read in.</param>
internal sealed record Question<T>(string Key, Func<Reads, ShopFacts, Task<T>> Count) : IQuestion
    where T : class
{
    async Task<string> IQuestion.Answer(Reads reads, ShopFacts facts) => KeptStore.Write(await Count(reads, facts));
}

/// <summary>A question whatever comes out.</summary>
internal interface IQuestion
{
    /// <inheritdoc cref="Question{T}.Key"/>
    string Key { get; }

    /// <summary>What comes out, as it is kept.</summary>
    Task<string> Answer(Reads reads, ShopFacts facts);
}

/// <summary>What is known of a question.</summary>
/// <typeparam name="T">Of the question.</typeparam>
/// <param name="Value">Null while it is counted for the first time.</param>
/// <param name="CountedAt">When, shop time; null for just now.</param>
/// <param name="IsCounting">It is being counted anew.</param>
internal sealed record Kept<T>(T? Value, Domain.Instant? CountedAt, bool IsCounting)
    where T : class
{
    /// <summary>How old it is, for the page.</summary>
    internal KeptState State => new(CountedAt, IsCounting);
}

/// <summary>Of when a page's figures are.</summary>
/// <param name="CountedAt">Shop time; null for this moment, or for never where they are being counted.</param>
/// <param name="IsCounting">They are being counted anew.</param>
public sealed record KeptState(Domain.Instant? CountedAt, bool IsCounting)
{
    /// <summary>Just counted.</summary>
    public static KeptState Fresh { get; } = new(null, false);

    /// <summary>There is nothing to show yet.</summary>
    public bool IsFirst => IsCounting && CountedAt is null;
}

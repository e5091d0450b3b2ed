using System.CommandLine;

namespace Vouch.Server.Cli;

/// <summary>An option that takes one of a few words: the same words in help, in errors and in the contract.</summary>
/// <typeparam name="T">Whose names the words are, in lower case.</typeparam>
internal sealed class WordOption<T> : Option<string> where T : struct, Enum
{
    private static readonly string[] Words = [.. Enum.GetNames<T>().Select(name => name.ToLowerInvariant())];

    internal WordOption(string name) : base(name)
    {
        HelpName = string.Join('|', Words);
        CompletionSources.Add(Words);
        Validators.Add(given =>
        {
            if (given.Tokens is [{ Value: var word }] && !Words.Contains(word, StringComparer.OrdinalIgnoreCase))
            {
                given.AddError($"{name} must be {string.Join(", ", Words[..^1])} or {Words[^1]}, not '{word}'");
            }
        });
    }

    /// <summary>What was said, or the default.</summary>
    internal T Of(ParseResult parsed) => Enum.Parse<T>(parsed.GetRequiredValue(this), ignoreCase: true);
}

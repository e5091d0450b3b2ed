namespace Vouch.Server.Platform.Pages.Parts;

/// <summary>Sentences of the API as pages show them: the API writes straight apostrophes, print has curly ones.</summary>
internal static class Sentence
{
    /// <summary>The same sentence with the apostrophes of print.</summary>
    public static string Of(string text) => text.Replace('\'', '’');
}

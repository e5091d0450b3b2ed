namespace Vouch.Server.Cli;

/// <summary>What stands between the columns of a file.</summary>
internal enum Delimiter
{
    Comma,
    Semicolon,
    Tab,
    Space,
}

/// <summary>The character behind the word.</summary>
internal static class DelimiterCharacter
{
    internal static char Character(this Delimiter delimiter) => delimiter switch
    {
        Delimiter.Semicolon => ';',
        Delimiter.Tab => '\t',
        Delimiter.Space => ' ',
        _ => ',',
    };
}

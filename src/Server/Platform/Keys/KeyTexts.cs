namespace Vouch.Server.Platform.Keys;

/// <summary>The words of the desk's page about API keys.</summary>
internal static class KeyTexts
{
    public const string Under = "Your own systems show a key with each call. What they can ask for stands in the";
    public const string Reference = "API reference";
    public const string Make = "Make a key";
    public const string Name = "What it is for";
    public const string Kind = "Kind";
    public const string Secret = "Secret: for your servers";
    public const string Publishable = "Publishable: for browsers, only what a visitor may";
    public const string Scopes = "What it may do";
    public const string Everything = "Everything";
    public const string ChooseScopes = "Only some of it";
    public const string ScopesHint = "Tick nothing for everything. A publishable key needs no ticks.";
    public const string Key = "Key";
    public const string Made = "Made";
    public const string Used = "Last used";
    public const string Never = "never";
    public const string Ends = "works until";
    public const string NewKey = "The new key";
    public const string Once = "It is shown this once: copy it to where it is needed now.";
    public const string Rotate = "Replace";
    public const string RotateWarning = "You get a new key that may do the same. This one works for 24 hours beside it.";
    public const string Revoke = "Revoke";
    public const string RevokeWarning = "Whoever uses this key is refused at once. This cannot be undone.";
    public const string Unnamed = "No name given";
    public const string EmptyTitle = "No key yet";
    public const string EmptyText = "Make one for each system, so that you can revoke it alone.";
    public const string Revoked = "The key is revoked.";
    public const string NoKind = "Choose a kind.";

    /// <summary>A kind as people read it.</summary>
    public static string Word(KeyKind kind) => kind == KeyKind.Secret ? "secret" : "publishable";
}

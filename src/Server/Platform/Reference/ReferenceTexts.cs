namespace Vouch.Server.Platform.Reference;

/// <summary>The words of the API's reference.</summary>
internal static class ReferenceTexts
{
    public const string Title = "API reference";
    public const string Machines = "The same for machines";
    public const string Begin = "How to begin";
    public const string Key = "Every call carries a key of the shop, made at its desk under API keys. Put yours in place of sk_test_… and "
        + "the ids of your own things in place of those in the examples, and each example works as it stands. A secret key belongs on a "
        + "server; a publishable key may be in a browser and does only what is marked so.";
    public const string Money = "Amounts are whole numbers of the currency's smallest unit: 1500 is €15.00. Instants are RFC 3339. Lists "
        + "come page by page: give the next of one page as after of the following one.";
    public const string Refusals = "What is refused comes as application/problem+json with a stable code and a sentence that says what "
        + "to do.";
    public const string Again = "A POST with an Idempotency-Key may be sent again: it is done once.";
    public const string Contents = "Endpoints";
    public const string Parameters = "Parameters";
    public const string Body = "Body";
    public const string Answers = "Answers";
    public const string Example = "Example";
    public const string Required = "required";
}

namespace Vouch.Server.Referrals.Pages;

/// <summary>The words about the shop's own system on a referral's page.</summary>
internal static class VetoTexts
{
    public const string AskAgain = "Ask the shop’s system again";

    /// <summary>What comes next while it has not answered; null where it is not asked.</summary>
    public static string? Next(VetoQuestion? question) => question?.State switch
    {
        VetoState.Waiting => "Waits for the shop’s own system to say whether it is paid.",
        VetoState.Silent => "The shop’s own system did not answer. Ask it again, or decide by hand.",
        _ => null,
    };
}

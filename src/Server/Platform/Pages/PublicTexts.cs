namespace Vouch.Server.Platform.Pages;

/// <summary>The words of the frame around what customers see.</summary>
internal static class PublicTexts
{
    public const string Skip = "Skip to content";
    public const string Foot = "Referrals by Vouch";
}

namespace Vouch.Server.Campaigns.Pages;

internal static class CampaignPages
{
    internal static void Map(IEndpointRouteBuilder routes) { }
}

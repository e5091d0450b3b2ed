namespace Vouch.Server.Campaigns.Pages;

internal static class SegmentPages
{
    internal static void Map(IEndpointRouteBuilder routes) { }
}

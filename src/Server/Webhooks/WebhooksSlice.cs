using Vouch.Server.Platform;
using Vouch.Server.Webhooks.Pages;

namespace Vouch.Server.Webhooks;

/// <summary>What happens in a shop, told to its own systems: endpoints, deliveries and how they leave.</summary>
internal static class WebhooksSlice
{
    internal static IServiceCollection AddWebhooks(this IServiceCollection services) => services
        .AddConsumer(QueueDeliveries.Consumer, QueueDeliveries.OnBatch)
        .AddOutsideJob(SendDelivery.Kind, SendDelivery.Handler)
        .AddJob(ForgetDeliveries.Kind, ForgetDeliveries.Run);

    internal static IEndpointRouteBuilder MapWebhooks(this IEndpointRouteBuilder routes)
    {
        CreateEndpoint.Map(routes);
        ReadEndpoints.Map(routes);
        ChangeEndpoint.Map(routes);
        SendTest.Map(routes);
        SendAgain.Map(routes);
        WebhookPages.Map(routes);
        return routes;
    }
}

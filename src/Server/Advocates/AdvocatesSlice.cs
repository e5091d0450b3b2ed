using Vouch.Domain.Ids;
using Vouch.Server.Platform;

namespace Vouch.Server.Advocates;

/// <summary>People who recommend: joining, their codes and links, blocking, merging, erasing, and the way into their own page.</summary>
internal static class AdvocatesSlice
{
    internal static IServiceCollection AddAdvocates(this IServiceCollection services) => services
        .AddConsumer("advocates", ("program.activated", (tx, shop, happened) =>
            IdText.TryParse<ProgramId>(happened.Subject, out var program) ? IssueCodes.ForProgram(tx, shop, program) : Task.CompletedTask))
        .AddJob(IssueCodes.Job, (tx, shop, job) =>
            IdText.TryParse<ProgramId>(job.Subject, out var program) ? IssueCodes.ForProgram(tx, shop, program) : Task.CompletedTask)
        .AddJob(FillSearchWords.Job, FillSearchWords.Run);

    internal static IEndpointRouteBuilder MapAdvocates(this IEndpointRouteBuilder routes)
    {
        const Permission read = Permission.AdvocatesRead;
        const Permission write = Permission.AdvocatesWrite;
        const Audience browser = Audience.SecretKey | Audience.PublishableKey;
        routes.Write<JoinRequest, AdvocateAnswer>("POST", "/v1/advocates", write, browser, JoinEndpoint.Handle, 201)
            .Produces<AdvocateAnswer>(200).Produces<JoinAccepted>(202);
        routes.Read<ListOf<AdvocateAnswer>>("/v1/advocates", read, ListAdvocates.Many).WithMetadata(
            new QueryParameter("email", "Whose address this is."),
            new QueryParameter("q", "Part of a name, an address or the shop's own id of a customer."));
        routes.Read<AdvocateAnswer>("/v1/advocates/{id}", read, ListAdvocates.One);
        routes.Write<UpdateAdvocateRequest, AdvocateAnswer>("PATCH", "/v1/advocates/{id}", write, UpdateAdvocate.Handle);
        routes.Write<NoBody, AdvocateAnswer>("DELETE", "/v1/advocates/{id}", write, EraseAdvocate.Handle, 204);
        routes.Write<AddCodeRequest, AdvocateAnswer>("POST", "/v1/advocates/{id}/codes", write, AddCode.Handle, 201);
        routes.Write<NoBody, AdvocateAnswer>("POST", "/v1/advocates/{id}/block", write, BlockAdvocate.HandleBlock);
        routes.Write<NoBody, AdvocateAnswer>("POST", "/v1/advocates/{id}/unblock", write, BlockAdvocate.HandleUnblock);
        routes.Write<NoBody, PortalLinkAnswer>("POST", "/v1/advocates/{id}/portal-links", write, PortalLinks.Handle, 201);
        return routes;
    }
}

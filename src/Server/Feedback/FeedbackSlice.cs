using Vouch.Server.Feedback.Pages;
using Vouch.Server.Platform;

namespace Vouch.Server.Feedback;

/// <summary>
/// What customers say: surveys after delivery, star ratings, cases of the unhappy, mentions, and when invitations pause for it.
/// </summary>
internal static class FeedbackSlice
{
    internal static IServiceCollection AddFeedback(this IServiceCollection services) => services
        .AddConsumer(
            "feedback",
            ("order.delivered", AskCustomer.OnDelivered),
            (SurveyAnswered.Name, (tx, shop, _) => JudgeSatisfaction.Run(tx, shop)),
            ("shop.updated", (tx, shop, _) => JudgeSatisfaction.Run(tx, shop)),
            ("advocate.erased", (tx, _, erased) => ForgetWords.OnErased(tx, erased)))
        .AddOutsideJob(WatchFeed.Kind, WatchFeed.Handler)
        .AddJob(AskCustomer.Kind, AskCustomer.Run)
        .AddJob(JudgeSatisfaction.Kind, (tx, shop, _) => JudgeSatisfaction.Run(tx, shop));

    internal static IEndpointRouteBuilder MapFeedback(this IEndpointRouteBuilder routes)
    {
        ReadSurveys.Map(routes);
        RecordRating.Map(routes);
        FeedbackCases.Map(routes);
        MentionFeeds.Map(routes);
        Mentions.Map(routes);
        SurveyPages.Map(routes);
        FeedbackPages.Map(routes);
        return routes;
    }
}

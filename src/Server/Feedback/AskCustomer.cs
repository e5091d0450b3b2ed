using Vouch.Domain.Feedback;
using Vouch.Domain.Ids;
using Vouch.Domain.Orders;
using Vouch.Domain.People;
using Vouch.Server.Advocates;
using Vouch.Server.Orders;
using Vouch.Server.Platform;
using Vouch.Storage;

namespace Vouch.Server.Feedback;

/// <summary>Asks a customer the one question some days after delivery, where the shop wants it and nothing speaks against it.</summary>
internal static class AskCustomer
{
    internal const string Kind = "survey.ask";

    /// <summary>An order arrived: its customer is asked later.</summary>
    internal static async Task OnDelivered(ShopTx tx, Shop shop, JournalEvent delivered)
    {
        if (shop.Feedback.Survey && IdText.TryParse<OrderId>(delivered.Subject, out var id)
            && await OrderQueries.Find(tx, shop, id) is { Source: OrderSource.Live, State.DeliveredAt: { } at })
        {
            tx.Schedule(Kind, id.ToString(), SurveyRules.DueAt(at, shop.Feedback.AfterDays), JobClock.Shop);
        }
    }

    /// <summary>The days are over.</summary>
    internal static async Task Run(ShopTx tx, Shop shop, Job job)
    {
        var now = shop.Now(tx.Wall);
        if (!shop.Feedback.Survey || !IdText.TryParse<OrderId>(job.Subject, out var id)
            || await OrderQueries.Find(tx, shop, id) is not { FraudRejected: false, State.DeliveredAt: { } delivered } order
            || order.State.Status is OrderStatus.Cancelled || order.State.IsWhollyRefunded
            || SurveyRules.IsStale(delivered, shop.Feedback.AfterDays, now)
            || !EmailAddress.TryParse(order.Facts.Customer.Email, out var email))
        {
            return;
        }

        var keys = order.PersonKeys(shop);
        await OrderQueries.LockPeople(tx, keys);
        if (await FeedbackPeople.WereAskedAfter(tx, keys, SurveyRules.AskedBefore(now)) || await FeedbackQueries.IsQuiet(tx, keys, now)
            || await AdvocateQueries.IsSuppressed(tx, PersonKeys.Email(shop, email)))
        {
            return;
        }

        var locale = (await AdvocateQueries.FindByPerson(tx, keys))?.Locale;
        var survey = new Survey(tx.NewId<SurveyId>(), id, email.Given, locale, now, null, null, null, null);
        if (await SurveyStore.Add(tx, survey))
        {
            await FeedbackPeople.Add(tx, keys, FeedbackSource.Survey, survey.SurveyId.Value, now);
            tx.Publish(new SurveySent(survey.SurveyId, id), now);
        }
    }
}

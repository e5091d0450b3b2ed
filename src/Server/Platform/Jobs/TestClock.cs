using Vouch.Domain;
using Vouch.Storage;

namespace Vouch.Server.Platform;

/// <summary>Where a test shop's clock is to stand.</summary>
public sealed record ClockRequest(Instant Now);

/// <summary>Where it stands.</summary>
public sealed record ClockAnswer(Instant Now);

/// <summary>
/// Moves a test shop through time: all that falls due in between is done in order of its due time, each piece at
/// its own instant, and the journal's consumers have caught up before the call answers.
/// </summary>
internal static class TestClock
{
    private static readonly Instant Earliest = Instant.Of(new DateTimeOffset(2000, 1, 1, 0, 0, 0, TimeSpan.Zero));
    private static readonly Instant Latest = Instant.Of(new DateTimeOffset(2200, 1, 1, 0, 0, 0, TimeSpan.Zero));

    private static readonly Refusal OnlyInTestShops = Refusal.State(
        "live_shop", "A live shop follows the wall clock; only a test shop's clock can be moved.");
    private static readonly Refusal NeverBack = Refusal.State(
        "clock_goes_back", "The clock can only be moved forward from where it stands.");

    private const string Set = """
        UPDATE shops SET clock_at = @at WHERE shop_id = @shop AND (clock_at IS NULL OR clock_at <= @at)
        """;

    internal static void Map(IEndpointRouteBuilder routes)
    {
        routes.Read<ClockAnswer>("/v1/test-clock", Permission.ShopRead, call => Task.FromResult(
            call.Shop.Mode == ShopMode.Live ? OnlyInTestShops : Outcome.Ok(new ClockAnswer(call.Now))));

        // Not one transaction but many, one for each piece of due work; the last one keeps the answer.
        routes.MapCall(HttpMethods.Post, "/v1/test-clock", Audience.SecretKey, Move)
            .WithMetadata(new AccessAttribute(Audience.SecretKey, Permission.ClockWrite), new WriteRequest(typeof(ClockRequest)))
            .WithTags(nameof(Platform))
            .Produces<ClockAnswer>(200)
            .Refuses(400, 401, 403, 409, 413, 422);
    }

    private static async Task<KeptAnswer> Move(Call call)
    {
        var services = call.Http.RequestServices;
        var (jobs, events) = (services.GetRequiredService<JobPump>(), services.GetRequiredService<EventPump>());
        var (request, key) = await Endpoints.ReadBody<ClockRequest>(call);
        if (key is not null && await Idempotency.Look(call.Db, key) is { } kept)
        {
            return new Endpoints.ReplayedAnswer(kept.Status, kept.Json);
        }

        if (Check(call.Shop, request.Now) is { } refusal)
        {
            throw new RefusedException(refusal);
        }

        while (true)
        {
            await events.CatchUp(call.Shop.Id);
            if (await jobs.RunDue(call.Shop.Id, JobClock.Shop, request.Now, (tx, job) => MoveTo(tx, job.DueAt)) == 0)
            {
                break;
            }
        }

        var answer = await call.Db.Write(tx => Finish(tx, request.Now, key));
        await events.CatchUp(call.Shop.Id);
        return answer;
    }

    private static Refusal? Check(Shop shop, Instant to)
    {
        if (shop.Mode == ShopMode.Live)
        {
            return OnlyInTestShops;
        }

        if (to < Earliest || to > Latest)
        {
            return Refusal.Invalid("now", "must lie between the years 2000 and 2200");
        }

        return shop.ClockAt is { } stands && to < stands ? NeverBack : null;
    }

    // Work that was overdue is done at the clock's present instant: time never goes back.
    private static Task<int> MoveTo(ShopTx tx, Instant at)
    {
        // What is kept in memory of the shop holds its clock too.
        ShopChanges.Tell(tx);
        return tx.Execute(Set, new { At = at });
    }

    private static async Task<KeptAnswer> Finish(ShopTx tx, Instant at, IdempotencyKey? key)
    {
        if (await MoveTo(tx, at) == 0)
        {
            throw new RefusedException(NeverBack);
        }

        var answer = Endpoints.Serialize(Outcome.Ok(new ClockAnswer(at)));
        if (key is not null)
        {
            await Idempotency.Take(tx, key);
            Idempotency.KeepAnswer(tx, key, answer);
        }

        return answer;
    }
}

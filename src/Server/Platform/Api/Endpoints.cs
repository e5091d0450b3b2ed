using System.Buffers;
using System.Text;
using System.Text.Json;
using Vouch.Domain;
using Vouch.Storage;

namespace Vouch.Server.Platform;

/// <summary>What every endpoint of the API needs, gathered once.</summary>
public sealed record ApiServices(Database Database, ServerSettings Settings);

/// <summary>
/// How the API is mapped: each endpoint says its route, its permission and its audience in one line, and gets a
/// <see cref="Call"/> behind the front door. Reads run outside a transaction; writes are one transaction each.
/// </summary>
public static class Endpoints
{
    /// <summary>Maps a read.</summary>
    /// <typeparam name="TResponse">The body of a 200, for the OpenAPI document.</typeparam>
    public static IEndpointConventionBuilder Read<TResponse>(
        this IEndpointRouteBuilder routes, string path, Permission permission, Func<Call, Task<Outcome>> handle) =>
        routes.MapCall(HttpMethods.Get, path, Audience.SecretKey, async call =>
            {
                RefuseUnknownParameters(call.Http);
                var outcome = await handle(call);
                return outcome.Refusal is null ? Serialize(outcome) : throw new RefusedException(outcome.Refusal);
            })
            .WithMetadata(new AccessAttribute(Audience.SecretKey, permission))
            .WithTags(StageOf(handle))
            .Produces<TResponse>(200)
            .Refuses(400, 401, 403, 404);

    /// <summary>Maps a write: the whole handler runs in one transaction, and its answer is kept with it under an Idempotency-Key.</summary>
    /// <typeparam name="TRequest">The body's shape; <see cref="NoBody"/> where there is none.</typeparam>
    /// <typeparam name="TResponse">The body of a success, for the OpenAPI document.</typeparam>
    public static IEndpointConventionBuilder Write<TRequest, TResponse>(
        this IEndpointRouteBuilder routes,
        string method,
        string path,
        Permission permission,
        Audience audience,
        Func<Call, ShopTx, TRequest, Task<Outcome>> handle,
        int successStatus = 200)
        where TRequest : class =>
        routes.MapCall(method, path, audience, async call =>
            {
                var (request, key) = await ReadBody<TRequest>(call);
                return await call.Db.Write(tx => Perform(call, tx, request, key, handle));
            })
            .WithMetadata(new AccessAttribute(audience, permission), new WriteRequest(typeof(TRequest)))
            .WithTags(StageOf(handle))
            .WithMetadata(successStatus == StatusCodes.Status204NoContent
                ? new ProducesResponseTypeMetadata(successStatus, typeof(void))
                : new ProducesResponseTypeMetadata(successStatus, typeof(TResponse), ["application/json"]))
            .Refuses(400, 401, 403, 404, 409, 413, 422);

    /// <summary>Maps a write for the shop's own key alone.</summary>
    public static IEndpointConventionBuilder Write<TRequest, TResponse>(
        this IEndpointRouteBuilder routes, string method, string path, Permission permission,
        Func<Call, ShopTx, TRequest, Task<Outcome>> handle, int successStatus = 200)
        where TRequest : class =>
        Write<TRequest, TResponse>(routes, method, path, permission, Audience.SecretKey, handle, successStatus);

    /// <summary>Maps a read that answers with a file instead of JSON.</summary>
    /// <param name="routes">Where to.</param>
    /// <param name="path">The route.</param>
    /// <param name="permission">The right.</param>
    /// <param name="types">What sorts of file, for the OpenAPI document.</param>
    /// <param name="handle">Makes the file.</param>
    internal static IEndpointConventionBuilder Download(
        this IEndpointRouteBuilder routes, string path, Permission permission, string[] types,
        Func<Call, Task<Result<FileAnswer>>> handle) =>
        routes.MapCall(HttpMethods.Get, path, Audience.SecretKey, async call =>
            {
                RefuseUnknownParameters(call.Http);
                var file = await handle(call);
                return file.IsRefused ? throw new RefusedException(file.Refusal) : file.Value;
            })
            .WithMetadata(new AccessAttribute(Audience.SecretKey, permission))
            .WithTags(StageOf(handle))
            .Produces<string>(200, types[0], types[1..])
            .Refuses(400, 401, 403, 404, 409);

    /// <summary>
    /// Maps a handler as it is: nothing is left to bind, so that the framework compiles nothing for it whenever a node starts.
    /// </summary>
    internal static IEndpointConventionBuilder MapCall(
        this IEndpointRouteBuilder routes, string method, string path, Audience audience, Func<Call, Task<KeptAnswer>> work)
    {
        RequestDelegate run = http => Run(http, audience, work);
        // The OpenAPI document shows endpoints with a method alone.
        return routes.MapMethods(path, [method], run).WithMetadata(run.Method);
    }

    /// <summary>Says what a success is, for the OpenAPI document.</summary>
    /// <typeparam name="TResponse">The body.</typeparam>
    internal static IEndpointConventionBuilder Produces<TResponse>(
        this IEndpointConventionBuilder endpoint, int status, string type = "application/json", params string[] others) =>
        endpoint.WithMetadata(new ProducesResponseTypeMetadata(status, typeof(TResponse), [type, .. others]));

    /// <summary>Says which refusals an endpoint may answer with, all of them problem+json.</summary>
    internal static IEndpointConventionBuilder Refuses(this IEndpointConventionBuilder endpoint, params IEnumerable<int> statuses)
    {
        foreach (var status in statuses)
        {
            endpoint.Produces<Problem>(status, "application/problem+json");
        }

        return endpoint;
    }

    // A misspelt filter would answer with everything.
    private static void RefuseUnknownParameters(HttpContext http)
    {
        if (http.Request.QueryString.HasValue)
        {
            var known = QueryParameter.Of(http.GetEndpoint()!.Metadata).Select(parameter => parameter.Name).ToList();
            if (http.Request.Query.Keys.FirstOrDefault(name => !known.Contains(name, StringComparer.Ordinal)) is { } unknown)
            {
                throw new RefusedException(new Refusal(
                    RefusalKind.Invalid, "unknown_parameter",
                    known.Count == 0 ? "This address takes no parameters." : $"This address takes {string.Join(", ", known)}.", unknown));
            }
        }
    }

    /// <summary>The body and the key of a call, parsed; a wrong body is a refusal.</summary>
    internal static async Task<(TRequest Request, IdempotencyKey? Key)> ReadBody<TRequest>(Call call) where TRequest : class
    {
        var body = await Body(call.Http, call.Caller.IsShop ? 256 * 1024 : 64 * 1024);
        var key = HttpMethods.IsPost(call.Http.Request.Method) ? IdempotencyKey.Of(call.Http, call.Caller, body.Span) : null;
        return (Parse<TRequest>(body), key);
    }

    /// <summary>Runs behind the front door and writes the answer.</summary>
    private static async Task Run(HttpContext http, Audience audience, Func<Call, Task<KeptAnswer>> work)
    {
        try
        {
            var call = await FrontDoor(http, http.RequestServices.GetRequiredService<ApiServices>(), audience);
            if (call is null)
            {
                return;
            }

            var answer = await work(call);
            http.Response.StatusCode = answer.Status;
            http.Response.Headers.CacheControl = "no-store";
            if (answer is ReplayedAnswer)
            {
                http.Response.Headers["Idempotent-Replayed"] = "true";
            }

            if (answer.Json.Length > 0)
            {
                var bytes = Encoding.UTF8.GetBytes(answer.Json);
                http.Response.ContentType = "application/json; charset=utf-8";
                if (answer is FileAnswer file)
                {
                    http.Response.ContentType = file.ContentType;
                    http.Response.Headers.ContentDisposition = $"attachment; filename=\"{file.Name}\"";
                }

                http.Response.ContentLength = bytes.Length;
                await http.Response.Body.WriteAsync(bytes, http.RequestAborted);
            }
        }
        catch (Exception exception) when (!http.Response.HasStarted && exception is not OperationCanceledException)
        {
            if (!await Problems.TryWrite(http, exception))
            {
                throw;
            }
        }
    }

    internal static KeptAnswer Serialize(Outcome outcome) =>
        new(outcome.Status, outcome.Body is null
            ? string.Empty
            : JsonSerializer.Serialize(outcome.Body, outcome.Body.GetType(), WireJson.Options));

    /// <summary>The stage of the loop whose code answers: the document's tag.</summary>
    private static string StageOf(Delegate handle) => handle.Method.DeclaringType!.Namespace!.Split('.')[2];

    private static async Task<KeptAnswer> Perform<TRequest>(
        Call call, ShopTx tx, TRequest request, IdempotencyKey? key, Func<Call, ShopTx, TRequest, Task<Outcome>> handle)
    {
        var vault = call.Http.RequestServices.GetRequiredService<Vault>();
        if (key is not null && await Idempotency.Take(tx, key) is { } kept)
        {
            return new ReplayedAnswer(kept.Status, await Idempotency.Opened(tx, key, kept, vault));
        }

        var outcome = await handle(call, tx, request);
        if (outcome.Refusal is { } refusal)
        {
            throw new RefusedException(refusal);
        }

        var answer = Serialize(outcome);
        if (key is not null)
        {
            Idempotency.KeepAnswer(tx, key, outcome.Body is IShowsSecret ? await Idempotency.Sealed(tx, key, answer, vault) : answer);
        }

        return answer;
    }

    private static async Task<Call?> FrontDoor(HttpContext http, ApiServices api, Audience audience)
    {
        var header = http.Request.Headers.Authorization.ToString();
        var text = header.StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase) ? header["Bearer ".Length..].Trim() : string.Empty;
        var owner = text.Length is > 0 and < 200 ? await ApiKeys.Find(api.Database, text) : null;
        if (owner is null)
        {
            http.Response.Headers.WWWAuthenticate = "Bearer";
            await Problems.Write(http, 401, "unauthorized", "Send an API key of this installation as Authorization: Bearer sk_… or pk_….");
            return null;
        }

        var allowed = owner.Kind == KeyKind.Secret ? Audience.SecretKey : Audience.PublishableKey;
        if ((audience & allowed) == 0)
        {
            await Problems.Write(http, 403, "forbidden", "A publishable key may not do this; use the secret key, from a server.");
            return null;
        }

        if (owner.Scopes is { } scopes && http.GetEndpoint()?.Metadata.GetMetadata<AccessAttribute>() is { } access
            && !scopes.Contains(access.Permission))
        {
            await Problems.Write(http, 403, "missing_scope", $"This key lacks the scope {WireName.Of(access.Permission)}.");
            return null;
        }

        var wall = Instant.Of(api.Database.Wall.GetUtcNow());
        return new Call(http, owner.Shop, new Caller(owner.Kind, owner.KeyId, owner.Scopes),
            api.Database.For(owner.Shop.Id).As(owner.KeyId.ToString()), wall, api.Settings);
    }

    private static async Task<ReadOnlyMemory<byte>> Body(HttpContext http, int limit)
    {
        if (http.Request.Headers.ContentEncoding is { Count: > 0 } encoding && encoding != "identity")
        {
            throw new BadHttpRequestException("compressed", StatusCodes.Status415UnsupportedMediaType);
        }

        if (http.Request.ContentLength > limit)
        {
            throw new BadHttpRequestException("too large", 413);
        }

        var buffer = new ArrayBufferWriter<byte>(Math.Max(256, (int)(http.Request.ContentLength ?? 1024)));
        while (true)
        {
            var read = await http.Request.Body.ReadAsync(buffer.GetMemory(1024), http.RequestAborted);
            if (read == 0)
            {
                return buffer.WrittenMemory;
            }

            buffer.Advance(read);
            if (buffer.WrittenCount > limit)
            {
                throw new BadHttpRequestException("too large", 413);
            }
        }
    }

    private static TRequest Parse<TRequest>(ReadOnlyMemory<byte> body) where TRequest : class
    {
        if (body.Length == 0 && typeof(TRequest) == typeof(NoBody))
        {
            return (TRequest)(object)new NoBody();
        }

        try
        {
            // Nothing is an object without fields: what is required is then said by name.
            return JsonSerializer.Deserialize<TRequest>(body.Length == 0 ? "{}"u8 : body.Span, WireJson.Options)
                ?? throw new RefusedException(new Refusal(RefusalKind.Invalid, "malformed_json", "The body must be a JSON object."));
        }
        catch (JsonException exception)
        {
            throw new RefusedException(Problems.OfJson(exception));
        }
    }

    /// <summary>An answer given before.</summary>
    internal sealed record ReplayedAnswer(int Status, string Json) : KeptAnswer(Status, Json);
}

/// <summary>Tells the OpenAPI document the body's shape, which the handler reads by itself.</summary>
/// <param name="Type">The request's shape.</param>
internal sealed record WriteRequest(Type Type);

/// <summary>A file as an answer.</summary>
/// <param name="Text">What it says, sent as UTF-8.</param>
/// <param name="ContentType">What it is.</param>
/// <param name="Name">What it is saved as.</param>
internal sealed record FileAnswer(string Text, string ContentType, string Name) : KeptAnswer(StatusCodes.Status200OK, Text);

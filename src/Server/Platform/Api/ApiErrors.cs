using Vouch.Domain;
using Vouch.Storage;

namespace Vouch.Server.Platform;

/// <summary>
/// The last net: what no endpoint answered becomes problem+json under /v1, and a bug is logged, never shown.
/// Everywhere else an unknown path stays the pages' business.
/// </summary>
internal sealed partial class ApiErrors(RequestDelegate next, ILogger<ApiErrors> log)
{
    public async Task Invoke(HttpContext http)
    {
        try
        {
            await next(http);
        }
        catch (StorageException sealedAway) when (
            !http.Response.HasStarted && sealedAway is MasterKeyException or SealBrokenException)
        {
            SealedAway(log, http.Request.Method, http.Request.Path, sealedAway.Message);
            await Problems.Write(
                http, 503, "secrets_unavailable", "What is kept sealed cannot be opened; the operator finds out why in the log.");
        }
        catch (Exception exception) when (!http.Response.HasStarted && exception is not OperationCanceledException)
        {
            if (!await Problems.TryWrite(http, exception))
            {
                Bug(log, http.Request.Method, http.Request.Path, exception);
                await Problems.Write(http, 500, "internal_error", "Something went wrong on our side; nothing was changed.");
            }
        }

        if (!http.Response.HasStarted && http.Request.Path.StartsWithSegments("/v1"))
        {
            await Explain(http);
        }
    }

    private static Task Explain(HttpContext http) => http.Response.StatusCode switch
    {
        404 when http.GetEndpoint() is null => Problems.Write(http, Refusal.NotFound("address")),
        405 => Problems.Write(http, 405, "method_not_allowed", "This address does not know that method."),
        _ => Task.CompletedTask,
    };

    [LoggerMessage(Level = LogLevel.Error, Message = "{Method} {Path}: {Sentence}")]
    private static partial void SealedAway(ILogger logger, string method, string path, string sentence);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Method} {Path} failed.")]
    private static partial void Bug(ILogger logger, string method, string path, Exception exception);
}

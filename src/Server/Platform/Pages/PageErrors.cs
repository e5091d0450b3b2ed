using Vouch.Storage;

namespace Vouch.Server.Platform.Pages;

/// <summary>The pages' last net: an unknown address and a bug each become a page a person can read; the bug is logged, never
/// shown.</summary>
internal sealed partial class PageErrors(RequestDelegate next, ILogger<PageErrors> log)
{
    public async Task Invoke(HttpContext http)
    {
        if (http.Request.Path.StartsWithSegments("/v1"))
        {
            await next(http);
            return;
        }

        try
        {
            await next(http);
        }
        catch (BadHttpRequestException wrong) when (!http.Response.HasStarted)
        {
            http.Response.Clear();
            await PageResult.Said(http, "unreadable", wrong.StatusCode).ExecuteAsync(http);
            return;
        }
        catch (StorageUnavailableException) when (!http.Response.HasStarted)
        {
            http.Response.Clear();
            http.Response.Headers.RetryAfter = "5";
            await PageResult.Said(http, "away", StatusCodes.Status503ServiceUnavailable).ExecuteAsync(http);
            return;
        }
        catch (StorageException sealedAway) when (
            !http.Response.HasStarted && sealedAway is MasterKeyException or SealBrokenException)
        {
            SealedAway(log, http.Request.Method, http.Request.Path, sealedAway.Message);
            http.Response.Clear();
            await PageResult.Said(http, "error", StatusCodes.Status503ServiceUnavailable).ExecuteAsync(http);
            return;
        }
        catch (Exception exception) when (!http.Response.HasStarted && exception is not OperationCanceledException)
        {
            Bug(log, http.Request.Method, http.Request.Path, exception);
            http.Response.Clear();
            await PageResult.Said(http, "error", StatusCodes.Status500InternalServerError).ExecuteAsync(http);
            return;
        }

        if (http.Response is { HasStarted: false, StatusCode: StatusCodes.Status404NotFound } && http.GetEndpoint() is null)
        {
            await PageResult.NotFound().ExecuteAsync(http);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The page {Method} {Path}: {Sentence}")]
    private static partial void SealedAway(ILogger logger, string method, string path, string sentence);

    [LoggerMessage(Level = LogLevel.Error, Message = "The page {Method} {Path} failed.")]
    private static partial void Bug(ILogger logger, string method, string path, Exception exception);
}

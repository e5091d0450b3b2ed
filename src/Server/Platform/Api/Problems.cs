using System.Text.Json;
using System.Text.RegularExpressions;
using Vouch.Domain;
using Vouch.Storage;

namespace Vouch.Server.Platform;

/// <summary>RFC 9457, in the members' order of the contract.</summary>
/// <param name="Type">A name for the kind of problem.</param>
/// <param name="Title">The status in words.</param>
/// <param name="Status">The HTTP status.</param>
/// <param name="Detail">One sentence.</param>
/// <param name="Code">Stable, snake_case.</param>
/// <param name="Errors">Messages by field path, for validation.</param>
public sealed record Problem(
    string Type, string Title, int Status, string Detail, string Code, IReadOnlyDictionary<string, IReadOnlyList<string>>? Errors = null);

/// <summary>The one place where a "no" becomes HTTP.</summary>
public static partial class Problems
{
    /// <summary>Writes a refusal.</summary>
    public static Task Write(HttpContext http, Refusal refusal) =>
        Write(http, StatusOf(refusal), refusal.Code, refusal.Sentence, ErrorsOf(refusal));

    /// <summary>Writes any other problem.</summary>
    public static Task Write(
        HttpContext http, int status, string code, string detail, IReadOnlyDictionary<string, IReadOnlyList<string>>? errors = null)
    {
        http.Response.StatusCode = status;
        http.Response.Headers.CacheControl = "no-store";
        var problem = new Problem("urn:vouch:problem:" + code, Title(status), status, detail, code, errors);
        return JsonSerializer.SerializeAsync(Prepare(http).Body, problem, Options, http.RequestAborted);
    }

    /// <summary>Turns what escaped an endpoint into an answer; false when it is a bug and nobody else's business.</summary>
    public static async Task<bool> TryWrite(HttpContext http, Exception exception)
    {
        switch (exception)
        {
            case RefusedException refused:
                await Write(http, refused.Refusal);
                return true;
            case StorageUnavailableException:
                http.Response.Headers.RetryAfter = "5";
                await Write(
                    http, 503, "storage_unavailable", "The database cannot be reached just now; nothing was changed. Try again shortly.");
                return true;
            case BadHttpRequestException bad:
                var (code, sentence) = bad.StatusCode switch
                {
                    413 => ("body_too_large", "The body is too large."),
                    415 => ("unsupported_encoding", "Send the body as it is, without compression."),
                    _ => ("bad_request", "The request cannot be read."),
                };
                await Write(http, bad.StatusCode, code, sentence);
                return true;
            default:
                return false;
        }
    }

    /// <summary>What is wrong with a JSON text, by field.</summary>
    public static Refusal OfJson(JsonException exception)
    {
        var path = ((exception.Path ?? "$") + exception.Data[OptionalConverters.InnerPath]).TrimStart('$').TrimStart('.');
        var unknown = UnknownField().Match(exception.Message);
        if (unknown.Success)
        {
            return Named(path.Length > 0 ? path : unknown.Groups[1].Value, "is not a known field", "unknown_field");
        }

        var duplicate = DuplicateField().Match(exception.Message);
        if (duplicate.Success)
        {
            return Named(path.Length > 0 ? path : duplicate.Groups[1].Value, "is given twice", "duplicate_field");
        }

        var missing = MissingFields().Match(exception.Message);
        if (missing.Success)
        {
            var prefix = path.Length > 0 ? path + "." : string.Empty;
            return Refusal.Invalid(QuotedName().Matches(missing.Groups[1].Value)
                .ToDictionary(m => prefix + m.Groups[1].Value, _ => (IReadOnlyList<string>)["is required"]));
        }

        var sentence = exception.InnerException is null && exception.Message.StartsWith("must ", StringComparison.Ordinal)
            ? exception.Message.Split(" Path:")[0].TrimEnd('.')
            : "has the wrong type or is out of range";
        return path.Length > 0
            ? Named(path, sentence, "invalid_request")
            : new Refusal(RefusalKind.Invalid, "malformed_json", "The body is not valid JSON of the expected shape.");
    }

    private static readonly JsonSerializerOptions Options = new(WireJson.Options)
    {
        DefaultIgnoreCondition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull,
    };

    private static Refusal Named(string path, string sentence, string code) => new(RefusalKind.Invalid, code, $"{path} {sentence}.", path)
    {
        Errors = new Dictionary<string, IReadOnlyList<string>> { [path] = [sentence] },
    };

    private static HttpResponse Prepare(HttpContext http)
    {
        http.Response.ContentType = "application/problem+json";
        return http.Response;
    }

    private static int StatusOf(Refusal refusal) => refusal.Kind switch
    {
        RefusalKind.Invalid => 400,
        RefusalKind.NotFound => 404,
        RefusalKind.Forbidden => 403,
        RefusalKind.TooMany => 429,
        _ => refusal.Code == "idempotency_key_reused" ? 422 : 409,
    };

    private static IReadOnlyDictionary<string, IReadOnlyList<string>>? ErrorsOf(Refusal refusal) =>
        refusal.Errors ?? (refusal is { Kind: RefusalKind.Invalid, Field: { } field }
            ? new Dictionary<string, IReadOnlyList<string>> { [field] = [refusal.Sentence] }
            : null);

    private static string Title(int status) => status switch
    {
        400 => "Bad request", 401 => "Unauthorized", 403 => "Forbidden", 404 => "Not found", 405 => "Method not allowed", 409 => "Conflict",
        413 => "Content too large", 415 => "Unsupported media type", 422 => "Unprocessable content", 429 => "Too many requests",
        503 => "Service unavailable", _ => "Error",
    };

    [GeneratedRegex("JSON property '([^']+)' could not be mapped")]
    private static partial Regex UnknownField();

    [GeneratedRegex("[Dd]uplicate property '([^']+)'")]
    private static partial Regex DuplicateField();

    [GeneratedRegex("missing required properties including: (.*?)\\.( Path|$)")]
    private static partial Regex MissingFields();

    [GeneratedRegex("'([^']+)'")]
    private static partial Regex QuotedName();
}

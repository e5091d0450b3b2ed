using System.Text;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http.HttpResults;
using Vouch.Storage;

namespace Vouch.Server.Platform.Pages;

/// <summary>What a page's handler answers.</summary>
internal static class PageResult
{
    /// <summary>A page, rendered on the server.</summary>
    /// <param name="parameters">The component's parameters as an anonymous object.</param>
    /// <param name="status">The HTTP status.</param>
    public static IResult Of<TPage>(object parameters, int status = StatusCodes.Status200OK) where TPage : IComponent =>
        new RazorComponentResult<TPage>(parameters) { StatusCode = status, PreventStreamingRendering = true };

    /// <summary>One sentence, and perhaps where to go from here.</summary>
    public static IResult Message(string title, string text, int status, string? href = null, string? linkText = null) =>
        Of<MessagePage>(new { Title = title, Text = text, Href = href, LinkText = linkText }, status);

    /// <summary>One of the sentences that anybody may meet, in the language that the browser asks for; the desk speaks English.</summary>
    /// <param name="http">The request.</param>
    /// <param name="kind">Which of the texts below <c>general</c>.</param>
    /// <param name="status">The HTTP status.</param>
    /// <param name="title">A sentence of its own for its heading; only the desk has such.</param>
    public static IResult Said(HttpContext http, string kind, int status, string? title = null)
    {
        var words = WordsOf(http);
        return Of<MessagePage>(
            new
            {
                Title = IsDesk(http) && title is not null ? title : words[$"general.{kind}.title"], Text = words[$"general.{kind}.text"],
                Language = words.Language.Code,
            },
            status);
    }

    private static Vouch.Domain.Languages.Words WordsOf(HttpContext http) =>
        IsDesk(http) ? LanguageFiles.English : PublicFace.WordsOf(http);

    private static bool IsDesk(HttpContext http) =>
        http.Request.Path.StartsWithSegments("/desk") || http.Request.Path.StartsWithSegments("/sign-in");

    /// <summary>There is nothing here, or nothing for you: the same answer, with a way on for whoever asks.</summary>
    public static IResult NotFound() => new Nothing();

    /// <summary>After a form was taken: the next page, by GET.</summary>
    public static IResult Go(string path) => new SeeOther(path);

    /// <summary>A file to keep; the same that the API gives.</summary>
    public static IResult File(FileAnswer file) =>
        TypedResults.File(Encoding.UTF8.GetBytes(file.Json), file.ContentType, file.Name);

    private sealed class Nothing : IResult
    {
        public async Task ExecuteAsync(HttpContext httpContext)
        {
            var isStaff = await IsStaff(httpContext);
            var words = isStaff ? LanguageFiles.English : WordsOf(httpContext);
            await Of<MessagePage>(
                new
                {
                    Title = words["general.not_found.title"], Text = words["general.not_found.text"], Language = words.Language.Code,
                    Href = isStaff ? "/desk" : "/", LinkText = isStaff ? DeskTexts.ToTheDesk : words["general.to_start"],
                },
                StatusCodes.Status404NotFound).ExecuteAsync(httpContext);
        }

        private static async Task<bool> IsStaff(HttpContext http)
        {
            var api = http.RequestServices.GetRequiredService<ApiServices>();
            try
            {
                return await StaffSessions.Find(http, api.Database, api.Settings) is not null;
            }
            catch (StorageUnavailableException)
            {
                // That there is nothing here can be said without knowing who asks.
                return false;
            }
        }
    }

    private sealed class SeeOther(string path) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.StatusCode = StatusCodes.Status303SeeOther;
            httpContext.Response.Headers.Location = path;
            return Task.CompletedTask;
        }
    }
}

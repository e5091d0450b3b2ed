using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http.HttpResults;

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

    /// <summary>There is nothing here, or nothing for you: the same answer.</summary>
    public static IResult NotFound() => Message(DeskTexts.NotFoundTitle, DeskTexts.NotFoundText, StatusCodes.Status404NotFound);

    /// <summary>After a form was taken: the next page, by GET.</summary>
    public static IResult Go(string path) => new SeeOther(path);

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

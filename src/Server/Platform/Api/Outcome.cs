using Vouch.Domain;

namespace Vouch.Server.Platform;

/// <summary>What an endpoint answers: a status with a body, or a refusal. A refusal undoes everything the call did.</summary>
public sealed record Outcome
{
    private Outcome(int status, object? body, Refusal? refusal) => (Status, Body, Refusal) = (status, body, refusal);

    /// <summary>The HTTP status; 0 for a refusal, whose kind decides it.</summary>
    public int Status { get; }

    /// <summary>The body, written as JSON; null without one.</summary>
    public object? Body { get; }

    /// <summary>The refusal; null otherwise.</summary>
    public Refusal? Refusal { get; }

    /// <summary>200.</summary>
    public static Outcome Ok(object body) => new(StatusCodes.Status200OK, body, null);

    /// <summary>201.</summary>
    public static Outcome Created(object body) => new(StatusCodes.Status201Created, body, null);

    /// <summary>202: kept, and done later.</summary>
    public static Outcome Accepted(object body) => new(StatusCodes.Status202Accepted, body, null);

    /// <summary>204.</summary>
    public static Outcome NoContent() => new(StatusCodes.Status204NoContent, null, null);

    /// <summary>200 with a value, or its refusal.</summary>
    public static Outcome Of<T>(Result<T> result, Func<T, object> body) => result.IsRefused ? result.Refusal : Ok(body(result.Value));

    /// <summary>A refusal is an outcome.</summary>
    public static implicit operator Outcome(Refusal refusal) => new(0, null, refusal);
}

/// <summary>A page of a list.</summary>
/// <typeparam name="T">The item's shape.</typeparam>
/// <param name="Items">At most the limit.</param>
/// <param name="Next">The id to give as <c>?after=</c> for the next page; null on the last.</param>
public sealed record ListOf<T>(IReadOnlyList<T> Items, string? Next);

/// <summary>For calls without a body: nothing, or an empty object.</summary>
public sealed record NoBody;

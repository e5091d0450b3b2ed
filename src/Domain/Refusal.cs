namespace Vouch.Domain;

/// <summary>Why something well-formed is refused; decides the HTTP status at the edge, in one place.</summary>
public enum RefusalKind
{
    /// <summary>The present state forbids it (409).</summary>
    State,

    /// <summary>There is no such thing in this shop (404).</summary>
    NotFound,

    /// <summary>The input is out of range or contradicts itself (400).</summary>
    Invalid,

    /// <summary>The caller may not do this (403).</summary>
    Forbidden,

    /// <summary>Too often in too short a time (429).</summary>
    TooMany,
}

/// <summary>
/// An expected "no": a stable code in snake_case and one sentence a person can act on. Refusals of a stage are
/// named like sentences in one file of that stage; they are values, never exceptions.
/// </summary>
/// <param name="Kind">What sort of no.</param>
/// <param name="Code">Stable, snake_case; part of the HTTP contract.</param>
/// <param name="Sentence">One sentence, with a full stop.</param>
/// <param name="Field">The JSON path of the field at fault, for <see cref="RefusalKind.Invalid"/>.</param>
public sealed record Refusal(RefusalKind Kind, string Code, string Sentence, string? Field = null)
{
    /// <summary>All fields at fault, by JSON path, where there are several; null otherwise.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>>? Errors { get; init; }

    /// <summary>Several fields are wrong.</summary>
    /// <param name="errors">Messages by JSON path; at least one.</param>
    public static Refusal Invalid(IReadOnlyDictionary<string, IReadOnlyList<string>> errors) =>
        new(RefusalKind.Invalid, "invalid_request", "Some fields are wrong; see errors.") { Errors = errors };

    /// <summary>The present state forbids it.</summary>
    public static Refusal State(string code, string sentence) => new(RefusalKind.State, code, sentence);

    /// <summary>No such thing in this shop.</summary>
    public static Refusal NotFound(string what) => new(RefusalKind.NotFound, "not_found", $"There is no such {what}.");

    /// <summary>One field is wrong.</summary>
    public static Refusal Invalid(string field, string sentence, string code = "invalid_request") =>
        new(RefusalKind.Invalid, code, sentence, field);
}

/// <summary>A value, or the refusal that came instead.</summary>
/// <typeparam name="T">The value's type.</typeparam>
public readonly struct Result<T>
{
    private readonly T? _value;

    private Result(T? value, Refusal? refusal) => (_value, Refusal) = (value, refusal);

    /// <summary>The refusal; null when there is a value.</summary>
    public Refusal? Refusal { get; }

    /// <summary>True when refused; then <see cref="Refusal"/> is set and <see cref="Value"/> throws.</summary>
    [System.Diagnostics.CodeAnalysis.MemberNotNullWhen(true, nameof(Refusal))]
    public bool IsRefused => Refusal is not null;

    /// <summary>The value; asking for it when refused is a bug.</summary>
    public T Value => Refusal is null ? _value! : throw new InvalidOperationException($"Refused: {Refusal.Code}");

    /// <summary>A value is a result.</summary>
    public static implicit operator Result<T>(T value) => new(value, null);

    /// <summary>A refusal is a result.</summary>
    public static implicit operator Result<T>(Refusal refusal) => new(default, refusal);
}

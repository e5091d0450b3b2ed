using System.Text.RegularExpressions;

namespace Vouch.Domain.Payouts;

/// <summary>
/// A business identifier code of a bank (ISO 9362): eight characters, or eleven with the branch. Only its form is known here, not
/// whether such a bank exists.
/// </summary>
public sealed partial record Bic
{
    private Bic(string code) => Code = code;

    /// <summary>Eight or eleven capitals and digits.</summary>
    public string Code { get; }

    /// <summary>The bank's country: two capitals.</summary>
    public string Country => Code[4..6];

    /// <summary>Reads a code; spaces around it and lower case are forgiven.</summary>
    /// <param name="text">What was typed.</param>
    /// <param name="field">The JSON path that a refusal names.</param>
    /// <returns>The code, or <see cref="PayoutRefusals.BicMalformed"/>.</returns>
    public static Result<Bic> Parse(string? text, string field = "bic") =>
        text?.Trim() is { } trimmed && Form().IsMatch(trimmed) ? new Bic(trimmed.ToUpperInvariant()) : PayoutRefusals.BicMalformed(field);

    /// <summary>The code.</summary>
    public override string ToString() => Code;

    [GeneratedRegex(@"\A[A-Za-z0-9]{4}[A-Za-z]{2}[A-Za-z0-9]{2}([A-Za-z0-9]{3})?\z")]
    private static partial Regex Form();
}

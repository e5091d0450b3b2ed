namespace Vouch.Domain;

/// <summary>Reads the fields of one object of a request against what is there already, and notes what is wrong.</summary>
/// <param name="errors">Where faults go.</param>
/// <param name="path">The object's own JSON path; empty at the root.</param>
internal readonly struct FieldReader(FieldErrors errors, string path)
{
    private const string NotNull = "May not be null.";

    public FieldErrors Errors => errors;

    public string PathOf(string name) => path.Length == 0 ? name : $"{path}.{name}";

    public FieldReader Inside(string name) => new(errors, PathOf(name));

    public FieldReader At(string name, int index) => new(errors, $"{PathOf(name)}[{index}]");

    public void Fault(string name, string sentence, string? code = null) => errors.Add(PathOf(name), sentence, code);

    /// <summary>A whole number within bounds.</summary>
    public long Number(string name, Optional<long?> field, long basis, long least, long most)
    {
        if (!field.IsPresent)
        {
            return basis;
        }

        if (field.Value is not { } value)
        {
            Fault(name, NotNull);
            return basis;
        }

        return Within(name, value, least, most);
    }

    /// <summary>A whole number within bounds, or null for none.</summary>
    public long? NumberOrNone(string name, Optional<long?> field, long? basis, long least, long most)
    {
        if (!field.IsPresent)
        {
            return basis;
        }

        return field.Value is { } value ? Within(name, value, least, most) : null;
    }

    /// <summary>A flag that must be said true or false.</summary>
    public bool Flag(string name, Optional<bool?> field, bool basis)
    {
        if (field.IsPresent && field.Value is null)
        {
            Fault(name, NotNull);
        }

        return field.IsPresent ? field.Value ?? basis : basis;
    }

    /// <summary>One of an enum's wire names.</summary>
    public T Choice<T>(string name, Optional<string?> field, T basis) where T : struct, Enum
    {
        if (!field.IsPresent)
        {
            return basis;
        }

        if (WireName.TryParse<T>(field.Value, out var value))
        {
            return value;
        }

        Fault(name, $"Must be one of {string.Join(", ", WireName.All<T>())}.");
        return basis;
    }

    /// <summary>A text of 1 to <paramref name="longest"/> characters without control characters, trimmed.</summary>
    public string Text(string name, Optional<string?> field, string basis, int longest)
    {
        if (!field.IsPresent)
        {
            if (basis.Length == 0)
            {
                Fault(name, "Is required.");
            }

            return basis;
        }

        var text = VisibleText.Of(field.Value?.Trim() ?? "");
        if (text.Length == 0)
        {
            Fault(name, "Is required.");
            return basis;
        }

        return Checked(name, text, longest);
    }

    /// <summary>A text, or null for none; an empty one is none.</summary>
    public string? TextOrNone(string name, Optional<string?> field, string? basis, int longest)
    {
        if (!field.IsPresent)
        {
            return basis;
        }

        var text = VisibleText.Of(field.Value?.Trim() ?? "");
        return text.Length == 0 ? null : Checked(name, text, longest);
    }

    /// <summary>A nested object that may not be null: absent reads as empty.</summary>
    public T Nested<T>(string name, Optional<T?> field, T empty) where T : class
    {
        if (field.IsPresent && field.Value is null)
        {
            Fault(name, NotNull);
        }

        return field.Value ?? empty;
    }

    private string Checked(string name, string text, int longest)
    {
        if (text.Length > longest)
        {
            Fault(name, $"Must be at most {longest} characters.");
        }
        else if (text.Any(char.IsControl))
        {
            Fault(name, "May not have control characters.");
        }

        return text;
    }

    private long Within(string name, long value, long least, long most)
    {
        if (value >= least && value <= most)
        {
            return value;
        }

        Fault(name, most == Currency.MaxMinor && least <= 1
            ? (least == 0 ? "May not be negative or beyond the largest amount." : "Must be above 0 and within the largest amount.")
            : $"Must be between {least} and {most}.");
        return Math.Clamp(value, least, most);
    }
}

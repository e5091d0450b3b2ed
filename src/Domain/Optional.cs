namespace Vouch.Domain;

/// <summary>
/// A field of a request that may be left out. Absent is not null: absent keeps what is there (or takes the
/// default), null clears. The default of this struct is absent.
/// </summary>
/// <typeparam name="T">The field's type; nullable where null may be said.</typeparam>
/// <param name="value">What was sent.</param>
public readonly struct Optional<T>(T value) : IEquatable<Optional<T>>
{
    private readonly T _value = value;

    /// <summary>True when the field was sent, also as null.</summary>
    public bool IsPresent { get; } = true;

    /// <summary>What was sent; the type's default when absent.</summary>
    public T Value => _value;

    /// <summary>What was sent, or what to use when absent.</summary>
    public T Or(T otherwise) => IsPresent ? _value : otherwise;

    /// <inheritdoc/>
    public bool Equals(Optional<T> other) =>
        IsPresent == other.IsPresent && EqualityComparer<T>.Default.Equals(_value, other._value);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Optional<T> other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(IsPresent, _value);

    /// <inheritdoc/>
    public override string ToString() => IsPresent ? $"{_value}" : "(absent)";

    /// <summary>A value is a field that was sent.</summary>
    public static implicit operator Optional<T>(T value) => new(value);

    /// <summary>Equal presence and value.</summary>
    public static bool operator ==(Optional<T> left, Optional<T> right) => left.Equals(right);

    /// <summary>Unequal presence or value.</summary>
    public static bool operator !=(Optional<T> left, Optional<T> right) => !left.Equals(right);
}

namespace Vouch.Domain;

/// <summary>Which years somebody may mean who types a day or a time: others are slips of the hand.</summary>
public static class TypedYear
{
    /// <summary>Before there was a shop.</summary>
    public const int First = 1990;

    /// <summary>After anybody looks.</summary>
    public const int Last = 2200;

    /// <summary>True for a year that may be meant.</summary>
    public static bool IsMeant(int year) => year is >= First and <= Last;
}

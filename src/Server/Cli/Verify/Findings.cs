namespace Vouch.Server.Cli;

/// <summary>One thing that does not agree, or one that is worth knowing.</summary>
/// <param name="Check">Which check found it.</param>
/// <param name="Sentence">In words, with ids and amounts.</param>
internal sealed record Finding(string Check, string Sentence);

/// <summary>Gathers what the checks of one shop find; of a flood only the beginning is kept, and counted on.</summary>
internal sealed class Findings
{
    private const int MostKept = 1000;

    private readonly List<Finding> _differences = [];
    private readonly List<Finding> _notes = [];
    private string _check = "";

    /// <summary>What does not agree.</summary>
    internal IReadOnlyList<Finding> Differences => _differences;

    /// <summary>What may differ by right, said for whoever wonders.</summary>
    internal IReadOnlyList<Finding> Notes => _notes;

    /// <summary>How many differences there are, kept or not.</summary>
    internal long Count { get; private set; }

    /// <summary>From now on this check speaks.</summary>
    internal void Begin(string check) => _check = check;

    /// <summary>Something does not agree.</summary>
    internal void Differ(string sentence)
    {
        Count++;
        Keep(_differences, sentence);
    }

    /// <summary>Something differs by right.</summary>
    internal void Note(string sentence) => Keep(_notes, sentence);

    private void Keep(List<Finding> list, string sentence)
    {
        if (list.Count < MostKept)
        {
            list.Add(new Finding(_check, sentence));
        }
    }
}

/// <summary>What every check of one shop works with.</summary>
/// <param name="Db">Reads that all see one moment.</param>
/// <param name="Shop">The shop at that moment.</param>
/// <param name="Findings">Where what is found goes.</param>
/// <param name="Step">Called with the number of rows just looked at.</param>
internal sealed record ShopCheck(Storage.Reads Db, Platform.Shop Shop, Findings Findings, Action<int> Step);

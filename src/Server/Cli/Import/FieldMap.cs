using System.Globalization;
using System.Text.Json;
using Vouch.Domain;

namespace Vouch.Server.Cli;

/// <summary>What the command line says about columns.</summary>
/// <param name="Maps"><c>COLUMN=path</c> or <c>COLUMN=path:format</c>; a column may stand in several.</param>
/// <param name="Sets"><c>path=value</c>: the same for every line.</param>
internal sealed record FieldWishes(IReadOnlyList<string> Maps, IReadOnlyList<string> Sets);

/// <summary>In what money and where dates are meant.</summary>
/// <param name="Currency">Of amounts, unless a line names another.</param>
/// <param name="Zone">Of dates without offset.</param>
internal sealed record CellContext(Currency Currency, TimeZoneInfo Zone);

/// <summary>Where one field's value comes from: a column, or the same text for every line.</summary>
/// <param name="Origin">Who said so, in words.</param>
/// <param name="Path">The field's, in the body.</param>
/// <param name="Kind">What the field holds.</param>
/// <param name="Format">What the text means; null for what it says.</param>
/// <param name="Column">The place of the column; negative for the constant.</param>
/// <param name="Constant">The text for every line.</param>
internal sealed record FieldSource(string Origin, string Path, FieldKind Kind, CellFormat? Format, int Column, string Constant)
{
    internal string Of(IReadOnlyList<string> cells) => Column < 0 ? Constant : cells[Column];
}

/// <summary>
/// Turns the cells of a line into the JSON of a body. A cell that is empty leaves its field out, so that it takes the
/// default, as in a request.
/// </summary>
internal sealed class FieldMap
{
    private readonly FieldTree _tree;
    private readonly CellContext _context;
    private readonly FieldSource? _currency;

    private FieldMap(FieldTree tree, IReadOnlyList<FieldSource> sources, CellContext context, IReadOnlyList<string> unused)
    {
        (_tree, _context, Unused) = (tree, context, unused);
        _currency = sources.FirstOrDefault(source => source.Path == "currency");
    }

    /// <summary>Columns that are neither fields nor mapped to any.</summary>
    internal IReadOnlyList<string> Unused { get; }

    /// <summary>The map of one file, or why the wishes fit neither the body nor the file.</summary>
    internal static Result<FieldMap> Make(Type body, FileHeader header, FieldWishes wishes, CellContext context)
    {
        var sources = new List<FieldSource>();
        var maps = wishes.Maps.Select(wish => Mapped(body, header, wish));
        foreach (var source in maps.Concat(wishes.Sets.Select(wish => Constant(body, wish))))
        {
            if (source.IsRefused)
            {
                return source.Refusal;
            }

            sources.Add(source.Value);
        }

        var mapped = sources.Select(source => source.Column).ToHashSet();
        var named = Enumerable.Range(0, header.Columns.Count).Where(i => !mapped.Contains(i))
            .ToLookup(i => BodyFields.Find(body, BodyFields.Steps(header.Columns[i])) is not null);
        if (named[true].FirstOrDefault(i => header.PlacesOf(header.Columns[i]).Count > 1, -1) is >= 0 and var twice)
        {
            var name = header.Columns[twice];
            return Wrong(header.File, $"has {header.PlacesOf(name).Count} columns '{name}'; which of them is meant? Rename the others.");
        }

        sources.AddRange(named[true].Select(i => Source(body, $"column '{header.Columns[i]}'", header.Columns[i], null, i, "").Value));
        var tree = FieldTree.Of(body, sources);
        return tree.IsRefused ? tree.Refusal
            : sources.TrueForAll(source => source.Column < 0)
                ? Wrong(header.File, $"has no column that is a field; {header.Said} Columns of other names are named with --map.")
            : new FieldMap(tree.Value, sources, context, [.. named[false].Select(i => header.Columns[i])]);
    }

    /// <summary>Writes the body of one line; the fault of a cell that does not say what it should, else null.</summary>
    internal string? Write(IReadOnlyList<string> cells, Utf8JsonWriter json)
    {
        var other = _currency is null ? null : Currency.Find(_currency.Of(cells));
        return _tree.Write(cells, json, other is null ? _context : _context with { Currency = other });
    }

    private static Result<FieldSource> Mapped(Type body, FileHeader header, string wish)
    {
        var (column, target) = Cut(wish, wish.LastIndexOf('='));
        column = column.Trim();
        var colon = target.IndexOf(':', StringComparison.Ordinal);
        var (path, pattern) = colon < 0 ? (target, "") : (target[..colon], target[(colon + 1)..]);
        if (column.Length == 0 || path.Length == 0)
        {
            return Wrong("--map", $"'{wish}' is not of the form COLUMN=path or COLUMN=path:format.");
        }

        var places = header.PlacesOf(column);
        if (places.Count != 1)
        {
            return Wrong("--map", places.Count == 0
                ? $"'{wish}': {header.File} has no column '{column}'; {header.Said}"
                : $"'{wish}': {header.File} has {places.Count} columns '{column}'.");
        }

        var format = colon < 0 ? null : new CellFormat(pattern);
        return format is { IsKnown: false }
            ? Wrong("--map", $"'{pattern}' is neither decimal nor a pattern of dates such as yyyyMMdd.")
            : Source(body, $"--map {wish}", path, format, places[0], "");
    }

    private static Result<FieldSource> Constant(Type body, string wish)
    {
        var (path, value) = Cut(wish, wish.IndexOf('=', StringComparison.Ordinal));
        return value.Length == 0
            ? Wrong("--set", $"'{wish}' is not of the form path=value.")
            : Source(body, $"--set {wish}", path, null, -1, value.Trim());
    }

    private static Result<FieldSource> Source(Type body, string origin, string path, CellFormat? format, int column, string constant)
    {
        var steps = BodyFields.Steps(path);
        if (BodyFields.Find(body, steps) is not { } kind)
        {
            return Wrong(origin, $"'{path}' is no field that a cell can fill.");
        }

        return format is not null && kind != (format.IsDecimal ? FieldKind.Whole : FieldKind.Text)
            ? Wrong(origin, format.IsDecimal ? $"'{path}' is no amount." : $"'{path}' is no date.")
            : new FieldSource(origin, string.Join('.', steps), kind, format, column, constant);
    }

    private static (string Before, string After) Cut(string text, int at) => at <= 0 ? ("", "") : (text[..at], text[(at + 1)..]);

    private static Refusal Wrong(string place, string sentence) => Refusal.Invalid(place, sentence);
}

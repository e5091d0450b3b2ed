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
internal sealed record FieldSource(string Path, FieldKind Kind, CellFormat? Format, int Column, string Constant)
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
    internal static Result<FieldMap> Make(Type body, IReadOnlyList<string> header, FieldWishes wishes, CellContext context)
    {
        var sources = new List<FieldSource>();
        foreach (var wish in wishes.Maps)
        {
            var source = Mapped(body, header, wish);
            if (source.IsRefused)
            {
                return source.Refusal;
            }

            sources.Add(source.Value);
        }

        foreach (var wish in wishes.Sets)
        {
            var (path, value) = Cut(wish, wish.IndexOf('=', StringComparison.Ordinal));
            var source = Source(body, "--set", path, null, -1, value.Trim());
            if (source.IsRefused || value.Length == 0)
            {
                return source.Refusal ?? Wrong("--set", $"'{wish}' is not of the form path=value.");
            }

            sources.Add(source.Value);
        }

        var mapped = sources.Select(source => source.Column).ToHashSet();
        var named = Enumerable.Range(0, header.Count).Where(i => !mapped.Contains(i))
            .ToLookup(i => BodyFields.Find(body, BodyFields.Steps(header[i])) is not null);
        sources.AddRange(named[true].Select(i => Source(body, "", header[i], null, i, "").Value));
        var tree = FieldTree.Of(body, sources);
        return tree.IsRefused ? tree.Refusal
            : sources.TrueForAll(source => source.Column < 0)
                ? Wrong("FILE", $"has no column that is a field; its columns are {string.Join(", ", header)}. Name them with --map.")
            : new FieldMap(tree.Value, sources, context, [.. named[false].Select(i => header[i])]);
    }

    /// <summary>Writes the body of one line; the fault of a cell that does not say what it should, else null.</summary>
    internal string? Write(IReadOnlyList<string> cells, Utf8JsonWriter json)
    {
        var other = _currency is null ? null : Currency.Find(_currency.Of(cells));
        return _tree.Write(cells, json, other is null ? _context : _context with { Currency = other });
    }

    private static Result<FieldSource> Mapped(Type body, IReadOnlyList<string> header, string wish)
    {
        var (column, target) = Cut(wish, wish.LastIndexOf('='));
        column = column.Trim();
        var colon = target.IndexOf(':', StringComparison.Ordinal);
        var (path, pattern) = colon < 0 ? (target, "") : (target[..colon], target[(colon + 1)..]);
        if (column.Length == 0 || path.Length == 0)
        {
            return Wrong("--map", $"'{wish}' is not of the form COLUMN=path or COLUMN=path:format.");
        }

        var places = Enumerable.Range(0, header.Count).Where(i => header[i] == column).ToList();
        if (places.Count != 1)
        {
            return Wrong("--map", places.Count == 0
                ? $"The file has no column '{column}'; it has {string.Join(", ", header)}."
                : $"The file has {places.Count} columns '{column}'.");
        }

        var format = colon < 0 ? null : new CellFormat(pattern);
        return format is { IsKnown: false }
            ? Wrong("--map", $"'{pattern}' is neither decimal nor a pattern of dates such as yyyyMMdd.")
            : Source(body, "--map", path, format, places[0], "");
    }

    private static Result<FieldSource> Source(Type body, string option, string path, CellFormat? format, int column, string constant)
    {
        var steps = BodyFields.Steps(path);
        if (BodyFields.Find(body, steps) is not { } kind)
        {
            return Wrong(option, $"'{path}' is no field that a cell can fill.");
        }

        return format is not null && kind != (format.IsDecimal ? FieldKind.Whole : FieldKind.Text)
            ? Wrong(option, format.IsDecimal ? $"'{path}' is no amount." : $"'{path}' is no date.")
            : new FieldSource(string.Join('.', steps), kind, format, column, constant);
    }

    private static (string Before, string After) Cut(string text, int at) => at <= 0 ? ("", "") : (text[..at], text[(at + 1)..]);

    private static Refusal Wrong(string option, string sentence) => Refusal.Invalid(option, sentence);
}

using System.Globalization;
using System.Text.Json;
using Vouch.Domain;

namespace Vouch.Server.Cli;

/// <summary>The fields of a body that a file fills, nested as in the body.</summary>
internal sealed class FieldTree
{
    private readonly JsonEncodedText _name;
    private readonly bool _isList;
    private readonly List<FieldTree> _inside = [];
    private FieldSource? _source;

    private FieldTree(string name, bool isList) => (_name, _isList) = (JsonEncodedText.Encode(name), isList);

    /// <summary>The tree of all fields; refused where two sources fill the same one.</summary>
    internal static Result<FieldTree> Of(Type body, IEnumerable<FieldSource> sources)
    {
        var root = new FieldTree("", false);
        foreach (var source in sources)
        {
            var (node, steps) = (root, source.Path.Split('.'));
            for (var i = 0; i < steps.Length; i++)
            {
                node = node.Child(steps[i], i < steps.Length - 1 && BodyFields.IsList(body, steps.Take(i + 1)));
            }

            if (node._source is { } other)
            {
                return Refusal.Invalid("", $"The field '{source.Path}' is filled twice: by {other.Origin} and by {source.Origin}.");
            }

            node._source = source;
        }

        return root.Mixed() is { } mixed ? Refusal.Invalid("", $"The field '{mixed}' is filled both as a whole and in parts.") : root;
    }

    /// <summary>Writes what has a value; the fault of the first cell that has a wrong one, else null.</summary>
    internal string? Write(IReadOnlyList<string> cells, Utf8JsonWriter json, CellContext context)
    {
        if (_source is not null)
        {
            return Value(_source, _source.Of(cells), json, context) is { } fault ? $"{_source.Path}: {fault}" : null;
        }

        if (_isList)
        {
            json.WriteStartArray();
        }
        else
        {
            json.WriteStartObject();
        }

        foreach (var child in _inside)
        {
            if (!child.HasValue(cells))
            {
                continue;
            }

            if (!_isList)
            {
                json.WritePropertyName(child._name);
            }

            if (child.Write(cells, json, context) is { } fault)
            {
                return fault;
            }
        }

        if (_isList)
        {
            json.WriteEndArray();
        }
        else
        {
            json.WriteEndObject();
        }

        return null;
    }

    private int Place => int.Parse(_name.Value, CultureInfo.InvariantCulture);

    private bool HasValue(IReadOnlyList<string> cells) =>
        _source is not null ? _source.Of(cells).Length > 0 : _inside.Exists(child => child.HasValue(cells));

    private FieldTree Child(string name, bool isList)
    {
        var known = _inside.Find(child => child._name.Value == name);
        if (known is null)
        {
            known = new FieldTree(name, isList);
            _inside.Add(known);
            if (_isList)
            {
                _inside.Sort((a, b) => a.Place.CompareTo(b.Place));
            }
        }

        return known;
    }

    private string? Mixed() => _source is not null && _inside.Count > 0
        ? _source.Path
        : _inside.Select(child => child.Mixed()).FirstOrDefault(path => path is not null);

    private static string? Value(FieldSource source, string text, Utf8JsonWriter json, CellContext context)
    {
        if (source.Format is { IsDecimal: false } date)
        {
            var at = date.Instant(text, context.Zone);
            if (!at.IsRefused)
            {
                json.WriteStringValue(at.Value.ToString());
            }

            return at.Refusal?.Sentence;
        }

        return source.Kind switch
        {
            FieldKind.Whole => Number(source, text, json, context),
            FieldKind.Flag => Flag(text, json),
            FieldKind.Texts => Texts(text, json),
            _ => Text(text, json),
        };
    }

    private static string? Text(string text, Utf8JsonWriter json)
    {
        json.WriteStringValue(text);
        return null;
    }

    // One cell may hold several, such as the coupon codes of an order.
    private static string? Texts(string text, Utf8JsonWriter json)
    {
        json.WriteStartArray();
        foreach (var part in text.Split([' ', ',', ';', '|'], StringSplitOptions.RemoveEmptyEntries))
        {
            json.WriteStringValue(part);
        }

        json.WriteEndArray();
        return null;
    }

    private static string? Number(FieldSource source, string text, Utf8JsonWriter json, CellContext context)
    {
        if (source.Format is not null)
        {
            var amount = CellFormat.Minor(text, context.Currency);
            if (!amount.IsRefused)
            {
                json.WriteNumberValue(amount.Value);
            }

            return amount.Refusal?.Sentence;
        }

        if (!long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number))
        {
            return $"'{text}' is no whole number; amounts are minor units unless the column is mapped with :decimal.";
        }

        json.WriteNumberValue(number);
        return null;
    }

    private static string? Flag(string text, Utf8JsonWriter json)
    {
        bool? flag = text.ToLowerInvariant() switch
        {
            "true" or "1" or "yes" => true,
            "false" or "0" or "no" => false,
            _ => null,
        };
        if (flag is null)
        {
            return $"'{text}' is neither true nor false.";
        }

        json.WriteBooleanValue(flag.Value);
        return null;
    }
}

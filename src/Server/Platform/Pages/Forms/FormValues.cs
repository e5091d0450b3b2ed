using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Vouch.Domain;

namespace Vouch.Server.Platform.Pages.Forms;

/// <summary>What stands in a form: the values as typed, and what is wrong with them, by field name.</summary>
public sealed class FormValues
{
    /// <summary>The field that says what the form was filled from.</summary>
    public const string SeenField = "seen";

    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<string>> _errors = new(StringComparer.Ordinal);

    private IFormFileCollection? _files;

    /// <summary>The form as it was posted.</summary>
    public static async Task<FormValues> Read(HttpRequest request)
    {
        var values = new FormValues();
        var form = await request.ReadFormAsync(request.HttpContext.RequestAborted);
        values._files = form.Files;
        foreach (var (name, posted) in form)
        {
            values._values[name] = VisibleText.Of(posted.ToString().Replace("\0", "", StringComparison.Ordinal).Trim());
        }

        return values;
    }

    /// <summary>What the form was filled from, in short; it travels with the form (<see cref="SeenField"/>).</summary>
    public string Seen => this[SeenField] is { Length: > 0 } kept ? kept : Mark();

    /// <summary>
    /// Refuses a form that was opened before somebody else saved: nothing of theirs is overwritten unseen. Sent once more it is taken.
    /// </summary>
    /// <param name="now">The form as it would be filled now.</param>
    /// <returns>True where it was refused.</returns>
    public bool IsOutdated(FormValues now)
    {
        var mark = now.Mark();
        if (this[SeenField] is not { Length: > 0 } seen || seen == mark)
        {
            return false;
        }

        this[SeenField] = mark;
        Refuse(DeskTexts.ChangedMeanwhile);
        return true;
    }

    /// <summary>The text of a field; empty when it is not there.</summary>
    public string this[string name]
    {
        get => _values.GetValueOrDefault(name, "");
        set => _values[name] = value;
    }

    /// <summary>A file that came with the form; null where none was chosen.</summary>
    /// <param name="name">Of its field.</param>
    /// <param name="most">The most bytes to read: of a longer file one more is read, so that it shows.</param>
    public async Task<byte[]?> File(string name, int most)
    {
        if (_files?.GetFile(name) is not { Length: > 0 } file)
        {
            return null;
        }

        await using var stream = file.OpenReadStream();
        var bytes = new byte[Math.Min(file.Length, most + 1L)];
        await stream.ReadExactlyAsync(bytes);
        return bytes;
    }

    /// <summary>True when a box is ticked.</summary>
    public bool Ticked(string name) => this[name] is "on" or "true";

    /// <summary>What is wrong with a field; empty when nothing is.</summary>
    public IReadOnlyList<string> Errors(string name) => _errors.TryGetValue(name, out var found) ? found : [];

    /// <summary>The sentence that belongs to no field; null without one.</summary>
    public string? Sentence { get; private set; }

    /// <summary>True when anything is wrong.</summary>
    public bool Wrong => _errors.Count > 0 || Sentence is not null;

    /// <summary>Says that a field is wrong; the same thing once, however often the form is read.</summary>
    public void Refuse(string name, string sentence)
    {
        if (!_errors.TryGetValue(name, out var found))
        {
            _errors[name] = found = [];
        }

        if (!found.Contains(sentence))
        {
            found.Add(sentence);
        }
    }

    /// <summary>Says that the whole is refused.</summary>
    public void Refuse(string sentence) => Sentence = sentence;

    private string Mark()
    {
        var all = string.Join('\0', _values.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key}\0{pair.Value}"));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(all)).AsSpan(0, 8));
    }
}

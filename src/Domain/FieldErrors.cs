namespace Vouch.Domain;

/// <summary>Gathers everything that is wrong with one request, so that its sender corrects it in one go.</summary>
public sealed class FieldErrors
{
    /// <summary>The code of a request whose faults have no code of their own.</summary>
    public const string GeneralCode = "invalid_request";

    private readonly SortedDictionary<string, IReadOnlyList<string>> _messages = new(StringComparer.Ordinal);
    private string? _code;

    /// <summary>True when anything was found.</summary>
    public bool Any => _messages.Count > 0;

    /// <summary>True when anything was found at a path.</summary>
    public bool Has(string path) => _messages.ContainsKey(path);

    /// <summary>Notes a fault: the JSON path, one sentence, and its own code where clients tell it apart.</summary>
    public void Add(string path, string sentence, string? code = null)
    {
        var list = _messages.TryGetValue(path, out var known) ? (List<string>)known : [];
        list.Add(sentence);
        _messages[path] = list;
        _code ??= code;
    }

    /// <summary>One refusal that carries every fault; its code is that of the first fault that has one.</summary>
    public Refusal ToRefusal()
    {
        var (path, sentences) = _messages.First();
        var sentence = _messages.Count == 1 && sentences.Count == 1 ? sentences[0] : "Some fields are not right; see errors.";
        return new Refusal(RefusalKind.Invalid, _code ?? GeneralCode, sentence, path) { Errors = _messages };
    }
}

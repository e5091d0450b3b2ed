using System.Text.Json;
using Vouch.Domain.Languages;

namespace Vouch.Domain.Tests;

/// <summary>Files of tests/data, copied beside the tests.</summary>
internal static class TestData
{
    public static JsonDocument Json(string name) => JsonDocument.Parse(File.ReadAllText(PathOf(name)));

    /// <summary>A language's file, as the server reads it.</summary>
    public static Language Language(string code)
    {
        using var file = File.OpenRead(Path.Combine(AppContext.BaseDirectory, "languages", code + ".json"));
        return Domain.Languages.Language.Read(code, file);
    }

    /// <summary>What pages in a language speak with.</summary>
    public static Words Words(string code) => new(Language(code), Language("en"));

    public static string PathOf(string name) => Path.Combine(AppContext.BaseDirectory, "data", name);
}

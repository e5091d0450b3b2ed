using System.Text.Json;

namespace Vouch.Domain.Tests;

/// <summary>Files of tests/data, copied beside the tests.</summary>
internal static class TestData
{
    public static JsonDocument Json(string name) => JsonDocument.Parse(File.ReadAllText(PathOf(name)));

    public static string PathOf(string name) => Path.Combine(AppContext.BaseDirectory, "data", name);
}

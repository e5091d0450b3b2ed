using System.Text.RegularExpressions;
using Vouch.Server.Tests.Host;

namespace Vouch.Server.Tests.Tidy;

/// <summary>The repository as it lies on disk: every list of these tests is derived from its folders.</summary>
internal static partial class House
{
    /// <summary>The folder that has the solution.</summary>
    public static string Root { get; } = Repository.Root;

    /// <summary>The stages of the loop that have code, as folders of src/Server; what all stand on is none.</summary>
    public static IReadOnlyList<string> SliceFolders { get; } =
    [
        .. Directory.GetDirectories(Path.Combine(Root, "src/Server")).Select(folder => Path.GetFileName(folder)!)
            .Where(name => name is not ("Platform" or "Cli") && Directory.EnumerateFiles(Path.Combine(Root, "src/Server", name), "*.cs").Any())
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>The C# files of our own below a folder, by their paths from the root.</summary>
    public static IEnumerable<string> CodeBelow(string folder) => Below(folder, "*.cs");

    /// <summary>The Razor files of our own below a folder, by their paths from the root.</summary>
    public static IEnumerable<string> PagesBelow(string folder) => Below(folder, "*.razor");

    /// <summary>A file's text.</summary>
    public static string Read(string path) => File.ReadAllText(Path.Combine(Root, path));

    private static IEnumerable<string> Below(string folder, string pattern) =>
        Directory.EnumerateFiles(Path.Combine(Root, folder), pattern, SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(Root, file).Replace('\\', '/'))
            .Where(path => !Made().IsMatch(path));

    [GeneratedRegex("/(bin|obj|node_modules)/")]
    private static partial Regex Made();
}

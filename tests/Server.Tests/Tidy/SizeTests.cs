using System.Text.RegularExpressions;
using Shouldly;

namespace Vouch.Server.Tests.Tidy;

/// <summary>What is read at one glance stays so; every stage has its tests; what documents name is there.</summary>
public sealed partial class SizeTests
{
    private const int LinesOfAFunction = 70;
    private const int LinesOfAFile = 300;
    private const int WidthOfALine = 140;

    [Fact]
    public void Files_functions_and_lines_are_short()
    {
        var files = House.CodeBelow("src").ToList();
        files.Count.ShouldBeGreaterThan(250);
        files.SelectMany(path => TooLong(path, House.Read(path), LinesOfAFile)).ShouldBeEmpty();
        House.CodeBelow("tests").SelectMany(path => TooManyLines(path, House.Read(path), LinesOfAFile)).ShouldBeEmpty();
    }

    [Fact]
    public void Something_too_long_is_seen()
    {
        var body = string.Concat(Enumerable.Repeat("        Call(\"{\", () => { });\n", 70));
        var code = $"namespace X;\n\nclass Y<T> where T : class\n{{\n    private static readonly int[] Table = [1];\n\n"
            + $"    static void Long(int a)\n    {{\n{body}    }}\n\n    static int Short() => 1;\n}}\n";
        SourceText.Functions(code).Select(f => (f.Head, f.Line, f.Lines)).ShouldBe([("static void Long", 7, 73), ("static int Short", 81, 1)]);
        TooLong("a.cs", code, 82).ShouldBe(["a.cs(7): static void Long has 73 lines"]);
        TooLong("a.cs", code, 81).Last().ShouldBe("a.cs has 82 lines");
        TooLong("a.cs", new string('x', WidthOfALine + 1) + "\n", 300).ShouldBe(["a.cs(1) is 141 wide"]);
        TooLong("a.cs", new string('x', WidthOfALine) + "\n", 300).ShouldBeEmpty();
    }

    [Fact]
    public void The_functions_of_the_program_are_found() =>
        House.CodeBelow("src").Sum(path => SourceText.Functions(House.Read(path)).Count).ShouldBeGreaterThan(900);

    [Fact]
    public void Every_slice_has_tests_or_is_told_in_a_journey() => Program.Loop.Where(slice => !IsTold(slice)).ShouldBeEmpty();

    [Fact]
    public void A_slice_without_tests_is_seen() => IsTold("Connectors").ShouldBeFalse();

    [Fact]
    public void The_loop_names_only_files_that_are_there()
    {
        var loop = House.Read("docs/loop.md");
        Named(loop).Count().ShouldBeGreaterThan(25);
        Gone(loop).ShouldBeEmpty();
        Gone("| `Rewards/Nothing.cs`, `Rewards/Room.cs` |").ShouldBe(["Rewards/Nothing.cs"]);
    }

    private static IEnumerable<string> TooLong(string path, string code, int lines) =>
    [
        .. code.Split('\n').Select((line, at) => (line, at)).Where(l => l.line.Length > WidthOfALine).Select(l => $"{path}({l.at + 1}) is {l.line.Length} wide"),
        .. SourceText.Functions(code).Where(f => f.Lines > LinesOfAFunction).Select(f => $"{path}({f.Line}): {f.Head} has {f.Lines} lines"),
        .. TooManyLines(path, code, lines),
    ];

    private static IEnumerable<string> TooManyLines(string path, string code, int most)
    {
        var lines = code.AsSpan().Count('\n');
        return lines > most ? [$"{path} has {lines} lines"] : [];
    }

    /// <summary>A folder of tests of its name, or a journey that speaks of it.</summary>
    private static bool IsTold(string slice) => Directory.Exists(Path.Combine(House.Root, "tests/Server.Tests", slice))
        || House.CodeBelow("tests/Server.Tests/Journeys").Concat(House.CodeBelow("tests/Server.Tests/Pages"))
            .Any(path => House.Read(path).Contains(slice, StringComparison.OrdinalIgnoreCase));

    private static IEnumerable<string> Named(string document) => FileName().Matches(document).Select(match => match.Groups[1].Value);

    private static readonly string[] Places = ["src/Domain", "src/Server", "", "tests/Server.Tests/Journeys"];

    private static IEnumerable<string> Gone(string document) => Named(document).Where(name =>
        Places.All(folder => !File.Exists(Path.Combine(House.Root, folder, name))));

    [GeneratedRegex(@"`([\w./]+\.cs)`")]
    private static partial Regex FileName();
}

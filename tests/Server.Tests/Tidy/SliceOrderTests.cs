using Shouldly;
using Vouch.DemoShop;
using Vouch.Domain;
using Vouch.Storage;

namespace Vouch.Server.Tests.Tidy;

/// <summary>Look left, publish right: read off the compiled code, against the order that Program.cs tells.</summary>
public sealed class SliceOrderTests
{
    private static readonly string[] CommandLine = ["Cli", ""];

    [Fact]
    public void Program_names_every_slice_folder_in_the_loop() =>
        Program.Loop.Order(StringComparer.Ordinal).ShouldBe(House.SliceFolders);

    [Fact]
    public void A_folder_that_the_loop_does_not_name_is_seen() => House.SliceFolders.Except(Program.Loop[1..]).ShouldBe([Program.Loop[0]]);

    [Fact]
    public void Slices_are_added_and_mapped_in_loop_order_and_a_manifest_is_never_forgotten()
    {
        using var code = new CompiledCode(typeof(Program).Assembly.Location, "Vouch.Server");
        string[] added = [.. code.CalledFrom(nameof(Program), nameof(Program.AddSlices)).Except(["Platform"]).Distinct()];
        string[] mapped = [.. code.CalledFrom(nameof(Program), nameof(Program.MapSlices)).Except(["Platform"]).Distinct()];
        added.Length.ShouldBeGreaterThan(3);
        OutOfOrder(added, Program.Loop).ShouldBeEmpty();
        OutOfOrder(mapped, Program.Loop).ShouldBeEmpty();
        var manifests = Program.Loop.Where(slice => File.Exists(Path.Combine(House.Root, $"src/Server/{slice}/{slice}Slice.cs")));
        added.Union(mapped).Order().ShouldBe(manifests.Order());
    }

    [Fact]
    public void No_slice_uses_what_stands_to_its_right()
    {
        using var code = new CompiledCode(typeof(Program).Assembly.Location, "Vouch.Server");
        var arrows = code.Arrows();
        arrows.Count.ShouldBeGreaterThan(Program.Loop.Length);
        PointingRight(arrows, Program.Loop).ShouldBeEmpty();
    }

    [Fact]
    public void An_arrow_to_the_right_is_seen_wherever_it_hides()
    {
        using var code = new CompiledCode(typeof(SliceOrderTests).Assembly.Location, "Vouch.Server.Tests.Tidy.Planted");
        var arrows = code.Arrows();
        arrows.Select(arrow => (arrow.From, arrow.To)).ShouldBe([("Calls", "Right"), ("Fields", "Right"), ("Generics", "Right"), ("Right", "Left")]);
        PointingRight(arrows, ["Left", "Calls", "Fields", "Generics", "Right"]).Count().ShouldBe(3);
        PointingRight(arrows, ["Left", "Right", "Calls", "Fields", "Generics"]).ShouldBeEmpty();
    }

    [Fact]
    public void Platform_may_use_no_slice_and_nobody_may_use_the_command_line()
    {
        string[] loop = ["Programs", "Rewards"];
        PointingRight([new("Platform", "Programs", "Shop.X")], loop).ShouldBe(["Platform → Programs in Shop.X: publish an event instead"]);
        PointingRight([new("Rewards", "Cli", "X.Y"), new("Rewards", "", "X.Z"), new("Rewards", "Elsewhere", "X.Z")], loop).Count().ShouldBe(3);
        PointingRight([new("Rewards", "Platform", "X.Y"), new("Cli", "Rewards", "X.Y"), new("Cli", "", "X"), new("", "Cli", "X")], loop).ShouldBeEmpty();
    }

    [Fact]
    public void A_line_out_of_order_is_seen() => OutOfOrder(["Rewards", "Programs"], ["Programs", "Rewards"]).ShouldBe(["Programs after Rewards"]);

    [Fact]
    public void The_rules_the_storage_and_the_demo_shop_know_nothing_of_what_stands_on_them()
    {
        OursIn(typeof(Instant).Assembly.Location).ShouldBeEmpty();
        OursIn(typeof(Database).Assembly.Location).ShouldBe(["Vouch.Domain"]);
        OursIn(typeof(DemoConnection).Assembly.Location).ShouldBeEmpty();
        OursIn(typeof(Program).Assembly.Location).ShouldContain("Vouch.Storage");
    }

    private static IEnumerable<string> OursIn(string assembly)
    {
        using var code = new CompiledCode(assembly, "Vouch");
        return code.References().Where(name => name.StartsWith("vouch", StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>Platform stands left of the loop, the command line right of it; a name that is neither may be used by nobody.</summary>
    private static IEnumerable<string> PointingRight(IEnumerable<Arrow> arrows, IReadOnlyList<string> loop)
    {
        string[] line = ["Platform", .. loop, "Cli"];
        return arrows.Where(arrow => Place(arrow.To) is var to && (to < 0 || to > Place(arrow.From)))
            .Select(arrow => $"{arrow.From} → {arrow.To} in {arrow.Member}: publish an event instead");
        int Place(string part) => Array.IndexOf(line, CommandLine.Contains(part) ? "Cli" : part);
    }

    private static IEnumerable<string> OutOfOrder(IReadOnlyList<string> lines, string[] loop) => lines.Zip(lines.Skip(1))
        .Where(pair => Array.IndexOf(loop, pair.First) > Array.IndexOf(loop, pair.Second)).Select(pair => $"{pair.Second} after {pair.First}");
}

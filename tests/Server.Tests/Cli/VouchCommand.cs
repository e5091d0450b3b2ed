using System.Diagnostics;
using System.Text.Json.Nodes;
using Shouldly;

namespace Vouch.Server.Tests.Cli;

/// <summary>What the program said and how it ended.</summary>
/// <param name="ExitCode">0 done, 1 the work failed, 2 wrong usage.</param>
/// <param name="Output">Standard output.</param>
/// <param name="Error">Standard error.</param>
public sealed record VouchCommand(int ExitCode, string Output, string Error)
{
    /// <summary>The one JSON document on standard output.</summary>
    public JsonNode Json => JsonNode.Parse(Output)!;

    /// <summary>Runs <c>vouch</c> as a process of its own, as an operator would beside a server.</summary>
    public static async Task<VouchCommand> Run(string database, params string[] args)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "vouch.dll");
        using var process = Process.Start(new ProcessStartInfo("dotnet", [program, .. args, "--database", database])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return new VouchCommand(process.ExitCode, await output, await error);
    }

    /// <summary>Asserts how it ended and gives itself on.</summary>
    public VouchCommand ShouldEnd(int exitCode)
    {
        ExitCode.ShouldBe(exitCode, Output + Error);
        return this;
    }

    /// <summary>Asserts that it said why on standard error, in one line and, of wrong usage, where to read on.</summary>
    public void ShouldFail(int exitCode, params string[] parts)
    {
        ShouldEnd(exitCode);
        var lines = Error.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(line => line != "Try 'vouch --help'.").ToList();
        var line = lines.ShouldHaveSingleItem(Error);
        line.ShouldStartWith("vouch: ");
        foreach (var part in parts)
        {
            line.ShouldContain(part);
        }
    }

    /// <summary>Asserts the counts of an import.</summary>
    public VouchCommand ShouldCount(long imported, long updated, long known, long refused)
    {
        var summary = ShouldEnd(0).Json;
        string[] counts = ["imported", "updated", "known", "refused"];
        counts.Select(count => summary[count]!.GetValue<long>()).ShouldBe([imported, updated, known, refused], Output + Error);
        return this;
    }
}

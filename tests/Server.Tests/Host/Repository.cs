namespace Vouch.Server.Tests.Host;

/// <summary>Where the tests were built from.</summary>
internal static class Repository
{
    /// <summary>The folder with the solution.</summary>
    public static string Root { get; } = Find();

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Vouch.slnx")))
        {
            folder = folder.Parent!;
        }

        return folder.FullName;
    }
}

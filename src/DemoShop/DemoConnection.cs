using System.Text.Json;

namespace Vouch.DemoShop;

/// <summary>The keys the tea shop was given when it signed up, as it keeps them.</summary>
/// <param name="ShopId">Its id.</param>
/// <param name="SecretKey">For its own server.</param>
/// <param name="PublishableKey">For its pages.</param>
public sealed record DemoKeys(string ShopId, string SecretKey, string PublishableKey)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    /// <summary>Reads the kept keys; null when there are none.</summary>
    public static DemoKeys? Read(string path) =>
        File.Exists(path) ? JsonSerializer.Deserialize<DemoKeys>(File.ReadAllText(path), Json) : null;

    /// <summary>Keeps the keys, readable by nobody else.</summary>
    public void Write(string path)
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using var file = new FileStream(path, options);
        JsonSerializer.Serialize(file, this, Json);
    }
}

/// <summary>How the tea shop reaches Vouch: where, and with which keys. Known once both are running.</summary>
public sealed class DemoConnection : IDisposable
{
    private VouchApi? _api;

    /// <summary>Vouch as the tea shop's server calls it.</summary>
    public VouchApi Api => _api ?? throw new InvalidOperationException("The tea shop is not open yet.");

    /// <summary>The key that its pages carry.</summary>
    public string PublishableKey { get; private set; } = "";

    /// <summary>True once the shop can be visited.</summary>
    public bool Open => _api is not null;

    /// <summary>Opens the shop.</summary>
    public void Connect(Uri vouch, DemoKeys keys)
    {
        ArgumentNullException.ThrowIfNull(keys);
        (_api, PublishableKey) = (new VouchApi(vouch, keys.SecretKey), keys.PublishableKey);
    }

    /// <inheritdoc/>
    public void Dispose() => _api?.Dispose();
}

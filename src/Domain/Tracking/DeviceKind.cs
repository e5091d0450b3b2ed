namespace Vouch.Domain.Tracking;

/// <summary>On what a link was followed, as figures are told apart by it.</summary>
public enum DeviceKind
{
    /// <summary>A telephone.</summary>
    Phone,

    /// <summary>A tablet.</summary>
    Tablet,

    /// <summary>Anything else with a browser.</summary>
    Computer,

    /// <summary>There was no click, or it did not say.</summary>
    Unknown,
}

/// <summary>Tells devices by what browsers say of themselves.</summary>
public static class Devices
{
    /// <summary>
    /// The device behind a user agent. An iPad that asks for pages like a computer says that it is one, and is taken at its word; an
    /// Android without the word Mobile is a tablet, as its maker asks browsers to say.
    /// </summary>
    /// <param name="userAgent">As sent; null or empty where nothing was.</param>
    public static DeviceKind Of(string? userAgent)
    {
        bool Says(string word) => userAgent.Contains(word, StringComparison.OrdinalIgnoreCase);
        return string.IsNullOrWhiteSpace(userAgent) ? DeviceKind.Unknown
            : Says("iPad") || Says("Tablet") || Says("Kindle") || (Says("Android") && !Says("Mobile")) ? DeviceKind.Tablet
            : Says("Mobi") || Says("iPhone") || Says("iPod") || Says("Android") ? DeviceKind.Phone : DeviceKind.Computer;
    }
}

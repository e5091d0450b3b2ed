using Shouldly;
using Vouch.Domain.Tracking;
using Xunit;

namespace Vouch.Domain.Tests.Tracking;

public sealed class DeviceTests
{
    [Theory]
    [InlineData(null, DeviceKind.Unknown)]
    [InlineData("  ", DeviceKind.Unknown)]
    [InlineData("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Mobile/15E148 Safari/604.1", DeviceKind.Phone)]
    [InlineData("Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 Chrome/140.0.0.0 Mobile Safari/537.36", DeviceKind.Phone)]
    [InlineData("Mozilla/5.0 (Linux; Android 14; SM-X710) AppleWebKit/537.36 Chrome/140.0.0.0 Safari/537.36", DeviceKind.Tablet)]
    [InlineData("Mozilla/5.0 (iPad; CPU OS 12_5 like Mac OS X) AppleWebKit/605.1.15 Version/12.1 Mobile/15E148 Safari/604.1", DeviceKind.Tablet)]
    [InlineData("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 Version/18.0 Safari/605.1.15", DeviceKind.Computer)]
    [InlineData("Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/140.0.0.0 Safari/537.36", DeviceKind.Computer)]
    [InlineData("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", DeviceKind.Computer)]
    [InlineData("Mozilla/5.0 (Android 15; Mobile; rv:140.0) Gecko/140.0 Firefox/140.0", DeviceKind.Phone)]
    [InlineData("curl/8.10", DeviceKind.Computer)]
    public void A_browser_says_what_it_runs_on(string? agent, DeviceKind device) => Devices.Of(agent).ShouldBe(device);
}

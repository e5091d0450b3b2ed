using System.Net;
using System.Net.Sockets;

namespace Vouch.Server.Platform;

/// <summary>How the outside is reached: names and connections. Tests say otherwise.</summary>
/// <param name="Resolve">All addresses of a name.</param>
/// <param name="Connect">A connection to one of them.</param>
public sealed record OutboundNetwork(
    Func<string, CancellationToken, Task<IPAddress[]>> Resolve, Func<IPEndPoint, CancellationToken, Task<Stream>> Connect)
{
    /// <summary>The network that this machine is in.</summary>
    public static readonly OutboundNetwork Real = new(static (host, stop) => Dns.GetHostAddressesAsync(host, stop), Dial);

    private static async Task<Stream> Dial(IPEndPoint to, CancellationToken stop)
    {
        var socket = new Socket(to.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(to, stop);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}

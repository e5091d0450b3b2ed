using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Text;

namespace Vouch.Server.Platform;

/// <summary>What is sent to a merchant's receiver.</summary>
/// <param name="Url">Where to; what must not be called is refused here again.</param>
/// <param name="Json">The body.</param>
/// <param name="Headers">Its own headers, such as the signature.</param>
/// <param name="Timeout">The most that name, connection, TLS and answer may take together.</param>
public sealed record OutboundRequest(Uri Url, string Json, IReadOnlyDictionary<string, string> Headers, TimeSpan Timeout);

/// <summary>What came of it.</summary>
/// <param name="Status">The HTTP status; 0 when there was no answer.</param>
/// <param name="Body">The answer's text, cut off at <see cref="Outbound.LongestAnswer"/> bytes.</param>
/// <param name="Failure">Why there was no answer, a few words; null when there was one.</param>
/// <param name="RetryAfter">Its header of that name, as it came; null without.</param>
public sealed record OutboundAnswer(int Status, string Body, string? Failure, string? RetryAfter = null);

/// <summary>What was fetched.</summary>
/// <param name="Status">The HTTP status; 0 when there was no answer.</param>
/// <param name="Body">The answer's bytes.</param>
/// <param name="Failure">Why there was no answer, a few words; null when there was one.</param>
public sealed record OutboundDownload(int Status, ReadOnlyMemory<byte> Body, string? Failure);

/// <summary>
/// Calls addresses that merchants named. They are not trusted: a name is resolved here, every address it has must be the world's, and the
/// connection goes to an address that was looked at, so no second answer of the resolver counts. Redirects are not followed, a long answer
/// is cut off, a slow one given up.
/// </summary>
public sealed class Outbound : IDisposable
{
    /// <summary>So many bytes of an answer are read.</summary>
    public const int LongestAnswer = 64 * 1024;

    private static readonly TimeSpan IdleConnection = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan OldConnection = TimeSpan.FromMinutes(2);

    private readonly OutboundNetwork _network;
    private readonly bool _allowsPrivate;
    private readonly HttpMessageInvoker _http;

    /// <summary>A client for one installation.</summary>
    /// <param name="allowsPrivate">Its own network may be called, and without TLS.</param>
    /// <param name="network">How the outside is reached.</param>
    public Outbound(bool allowsPrivate, OutboundNetwork network)
    {
        (_allowsPrivate, _network) = (allowsPrivate, network);
        _http = new HttpMessageInvoker(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.None,
            UseCookies = false,
            // A proxy would resolve the name by itself.
            UseProxy = false,
            MaxResponseHeadersLength = 32,
            MaxResponseDrainSize = 0,
            PooledConnectionIdleTimeout = IdleConnection,
            PooledConnectionLifetime = OldConnection,
            ActivityHeadersPropagator = null,
            ConnectCallback = async (context, stop) => await Connect(context.DnsEndPoint, stop),
        });
    }

    /// <summary>What calls to an address pass through in the lane of outside work: its host.</summary>
    internal static string GateOf(string url) => "host " + new Uri(url).Authority.ToLowerInvariant();

    /// <summary>Sends; whatever goes wrong on the way is an answer too.</summary>
    /// <exception cref="OperationCanceledException">We were told to stop; a time-out is an answer.</exception>
    public async Task<OutboundAnswer> Post(OutboundRequest request, CancellationToken stop)
    {
        using var message = new HttpRequestMessage(HttpMethod.Post, request.Url)
        {
            Content = new StringContent(request.Json, Encoding.UTF8, "application/json"),
        };
        foreach (var (name, value) in request.Headers)
        {
            message.Headers.TryAddWithoutValidation(name, value);
        }

        return await Call(message, request.Timeout, static failure => new OutboundAnswer(0, "", failure), async (response, patience) =>
        {
            var wish = response.Headers.TryGetValues("Retry-After", out var values) ? values.First() : null;
            var body = Encoding.UTF8.GetString((await ReadBody(response, LongestAnswer, patience)).Span);
            return new OutboundAnswer((int)response.StatusCode, body, null, wish);
        }, stop);
    }

    /// <summary>Fetches what is longer than an answer, such as a feed; whatever goes wrong on the way is an answer too.</summary>
    /// <param name="url">Where; what must not be called is refused.</param>
    /// <param name="longest">The most bytes that are taken; what is longer is a failure.</param>
    /// <param name="timeout">The most that name, connection, TLS and answer may take together.</param>
    /// <param name="stop">The process stops.</param>
    /// <exception cref="OperationCanceledException">We were told to stop; a time-out is an answer.</exception>
    public async Task<OutboundDownload> Get(Uri url, int longest, TimeSpan timeout, CancellationToken stop)
    {
        using var message = new HttpRequestMessage(HttpMethod.Get, url);
        return await Call(message, timeout, static failure => new OutboundDownload(0, default, failure), async (response, patience) =>
        {
            var body = await ReadBody(response, longest + 1, patience);
            return body.Length > longest
                ? new OutboundDownload(0, default, "more than is taken")
                : new OutboundDownload((int)response.StatusCode, body, null);
        }, stop);
    }

    /// <summary>Closes the connections.</summary>
    public void Dispose() => _http.Dispose();

    private async Task<T> Call<T>(
        HttpRequestMessage message, TimeSpan timeout, Func<string, T> fail,
        Func<HttpResponseMessage, CancellationToken, Task<T>> read, CancellationToken stop)
    {
        if (ReceiverAddress.Read("url", message.RequestUri!.OriginalString, _allowsPrivate).IsRefused)
        {
            return fail(AddressRefusedException.Words);
        }

        using var patience = CancellationTokenSource.CreateLinkedTokenSource(stop);
        patience.CancelAfter(timeout);
        message.Headers.UserAgent.Add(new ProductInfoHeaderValue("Vouch", "1"));
        try
        {
            using var response = await _http.SendAsync(message, patience.Token);
            return await read(response, patience.Token);
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            return fail("no answer in time");
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException or SocketException)
        {
            return fail(Words(exception));
        }
    }

    private static async Task<ReadOnlyMemory<byte>> ReadBody(HttpResponseMessage response, int most, CancellationToken stop)
    {
        var buffer = new byte[most];
        var length = 0;
        await using var body = await response.Content.ReadAsStreamAsync(stop);
        while (length < buffer.Length && await body.ReadAsync(buffer.AsMemory(length), stop) is > 0 and var read)
        {
            length += read;
        }

        return buffer.AsMemory(0, length);
    }

    // Nothing that tells of the inside of this network.
    private static string Words(Exception exception)
    {
        for (var cause = exception; cause is not null; cause = cause.InnerException)
        {
            switch (cause)
            {
                case AddressRefusedException:
                    return AddressRefusedException.Words;
                case AuthenticationException:
                    return "no trusted TLS connection";
                case SocketException { SocketErrorCode: SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain }:
                    return "no such host";
            }
        }

        return exception is HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError }
            ? "no connection" : "the connection broke";
    }

    private async Task<Stream> Connect(DnsEndPoint to, CancellationToken stop)
    {
        var addresses = IPAddress.TryParse(to.Host.Trim('[', ']'), out var literal)
            ? [literal] : await _network.Resolve(to.Host, stop);
        if (addresses.Length == 0)
        {
            throw new SocketException((int)SocketError.HostNotFound);
        }

        if (!_allowsPrivate && !addresses.All(PublicAddresses.Contain))
        {
            throw new AddressRefusedException();
        }

        for (var i = 0; ; i++)
        {
            try
            {
                return await _network.Connect(new IPEndPoint(addresses[i], to.Port), stop);
            }
            catch (SocketException) when (i < addresses.Length - 1)
            {
                // The next address may answer.
            }
        }
    }

    /// <summary>The name leads where nobody from outside may send us.</summary>
    private sealed class AddressRefusedException() : IOException(Words)
    {
        internal const string Words = "an address that is not called";
    }
}

using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Http;
using Shouldly;
using Vouch.Domain;
using Vouch.Server.Platform;
using Vouch.Server.Tests.Host;

namespace Vouch.Server.Tests.Outside;

/// <summary>Addresses that merchants name are not trusted: whatever they lead to, only the world is called, and nothing holds us up.</summary>
public sealed class OutboundTests
{
    private static readonly IPAddress Public = IPAddress.Parse("93.184.215.14");

    // Names that begin with "to-" resolve to what follows, dashes for dots or colons.
    public static readonly TheoryData<string> Forbidden =
    [
        "http://shop.example/", "ftp://shop.example/", "file:///etc/passwd", "gopher://shop.example/", "javascript:alert(1)", "//shop.example/",
        "/veto", "", " ", "https://", "https:///veto", "https://user@shop.example/", "https://user:pw@shop.example/", "https://shop.example:80/",
        "https://shop.example:22/", "https://shop.example:6379/", "https://shop.example:0/", "https://shop.example:444/",
        "https://shop.example/#a", "https://shop.example/\r\nX: y", "https://shop.example /", "https://[fe80::1%25eth0]/",
        "https://0.0.0.0/", "https://0.1.2.3/", "https://10.0.0.1/", "https://10.255.255.255/", "https://100.64.0.1/", "https://100.127.255.255/",
        "https://127.0.0.1/", "https://127.1/", "https://127.255.255.255/", "https://2130706433/", "https://0x7f000001/", "https://0x7f.1/",
        "https://017700000001/", "https://0177.0.0.1/", "https://①②⑦.⓪.⓪.①/", "https://127。0。0。1/", "https://localhost/",
        "https://LOCALHOST:8443/", "https://169.254.169.254/latest/meta-data/", "https://169.254.0.1/", "https://172.16.0.1/",
        "https://172.31.255.255/", "https://192.0.0.1/", "https://192.0.0.192/", "https://192.0.2.1/", "https://192.88.99.1/",
        "https://192.168.0.1/", "https://192.168.255.255/", "https://198.18.0.1/", "https://198.19.255.255/", "https://198.51.100.1/",
        "https://203.0.113.1/", "https://224.0.0.1/", "https://239.255.255.255/", "https://240.0.0.1/", "https://255.255.255.255/",
        "https://[::]/", "https://[::1]/", "https://[0:0:0:0:0:0:0:1]/", "https://[::127.0.0.1]/", "https://[::ffff:127.0.0.1]/",
        "https://[::ffff:7f00:1]/", "https://[::ffff:10.0.0.1]/", "https://[::ffff:169.254.169.254]/", "https://[64:ff9b::7f00:1]/",
        "https://[64:ff9b:1::1]/", "https://[100::1]/", "https://[2001::1]/", "https://[2001:10::1]/", "https://[2001:db8::1]/",
        "https://[2002:7f00:1::]/", "https://[fc00::1]/", "https://[fd12:3456::1]/", "https://[fe80::1]/", "https://[febf::1]/",
        "https://[fec0::1]/", "https://[ff02::1]/", "https://[3fff::1]/", "https://[5f00::1]/",
        "https://to-127.0.0.1/", "https://to-10.1.2.3/", "https://to-169.254.169.254/", "https://to-192.168.1.1:8443/", "https://to-nothing/",
        "https://both/",
    ];

    [Theory]
    [MemberData(nameof(Forbidden))]
    public async Task What_does_not_lead_into_the_world_is_not_called(string url)
    {
        var dialled = new List<IPEndPoint>();
        using var outbound = new Outbound(false, Network(dialled, host => Task.FromResult(Resolve(host))));
        if (!Uri.TryCreate(url, UriKind.Absolute, out var uri))
        {
            ReceiverAddress.Read("url", url, false).IsRefused.ShouldBeTrue();
            return;
        }

        var answer = await outbound.Post(Request(uri), TestContext.Current.CancellationToken);
        answer.Status.ShouldBe(0);
        answer.Failure.ShouldNotBeNull();
        dialled.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("https://shop.example/veto?a=b")]
    [InlineData("https://shop.example:8443/")]
    [InlineData("https://93.184.215.14/")]
    [InlineData("https://[2606:4700::1111]/")]
    [InlineData("https://bücher.example/")]
    public async Task The_world_is_called_at_the_address_that_was_looked_at(string url)
    {
        var dialled = new List<IPEndPoint>();
        using var outbound = new Outbound(false, Network(dialled, _ => Task.FromResult<IPAddress[]>([Public])));
        ReceiverAddress.Read("url", url, false).IsRefused.ShouldBeFalse();
        var answer = await outbound.Post(Request(new Uri(url)), TestContext.Current.CancellationToken);
        answer.Failure.ShouldBe("no connection");
        dialled.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_name_that_turns_to_this_machine_is_followed_only_as_long_as_it_is_the_worlds()
    {
        var asked = 0;
        var dialled = new List<IPEndPoint>();
        using var outbound = new Outbound(
            false, Network(dialled, _ => Task.FromResult<IPAddress[]>([++asked == 1 ? Public : IPAddress.Loopback])));
        await outbound.Post(Request(new Uri("https://flips.example/")), TestContext.Current.CancellationToken);
        dialled.ShouldBe([new IPEndPoint(Public, 443)]);
        (await outbound.Post(Request(new Uri("https://flips.example/")), TestContext.Current.CancellationToken))
            .Failure.ShouldBe("an address that is not called");
        asked.ShouldBe(2);
        dialled.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Redirects_are_not_followed()
    {
        await using var receiver = await Receiver.Start();
        receiver.Answers = http =>
        {
            http.Response.Redirect("/elsewhere");
            return Task.CompletedTask;
        };
        using var outbound = new Outbound(true, OutboundNetwork.Real);
        (await outbound.Post(Request(new Uri(receiver.Url)), TestContext.Current.CancellationToken)).Status.ShouldBe(302);
        receiver.Calls.Select(call => call.Path).ShouldBe(["/veto"]);
    }

    [Fact]
    public async Task An_answer_without_end_is_cut_off()
    {
        await using var receiver = await Receiver.Start();
        var ended = new TaskCompletionSource();
        receiver.Answers = async http =>
        {
            var part = new byte[1024 * 1024];
            part.AsSpan().Fill((byte)'a');
            while (!http.RequestAborted.IsCancellationRequested)
            {
                await http.Response.Body.WriteAsync(part, CancellationToken.None);
            }

            ended.SetResult();
        };
        using var outbound = new Outbound(true, OutboundNetwork.Real);
        var answer = await outbound.Post(Request(new Uri(receiver.Url)), TestContext.Current.CancellationToken);
        (answer.Status, answer.Body.Length, answer.Failure).ShouldBe((200, Outbound.LongestAnswer, null));
        await ended.Task;
    }

    [Fact]
    public async Task Who_hangs_is_given_up_and_who_hangs_up_is_told()
    {
        using var outbound = new Outbound(true, OutboundNetwork.Real);
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        var url = new Uri($"http://127.0.0.1:{((IPEndPoint)silent.LocalEndpoint).Port}/");
        (await outbound.Post(Request(url) with { Timeout = TimeSpan.FromMilliseconds(200) }, TestContext.Current.CancellationToken))
            .ShouldBe(new OutboundAnswer(0, "", "no answer in time"));

        using var hung = await silent.AcceptSocketAsync(TestContext.Current.CancellationToken);
        var next = outbound.Post(Request(url), TestContext.Current.CancellationToken);
        using (var reset = await silent.AcceptSocketAsync(TestContext.Current.CancellationToken))
        {
            await reset.ReceiveAsync(new byte[1], TestContext.Current.CancellationToken);
            reset.LingerState = new LingerOption(true, 0);
        }

        (await next).ShouldBe(new OutboundAnswer(0, "", "the connection broke"));
        silent.Stop();
        (await outbound.Post(Request(url), TestContext.Current.CancellationToken)).Failure.ShouldBe("no connection");
    }

    [Fact]
    public async Task A_certificate_that_nobody_vouches_for_is_not_trusted()
    {
        using var key = System.Security.Cryptography.ECDsa.Create(System.Security.Cryptography.ECCurve.NamedCurves.nistP256);
        var request = new System.Security.Cryptography.X509Certificates.CertificateRequest("CN=127.0.0.1", key, System.Security.Cryptography.HashAlgorithmName.SHA256);
        using var made = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using var outbound = new Outbound(true, OutboundNetwork.Real);
        var sent = outbound.Post(Request(new Uri($"https://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/")), TestContext.Current.CancellationToken);
        using var client = await listener.AcceptTcpClientAsync(TestContext.Current.CancellationToken);
        await using var tls = new System.Net.Security.SslStream(client.GetStream());
        try
        {
            await tls.AuthenticateAsServerAsync(made);
            (await tls.ReadAsync(new byte[1], TestContext.Current.CancellationToken)).ShouldBe(0, "something was sent to a stranger");
        }
        catch (Exception exception) when (exception is IOException or System.Security.Authentication.AuthenticationException)
        {
            // The caller broke off while hands were shaken.
        }

        (await sent).ShouldBe(new OutboundAnswer(0, "", "no trusted TLS connection"));
    }

    [Fact]
    public void Signatures_are_those_of_standard_webhooks()
    {
        var headers = StandardWebhook.Headers(
            ["whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"], "msg_p5jXN8AQM9LWM0D4loKWxJek", new Instant(1_614_265_330_000), """{"test": 2432232314}""");
        headers["webhook-id"].ShouldBe("msg_p5jXN8AQM9LWM0D4loKWxJek");
        headers["webhook-timestamp"].ShouldBe("1614265330");
        headers["webhook-signature"].ShouldBe("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
        Convert.FromBase64String(StandardWebhook.NewSecret()["whsec_".Length..]).Length.ShouldBe(32);
    }

    private static OutboundRequest Request(Uri url) => new(url, "{}", new Dictionary<string, string>(), TimeSpan.FromSeconds(20));

    private static OutboundNetwork Network(List<IPEndPoint> dialled, Func<string, Task<IPAddress[]>> resolve) => new(
        (host, _) => resolve(host),
        (to, _) =>
        {
            dialled.Add(to);
            throw new SocketException((int)SocketError.ConnectionRefused);
        });

    private static IPAddress[] Resolve(string host) => host switch
    {
        "both" => [Public, IPAddress.Loopback],
        "localhost" => [IPAddress.Loopback, IPAddress.IPv6Loopback],
        "to-nothing" => [],
        _ when host.StartsWith("to-", StringComparison.Ordinal) => [IPAddress.Parse(host[3..])],
        _ => [Public],
    };
}

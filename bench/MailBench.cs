using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Vouch.Domain;
using Vouch.Domain.Campaigns;
using Vouch.Domain.Ids;
using Vouch.Domain.Programs;
using Vouch.Kit;
using Vouch.Server;
using Vouch.Server.Campaigns;
using Vouch.Server.Messaging;
using Vouch.Server.Messaging.Smtp;
using Vouch.Server.Platform;
using Vouch.Server.Platform.Pages;
using Vouch.Server.Programs;
using Vouch.Storage;

namespace Vouch.Bench;

/// <summary>
/// Mails that wait in the queue, in two forms and signed, handed to a mail server of this machine over TLS by the pool of four connections;
/// measured from the start of the node to the last mail, each kept as sent in the durable database.
/// </summary>
internal static class MailBench
{
    private const int Wanted = 200;
    private const int Mails = 2_000;
    private const int AtOnce = 64;

    private const string Queued = "SELECT count(*) FROM messages WHERE shop_id = @shop AND template = 'bonus_campaign'";

    private const string InsertMail = """
        INSERT INTO messages (shop_id, message_id, template, dedupe_key, person_key, is_marketing, unsubscribe_key, subject, text_body, status,
            attempts, queued_at, sent_at)
        VALUES (@shop, @messageId, 'share_kit', @key, @key, true, @key, '', '', 'sent', 1, @at, @at)
        """;

    private const string InsertAdvocate = """
        INSERT INTO advocates (shop_id, advocate_id, email, name, search_key, status, consent, joined_at, created_at)
        VALUES (@shop, @advocateId, @email, @name, @email, 'active', true, @at, @at)
        """;

    internal static async Task<int> Run(string[] engines)
    {
        var worst = 0;
        foreach (var engine in engines)
        {
            await using var postgres = engine == "postgres" ? new PostgresFixture { IsDurable = true } : null;
            using var file = new SqliteFile();
            using var sink = new TlsSink(Path.GetDirectoryName(file.Path)!);
            var key = Path.Combine(Path.GetDirectoryName(file.Path)!, "dkim.pem");
            DkimKey.Make(key);
            var setup = MailSetup.Read(
                $"smtps://localhost:{sink.Port}?ca={sink.CertificateFile}", "vouch@tea.example", $"tea.example:s1:{key}").Value;
            await using var app = await VouchApp.Build(new ServeOptions(
                postgres is null ? file.ConnectionString : await postgres.NewDatabase(), $"http://127.0.0.1:{VouchProcess.FreePort()}", null, setup),
                builder => builder.Logging.ClearProviders());
            await Queue((Database)app.Services.GetService(typeof(Database))!);
            var watch = Stopwatch.StartNew();
            await app.StartAsync();
            await sink.Took(Mails);
            var rate = Mails / watch.Elapsed.TotalSeconds;
            await app.StopAsync();
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"mail on {engine}: {Mails:N0} in {watch.Elapsed.TotalSeconds:0.0} s over {sink.Connections} connections, {rate:N0}/s, wanted {Wanted}: {(rate >= Wanted ? "enough" : "NOT ENOUGH")}"));
            worst = Math.Max(worst, rate >= Wanted ? 0 : 1);
        }

        return worst;
    }

    /// <summary>
    /// A hundred thousand mails that a campaign queues when it begins, in a durable database: from fixing its audience to the last mail,
    /// each rendered for itself.
    /// </summary>
    internal static async Task<int> Queue(string[] engines)
    {
        const int many = 100_000;
        const double wanted = 10;
        var worst = 0;
        foreach (var engine in engines)
        {
            await using var postgres = engine == "postgres" ? new PostgresFixture { IsDurable = true } : null;
            using var file = new SqliteFile();
            await using var app = await VouchApp.Build(new ServeOptions(
                postgres is null ? file.ConnectionString : await postgres.NewDatabase(), $"http://127.0.0.1:{VouchProcess.FreePort()}", null,
                new MailSetup()), builder => builder.Logging.ClearProviders());
            var database = (Database)app.Services.GetService(typeof(Database))!;
            var made = (await CreateShop.Run(database, new NewShop("Tea house", "EUR", "UTC", "en", ShopMode.Live, "https://shop.example/"))).Value;
            var db = database.For(made.ShopId);
            var campaign = await Audience(db, many);
            var watch = Stopwatch.StartNew();
            await db.Write(async tx =>
            {
                // What a campaign for everybody does when it begins: it fixes its audience, then writes to the next thousand, and so on.
                var shop = await ShopStore.Load(tx);
                var members = await SegmentMembers.All(tx, shop, new SegmentRule(), Now);
                return Refused.OrValue(await ChangeCampaign.Begin(tx, campaign, members, Now));
            });
            var pump = app.Services.GetRequiredService<JobPump>();
            await app.Services.GetRequiredService<EventPump>().CatchUp(made.ShopId);
            while (await pump.RunDue(made.ShopId, JobClock.Shop, Instant.Of(DateTimeOffset.UtcNow)) > 0)
            {
            }

            var seconds = watch.Elapsed.TotalSeconds;
            var queued = await db.First<long>(Queued);
            if (queued != many)
            {
                Console.WriteLine($"queue on {engine}: {queued:N0} mails were queued instead of {many:N0}");
                return 1;
            }

            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"queue on {engine}: {many:N0} mails in {seconds:0.0} s, wanted {wanted} s: {(seconds <= wanted ? "enough" : "NOT ENOUGH")}"));
            worst = Math.Max(worst, seconds <= wanted ? 0 : 1);
        }

        return worst;
    }

    // A campaign that is about to begin, with a hundred thousand advocates, in a shop that has written mails before: a planner that has
    // only ever seen an empty table keeps its plan for it.
    private static async Task<CampaignId> Audience(ShopDb db, int many)
    {
        foreach (var some in Enumerable.Range(0, many).Chunk(10_000))
        {
            await db.Write(tx => tx.InsertMany(InsertAdvocate, some.Select(i => new AdvocateRow(
                tx.NewId<AdvocateId>(), $"a{i}@example.com", $"Anna {i}", Now)).ToList()));
        }

        await db.Write(tx => tx.InsertMany(InsertMail, Enumerable.Range(0, many / 5)
            .Select(i => new MailRow(tx.NewId<MessageId>(), $"before {i}", Now.PlusDays(-60))).ToList()));

        return await db.Write(async tx =>
        {
            Refused.OrValue(await ShopSettings.Change(
                tx, new ShopPatch { Mail = new MailSettings(QuietFrom: "00:00", QuietUntil: "00:00") }, Now, []));
            var program = CreateProgram.Run(tx, new ProgramRequest
            {
                Name = "Bench", Destination = "https://shop.example/",
                AdvocateReward = new RewardRequest
                {
                    Kind = "store_credit", Value = new RewardValueRequest { Type = "fixed", Amount = 1500 },
                },
            }, Now).Value;
            Refused.OrValue(await ChangeProgramStatus.Run(tx, program.ProgramId, ProgramAction.Activate, Now));
            var campaign = (await ChangeCampaign.Create(tx, new CampaignRequest
            {
                ProgramId = program.ProgramId, Name = "Double week", StartsAt = Now, EndsAt = Now.PlusDays(7),
                AdvocateBonus = new BonusRequest { Multiplier = 200 },
            }, Now)).Value;
            return (await ChangeCampaign.Schedule(tx, campaign.CampaignId, Now)).Value.CampaignId;
        });
    }

    private static Instant Now => Instant.Of(DateTimeOffset.UtcNow);

    private sealed record MailRow(MessageId MessageId, string Key, Instant At);

    private sealed record AdvocateRow(AdvocateId AdvocateId, string Email, string Name, Instant At);

    private static async Task Queue(Database database)
    {
        var made = (await CreateShop.Run(database, new NewShop("Tea house", "EUR", "UTC", "en", ShopMode.Live, "https://shop.example/"))).Value;
        var db = database.For(made.ShopId);
        var shop = await ShopStore.Load(db);
        var text = string.Concat(Enumerable.Repeat("Pass it on to friends who would like it.\n", 40));
        foreach (var some in Enumerable.Range(0, Mails).Chunk(AtOnce))
        {
            await Task.WhenAll(some.Select(i => db.Write(async tx =>
            {
                await QueueMessage.Run(
                    tx, shop, "bench", $"bench {i}", $"a{i}@example.com", "Your personal link", text, Instant.Of(DateTimeOffset.UtcNow),
                    $"<p>{text}</p>", isMarketing: true);
                return true;
            })));
        }
    }

    /// <summary>A mail server that says yes.</summary>
    private sealed class TlsSink : IDisposable
    {
        private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
        private readonly X509Certificate2 _certificate;
        private readonly SemaphoreSlim _mails = new(0);
        private int _connections;

        internal TlsSink(string folder)
        {
            using var key = RSA.Create(2048);
            var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
            var names = new SubjectAlternativeNameBuilder();
            names.AddDnsName("localhost");
            request.CertificateExtensions.Add(names.Build());
            _certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
            CertificateFile = Path.Combine(folder, "sink.pem");
            File.WriteAllText(CertificateFile, _certificate.ExportCertificatePem());
            _listener.Start();
            _ = Accept();
        }

        internal string CertificateFile { get; }

        internal int Connections => Volatile.Read(ref _connections);

        internal int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

        internal async Task Took(int mails)
        {
            for (var i = 0; i < mails; i++)
            {
                await _mails.WaitAsync();
            }
        }

        public void Dispose()
        {
            _listener.Dispose();
            _certificate.Dispose();
            _mails.Dispose();
        }

        private async Task Accept()
        {
            try
            {
                while (true)
                {
                    var client = await _listener.AcceptTcpClientAsync();
                    Interlocked.Increment(ref _connections);
                    _ = Task.Run(() => Talk(client));
                }
            }
            catch (Exception over) when (over is SocketException or ObjectDisposedException or InvalidOperationException)
            {
                // The bench is over.
            }
        }

        private async Task Talk(TcpClient client)
        {
            using var _ = client;
            client.NoDelay = true;
            await using var tls = new SslStream(client.GetStream());
            await tls.AuthenticateAsServerAsync(_certificate);
            using var reader = new StreamReader(tls, Encoding.ASCII, false, 64 * 1024);
            await Say(tls, "220 sink");
            while (await reader.ReadLineAsync() is { } line && line != "QUIT")
            {
                await Say(tls, line.StartsWith("EHLO", StringComparison.Ordinal) ? "250-sink\r\n250-PIPELINING\r\n250 SIZE" : line == "DATA" ? "354 go on" : "250 fine");
                if (line == "DATA")
                {
                    while (await reader.ReadLineAsync() is { } part && part != ".")
                    {
                    }

                    await Say(tls, "250 kept");
                    _mails.Release();
                }
            }
        }

        private static ValueTask Say(SslStream tls, string answer) => tls.WriteAsync(Encoding.ASCII.GetBytes(answer + "\r\n"));
    }
}

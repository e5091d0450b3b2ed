using System.Net;
using System.Net.Http.Headers;
using System.Text.RegularExpressions;
using Shouldly;
using Vouch.Domain;
using Vouch.Kit;
using Vouch.Server.Messaging;
using Vouch.Server.Messaging.Smtp;
using Vouch.Server.Platform;
using Vouch.Server.Tests.Host;
using Vouch.Server.Tests.Journeys;

namespace Vouch.Server.Tests.Letters;

/// <summary>What becomes of a mail after it was queued: sent, tried again, given up, or not sent to who does not want it.</summary>
public abstract class DeliveryJourney(TestEngine engine, PostgresFixture postgres) : Journey(engine, postgres), IAsyncLifetime
{
    private readonly StillClock _clock = new();
    private readonly MailSink _sink = new();

    protected override Task<TestNode> Start(TestSite site) => site.Start(
        _clock, mail: new MailSetup(Server: SmtpServer.Parse(_sink.Url).Value, From: "vouch@tea.example"));

    async ValueTask IAsyncDisposable.DisposeAsync()
    {
        await DisposeAsync();
        await _sink.DisposeAsync();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task A_mail_leaves_once_and_the_list_tells_it()
    {
        var story = await Given();
        await Deliver(story);
        await Deliver(story);
        _sink.Mails.ShouldHaveSingleItem().ShouldContain("To: <anna@example.com>");
        var mail = (await story.Shop.Get("/v1/messages?status=sent&template=advocate_link")).ShouldBe(200).Items.ShouldHaveSingleItem();
        mail["to"]!.ToString().ShouldBe("anna@example.com");
        mail["attempts"]!.GetValue<long>().ShouldBe(1);
        mail["sentAt"].ShouldNotBeNull();
        _sink.Mails[0].ShouldContain($"Message-ID: <{mail["id"]}@tea.example>");
        _sink.Mails[0].ShouldNotContain("List-Unsubscribe");
        var whole = (await story.Shop.Get($"/v1/messages/{mail["id"]}")).ShouldBe(200);
        whole.Text("text").ShouldContain(story.Code);
        (await story.Shop.Get("/v1/messages?status=queued")).Items.ShouldBeEmpty();
        (await story.Shop.Post($"/v1/messages/{mail["id"]}/retry")).ShouldRefuse(409, "message_not_retryable");
        (await story.Shop.Post("/v1/messages/msg_0000000000001/retry")).ShouldRefuse(404, "not_found");
    }

    [Fact]
    public async Task What_does_not_go_is_tried_again_later_and_told_when_it_lasts()
    {
        _sink.Answers = line => line.StartsWith("RCPT", StringComparison.Ordinal) ? "451 4.7.1 <anna@example.com>: greylisted" : null;
        var story = await Given();
        await Deliver(story);
        var mail = (await story.Shop.Get("/v1/messages")).Items.Single();
        (mail["status"]!.ToString(), mail["attempts"]!.GetValue<long>(), mail["lastError"]!.ToString()).ShouldBe(("queued", 1, "451 4.7.1 <anna@example.com>: greylisted"));
        (DateTimeOffset.Parse(mail["nextAttemptAt"]!.ToString(), null) - _clock.Now).TotalSeconds.ShouldBeInRange(47, 73);
        (await Notices(story)).ShouldBeEmpty();

        _clock.Now += TimeSpan.FromSeconds(80);
        await Deliver(story);
        _clock.Now += TimeSpan.FromMinutes(7);
        await Deliver(story);
        var notice = (await Notices(story)).ShouldHaveSingleItem();
        notice.Kind.ShouldBe("mail_failing");
        notice.Detail.ShouldContain("451 4.7.1 … greylisted");

        _sink.Answers = static _ => null;
        _clock.Now += TimeSpan.FromMinutes(40);
        await Deliver(story);
        _sink.Mails.Count.ShouldBe(1);
        (await Notices(story)).ShouldBeEmpty();
        (await One(story)).ShouldBe(("sent", 4));
    }

    [Fact]
    public async Task After_three_days_it_is_given_up_and_a_person_may_send_it_again()
    {
        _sink.Answers = line => line.StartsWith("MAIL", StringComparison.Ordinal) ? "450 busy" : null;
        var story = await Given();
        for (var i = 0; i < 9; i++)
        {
            await Deliver(story);
            _clock.Now += TimeSpan.FromHours(29);
        }

        (await One(story)).ShouldBe(("failed", 9));
        (await Notices(story)).ShouldHaveSingleItem();
        _sink.Answers = static _ => null;
        await Deliver(story);
        _sink.Mails.ShouldBeEmpty();

        var id = (await story.Shop.Get("/v1/messages?status=failed")).Items.Single()["id"]!.ToString();
        (await story.Shop.Post($"/v1/messages/{id}/retry")).ShouldBe(200).Text("status").ShouldBe("queued");
        await Deliver(story);
        _sink.Mails.ShouldHaveSingleItem();
        (await Notices(story)).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_dead_address_bounces_and_is_not_written_to_again()
    {
        _sink.Answers = line => line.StartsWith("RCPT", StringComparison.Ordinal) ? "550 5.1.1 no such user" : null;
        var story = await Given();
        await Deliver(story);
        (await One(story)).ShouldBe(("bounced", 1));
        _sink.Answers = static _ => null;
        await Queue(story, "anna@example.com", false);
        await Deliver(story);
        _sink.Mails.ShouldBeEmpty();
        (await story.Shop.Get("/v1/messages?status=suppressed")).Items.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_mail_that_may_have_arrived_goes_again_under_the_same_name()
    {
        _sink.Answers = line => line == "(mail)" ? MailSink.HangUp : null;
        var story = await Given();
        await Deliver(story);
        (await One(story)).ShouldBe(("queued", 1));
        var id = (await story.Shop.Get("/v1/messages")).Items.Single()["id"]!.ToString();
        _sink.Answers = static _ => null;
        _clock.Now += TimeSpan.FromMinutes(2);
        await Deliver(story);
        _sink.Mails.ShouldHaveSingleItem().ShouldContain($"Message-ID: <{id}@");
    }

    [Fact]
    public async Task Opting_out_ends_advertising_at_once_and_keeps_what_is_asked_for()
    {
        var story = await Given();
        await Deliver(story);
        await Queue(story, "anna@example.com", true);
        await Deliver(story);
        var advert = _sink.Mails[^1].Replace("\r\n ", "", StringComparison.Ordinal);
        advert.ShouldContain("List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n");
        var address = Regex.Match(advert, "List-Unsubscribe: <([^>]*)>").Groups[1].Value;
        address.ShouldNotContain("anna");
        address.ShouldStartWith(Node.Url.ToString());

        // Whoever opens it changes nothing.
        using var http = new HttpClient();
        (await (await http.GetAsync(address)).Content.ReadAsStringAsync()).ShouldContain("Do not write to me any more");
        await Queue(story, "anna@example.com", true);
        await Deliver(story);
        _sink.Mails.Count.ShouldBe(3);

        // What waits already is not sent either.
        await Queue(story, "anna@example.com", true);
        await OneClick(http, address);
        await OneClick(http, address);
        await Deliver(story);
        await Queue(story, "Anna@example.com", true);
        await Deliver(story);
        _sink.Mails.Count.ShouldBe(3);
        await Queue(story, "anna@example.com", false);
        await Deliver(story);
        _sink.Mails.Count.ShouldBe(4);

        using var undo = new HttpRequestMessage(HttpMethod.Post, address + "/undo") { Content = new FormUrlEncodedContent([]) };
        undo.Headers.Add("Sec-Fetch-Site", "cross-site");
        (await http.SendAsync(undo)).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await (await http.PostAsync(address + "/undo", new FormUrlEncodedContent([]))).Content.ReadAsStringAsync())
            .ShouldContain("You will hear from us again");
        await Queue(story, "anna@example.com", true);
        await Deliver(story);
        _sink.Mails.Count.ShouldBe(5);

        foreach (var wrong in (string[])[address + "x", address[..^1], address.Replace("/unsubscribe/", "/unsubscribe/shp_0000000000001/")])
        {
            (await http.GetAsync(wrong)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
            (await http.PostAsync(wrong, null)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        }
    }

    [Fact]
    public async Task Bounces_and_complaints_that_come_later_end_the_writing_and_soft_ones_do_not()
    {
        var story = await Given();
        await Deliver(story);
        (await Bounce(story, "soft")).Body!["suppressed"]!.GetValue<bool>().ShouldBeFalse();
        (await One(story)).ShouldBe(("sent", 1));
        (await Bounce(story, "complaint")).Body!["suppressed"]!.GetValue<bool>().ShouldBeTrue();
        (await Bounce(story, "hard")).ShouldBe(202);
        (await One(story)).ShouldBe(("bounced", 1));
        await Queue(story, "anna@example.com", false);
        await Deliver(story);
        _sink.Mails.Count.ShouldBe(1);
        (await story.Shop.Post("/v1/mail-bounces", """{"email":"nobody","kind":"hard"}""")).ShouldRefuse(400, "invalid_request");
        (await story.Shop.Post("/v1/mail-bounces", """{"email":"a@b.example","kind":"odd"}""")).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await story.Shop.Post("/v1/mail-bounces", """{"email":"a@b.example","kind":"hard"}""", story.Shop.PublishableKey)).ShouldRefuse(403, "forbidden");
    }

    [Fact]
    public async Task An_erased_person_s_mail_is_not_sent_and_leaves_no_text()
    {
        _sink.Answers = line => line.StartsWith("RCPT", StringComparison.Ordinal) ? "451 later: anna@example.com" : null;
        var story = await Given();
        await Deliver(story);
        (await story.Shop.Delete($"/v1/advocates/{story.Anna}")).ShouldBe(204);
        _sink.Answers = static _ => null;
        _clock.Now += TimeSpan.FromHours(1);
        await Deliver(story);
        _sink.Mails.ShouldBeEmpty();
        var mail = (await story.Shop.Get("/v1/messages")).Items.Single();
        (mail["status"]!.ToString(), mail["to"], mail["lastError"], mail["subject"]!.ToString()).ShouldBe(("suppressed", null, null, ""));
        (await story.Shop.Post($"/v1/messages/{mail["id"]}/retry")).ShouldRefuse(409, "message_not_retryable");
    }

    private async Task Deliver(Story story)
    {
        await Node.RunDue(story.Shop.Id);
        await Node.RunOutside(story.Shop.Id);
    }

    private async Task Queue(Story story, string to, bool isMarketing)
    {
        var db = Node.Database.For(story.Shop.Id);
        var shop = await ShopStore.Load(db);
        await db.Write(async tx =>
        {
            await QueueMessage.Run(
                tx, shop, "planted", Guid.NewGuid().ToString(), to, "News", "News.\n", Instant.Of(_clock.Now), "<p>News.</p>", isMarketing);
            return true;
        });
    }

    private static async Task OneClick(HttpClient http, string address)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, address)
        {
            Content = new StringContent("List-Unsubscribe=One-Click", new MediaTypeHeaderValue("application/x-www-form-urlencoded")),
        };
        request.Headers.Add("Origin", "https://mail.example");
        using var answer = await http.SendAsync(request);
        answer.StatusCode.ShouldBe(HttpStatusCode.OK);
        answer.Headers.Contains("Set-Cookie").ShouldBeFalse();
        (await answer.Content.ReadAsStringAsync()).ShouldContain("Write to me again");
    }

    private static async Task<Answer> Bounce(Story story, string kind) => (await story.Shop.Post(
        "/v1/mail-bounces", $$"""{"email":"ANNA@example.com","kind":"{{kind}}","reason":"mailbox\u0007 gone"}""")).ShouldBe(202);

    private Task<List<Notice>> Notices(Story story) => Platform.Notices.ListOpen(Node.Database.For(story.Shop.Id));

    private static async Task<(string, long)> One(Story story)
    {
        var mail = (await story.Shop.Get("/v1/messages")).Items.Single();
        return (mail["status"]!.ToString(), mail["attempts"]!.GetValue<long>());
    }
}

public sealed class DeliveryJourneyOnSqlite(PostgresFixture postgres) : DeliveryJourney(TestEngine.Sqlite, postgres);

public sealed class DeliveryJourneyOnPostgres(PostgresFixture postgres) : DeliveryJourney(TestEngine.Postgres, postgres);

using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Shouldly;
using Vouch.Domain.Ids;
using Vouch.Domain.Programs;
using Vouch.Kit;
using Vouch.Server.Advocates;
using Vouch.Server.Tests.Attribution;
using Vouch.Server.Tests.Host;

namespace Vouch.Server.Tests.Advocates;

public abstract partial class AdvocatesTests(TestEngine engine, PostgresFixture postgres) : ShopOnOneEngine(engine, postgres)
{
    [Fact]
    public async Task The_same_person_in_any_spelling_is_the_same_advocate()
    {
        var first = (await Client.Post("/v1/advocates", """{"email":"anna.nowak@gmail.com","name":"Anna Nowak"}""")).ShouldBe(201);
        var again = (await Client.Post("/v1/advocates", """{"email":"AnnaNowak+tea@googlemail.com","externalId":"c-1"}""")).ShouldBe(200);
        again.Text("id").ShouldBe(first.Text("id"));
        again.Text("email").ShouldBe("anna.nowak@gmail.com");
        again.Text("externalId").ShouldBe("c-1");
        var byCustomer = await Client.Post("/v1/advocates", """{"email":"other@example.com","externalId":"c-1"}""");
        byCustomer.ShouldBe(200).Text("id").ShouldBe(first.Text("id"));
    }

    [Fact]
    public async Task An_advocate_has_a_code_from_the_name_and_a_link_for_every_active_program()
    {
        var anna = (await Client.Post("/v1/advocates", """{"email":"anna@example.com","name":"Łucja Nowak"}""")).ShouldBe(201);
        GeneratedCode().IsMatch(anna.Text("code")).ShouldBeTrue(anna.Text("code"));
        anna.Text("link").ShouldBe($"{Node.Url.ToString().TrimEnd('/')}/r/{anna.Text("code")}");
        await NewProgram(new Qualification(true, null, 0, 1));
        var two = (await Client.Get("/v1/advocates/" + anna.Text("id"))).ShouldBe(200);
        two.Body!["links"]!.AsArray().Count.ShouldBe(2);
        two.Text("code").ShouldBe(anna.Text("code"));
    }

    [Fact]
    public async Task Sixteen_who_join_at_once_with_one_address_are_one_advocate()
    {
        const string body = """{"email":"race@example.com"}""";
        var answers = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => Client.Post("/v1/advocates", body)));
        answers.Select(a => a.Text("id")).Distinct().ShouldHaveSingleItem();
        answers.Count(a => (int)a.Status == 201).ShouldBe(1);
        (await Client.Get("/v1/advocates")).Items.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_browser_without_proof_learns_nothing_and_changes_nothing()
    {
        var id = await Join("anna@example.com", "Anna");
        var known = (await FromBrowser("""{"email":"anna@example.com","name":"Eve","externalId":"evil"}""")).ShouldBe(202);
        var unknown = (await FromBrowser("""{"email":"new@example.com"}""")).ShouldBe(202);
        known.Body!.ToJsonString().ShouldBe(unknown.Body!.ToJsonString());
        var anna = await Client.Get("/v1/advocates/" + id);
        anna.Text("name").ShouldBe("Anna");
        anna["externalId"].ShouldBeNull();
        (await FromBrowser("""{"email":"x@example.com","code":"EVIL"}""")).ShouldRefuse(403, "secret_key_required");
    }

    [Fact]
    public async Task A_signed_in_customer_joins_from_the_browser_by_the_shops_word()
    {
        var secret = (await Shop()).CustomerTokenSecret;
        var token = Token(secret, """{"alg":"HS256","typ":"JWT"}""", DateTimeOffset.UtcNow.AddMinutes(30));
        var body = $$"""{"email":"somebody@else.example","externalId":"no","customerToken":"{{token}}"}""";
        var answer = (await Client.Post("/v1/advocates", body, Client.PublishableKey)).ShouldBe(201);
        (answer.Text("email"), answer.Text("externalId")).ShouldBe(("anna@example.com", "c-7"));
        string[] wrong =
        [
            Token(secret + "x", """{"alg":"HS256"}""", DateTimeOffset.UtcNow.AddMinutes(30)),
            Token(secret, """{"alg":"none"}""", DateTimeOffset.UtcNow.AddMinutes(30)),
            Token(secret, """{"alg":"HS256","crit":["b64"]}""", DateTimeOffset.UtcNow.AddMinutes(30)),
            Token(secret, """{"alg":"HS256"}""", DateTimeOffset.UtcNow.AddMinutes(-1)),
            Token(secret, """{"alg":"HS256"}""", DateTimeOffset.UtcNow.AddMinutes(62)),
            token[..^2],
            token + ".x",
            "a.b.c",
        ];
        foreach (var bad in wrong)
        {
            (await FromBrowser($$"""{"customerToken":"{{bad}}"}""")).ShouldRefuse(403, "invalid_customer_token");
        }
    }

    [Fact]
    public async Task A_vanity_code_belongs_to_whoever_had_it_first()
    {
        var (anna, bogdan) = (await Join("anna@example.com", "Anna"), await Join("bogdan@example.com", "Bogdan"));
        var added = (await Client.Post($"/v1/advocates/{anna}/codes", """{"code":"tea-4-two"}""")).ShouldBe(201);
        added.Text("code").ShouldBe("TEA-4-TWO");
        added.Text("link").ShouldEndWith($"/r/{Client.Id}/TEA-4-TWO");
        (await Client.Post($"/v1/advocates/{anna}/codes", """{"code":"TEA-4-TWO"}""")).ShouldBe(201);
        (await Client.Post($"/v1/advocates/{bogdan}/codes", """{"code":"Tea-4-Two"}""")).ShouldRefuse(409, "code_taken");
        (await Client.Post($"/v1/advocates/{bogdan}/codes", """{"code":"TЕA-4"}""")).ShouldRefuse(400, "invalid_code");
        (await Client.Post("/v1/advocates", """{"email":"c@example.com","code":"TEA-4-TWO"}""")).ShouldRefuse(409, "code_taken");
        (await Client.Get("/v1/advocates?email=c@example.com")).Items.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_patch_changes_what_it_names_and_frees_the_old_address()
    {
        var anna = await Join("anna@example.com", "Anna", ",\"locale\":\"pl\"");
        await Join("bogdan@example.com", "Bogdan");
        (await Client.Patch("/v1/advocates/" + anna, """{"email":"bogdan@example.com"}""")).ShouldRefuse(409, "advocate_exists");
        (await Client.Patch("/v1/advocates/" + anna, """{"email":null}""")).ShouldRefuse(400, "invalid_email");
        (await Client.Patch("/v1/advocates/" + anna, """{"nickname":"A"}""")).ShouldRefuse(400, "unknown_field");
        var patched = (await Client.Patch("/v1/advocates/" + anna, """{"email":"new@example.com","locale":null}""")).ShouldBe(200);
        (patched.Text("email"), patched.Text("name"), patched["locale"]).ShouldBe(("new@example.com", "Anna", null));
        (await Client.Get("/v1/advocates?email=anna@example.com")).Items.ShouldBeEmpty();
        (await Client.Get("/v1/advocates?email=NEW@example.com")).Items.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Merging_moves_codes_and_keys_and_the_old_id_answers_with_the_survivor()
    {
        var (old, kept) = (await Join("old@example.com", "Anna", ",\"externalId\":\"c-1\""), await Join("kept@example.com", "Anna Nowak"));
        var oldCode = (await Client.Get("/v1/advocates/" + old)).Text("code");
        var merged = await Db.Write(tx => MergeAdvocates.Run(tx, old, kept, Start));
        merged.Value.ExternalId.ShouldBe("c-1");
        (await Client.Get("/v1/advocates/" + old)).Text("id").ShouldBe(kept.ToString());
        (await AdvocateQueries.FindByCode(Db, oldCode))!.AdvocateId.ShouldBe(kept);
        (await Client.Post("/v1/advocates", """{"email":"old@example.com"}""")).ShouldBe(200).Text("id").ShouldBe(kept.ToString());
        (await Client.Get("/v1/advocates")).Items.Count.ShouldBe(1);
        (await Db.Write(tx => MergeAdvocates.Run(tx, kept, kept, Start))).Refusal!.Field.ShouldBe("into");
    }

    [Fact]
    public async Task Erasing_leaves_nothing_that_tells_who_it_was()
    {
        var anna = await Join("anna@example.com", "Anna Nowak", ",\"externalId\":\"c-1\",\"phone\":\"+48600700800\"");
        (await Client.Delete("/v1/advocates/" + anna)).ShouldBe(204);
        (await Client.Delete("/v1/advocates/" + anna)).ShouldBe(204);
        var erased = (await Client.Get("/v1/advocates/" + anna)).ShouldBe(200);
        erased.Text("status").ShouldBe("erased");
        erased.Body!.ToJsonString().ShouldNotContain("Nowak");
        erased.Body!.ToJsonString().ShouldNotContain("example.com");
        (await AdvocateQueries.IsSuppressed(Db, Platform.PersonKeys.Email(await Shop(), "anna@example.com")!)).ShouldBeTrue();
        (await Client.Post($"/v1/advocates/{anna}/block")).ShouldRefuse(409, "advocate_erased");
        (await Client.Post("/v1/advocates", """{"email":"anna@example.com"}""")).ShouldBe(201).Text("id").ShouldNotBe(anna.ToString());
    }

    [Fact]
    public async Task A_block_holds_until_it_is_lifted_and_is_told_once()
    {
        var anna = await Join("anna@example.com", "Anna");
        (await Client.Post($"/v1/advocates/{anna}/block")).ShouldBe(200).Text("status").ShouldBe("blocked");
        (await Client.Post($"/v1/advocates/{anna}/block")).ShouldBe(200);
        (await Client.Post("/v1/advocates", """{"email":"anna@example.com"}""")).ShouldBe(200).Text("status").ShouldBe("blocked");
        (await Client.Post($"/v1/advocates/{anna}/unblock")).ShouldBe(200).Text("status").ShouldBe("active");
        var told = (await Client.Get("/v1/events?limit=200")).Items.Select(e => e["type"]!.ToString());
        told.Where(type => type.Contains("blocked")).ShouldBe(["advocate.blocked", "advocate.unblocked"]);
    }

    [Fact]
    public async Task A_portal_link_signs_in_once_however_many_press_the_button()
    {
        var anna = await Join("anna@example.com", "Anna");
        var link = (await Client.Post($"/v1/advocates/{anna}/portal-links")).ShouldBe(201).Text("url");
        var token = link.Split('/')[^1];
        (await PortalLinks.IsGood(Db, token, Now())).ShouldBeTrue();
        var sessions = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Db.Write(tx => PortalLinks.Use(tx, token))));
        var session = sessions.Where(s => !s.IsRefused).ShouldHaveSingleItem().Value;
        (await PortalLinks.SignedIn(Db, session.Token, Now()))!.AdvocateId.ShouldBe(anna);
        (await PortalLinks.IsGood(Db, token, Now())).ShouldBeFalse();
    }

    [Fact]
    public async Task Advocates_are_listed_newest_first_page_by_page_and_found_by_part_of_a_name()
    {
        for (var i = 0; i < 5; i++)
        {
            await Join($"a{i.ToString(CultureInfo.InvariantCulture)}@example.com", "Żaneta " + (char)('A' + i));
        }

        var first = (await Client.Get("/v1/advocates?limit=3")).ShouldBe(200);
        var rest = (await Client.Get("/v1/advocates?limit=3&after=" + first.Text("next"))).ShouldBe(200);
        first.Items.Concat(rest.Items).Select(a => a["email"]!.ToString()[1]).ShouldBe(['4', '3', '2', '1', '0']);
        rest.Body!["next"].ShouldBeNull();
        (await Client.Get("/v1/advocates?q=zaneta%20c")).Items.ShouldHaveSingleItem();
        (await Client.Get("/v1/advocates?q=%25")).Items.ShouldBeEmpty();
    }

    [Fact]
    public async Task Another_shops_advocate_does_not_exist()
    {
        var anna = await Join("anna@example.com", "Anna");
        using var other = await Node.Shop(name: "Other");
        (await other.Get("/v1/advocates/" + anna)).ShouldRefuse(404, "not_found");
        (await other.Post($"/v1/advocates/{anna}/codes", """{"code":"MINE"}""")).ShouldRefuse(404, "not_found");
        (await other.Delete("/v1/advocates/" + anna)).ShouldRefuse(404, "not_found");
        (await other.Post("/v1/advocates", $$"""{"email":"x@example.com","programId":"{{Program}}"}""")).ShouldRefuse(404, "not_found");
    }

    [Fact]
    public async Task Activating_a_program_gives_every_advocate_a_code()
    {
        var anna = await Join("anna@example.com", "Anna");
        var program = await NewProgram(new Qualification(true, null, 0, 1));
        await Db.Write(async tx => await IssueCodes.ForProgram(tx, await Shop(), program));
        (await AdvocateLinks.AreMissing(Db, [anna])).ShouldBeFalse();
    }

    private Task<Answer> FromBrowser(string body) => Client.Post("/v1/advocates", body, Client.PublishableKey);

    private static Domain.Instant Now() => Domain.Instant.Of(DateTimeOffset.UtcNow);

    private static string Token(string secret, string header, DateTimeOffset expires)
    {
        var payload = new JsonObject { ["sub"] = "c-7", ["email"] = "anna@example.com", ["exp"] = expires.ToUnixTimeSeconds() };
        var text = Encoded(Encoding.UTF8.GetBytes(header)) + "." + Encoded(Encoding.UTF8.GetBytes(payload.ToJsonString()));
        return text + "." + Encoded(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.ASCII.GetBytes(text)));
    }

    private static string Encoded(byte[] bytes) => Convert.ToBase64String(bytes).TrimEnd('=').Replace('+', '-').Replace('/', '_');

    [GeneratedRegex("^LUCJA-[234679ACDEFGHJKMNPQRTVWXYZ]{5}$")]
    private static partial Regex GeneratedCode();
}

public sealed class AdvocatesOnSqlite(PostgresFixture postgres) : AdvocatesTests(TestEngine.Sqlite, postgres);

public sealed class AdvocatesOnPostgres(PostgresFixture postgres) : AdvocatesTests(TestEngine.Postgres, postgres);

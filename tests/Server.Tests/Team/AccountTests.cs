using System.Text.RegularExpressions;
using Shouldly;
using Vouch.Domain;
using Vouch.Domain.People;
using Vouch.Kit;
using Vouch.Server.Platform;
using Vouch.Server.Tests.Cli;
using Vouch.Server.Tests.Host;

namespace Vouch.Server.Tests.Team;

/// <summary>The own account: second factor, recovery codes, sessions, name and password.</summary>
public sealed partial class AccountTests(PostgresFixture postgres)
{
    private const string Phone = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1";

    [Theory]
    [InlineData(TestEngine.Sqlite)]
    [InlineData(TestEngine.Postgres)]
    public async Task A_code_is_asked_after_the_password_and_counts_once(TestEngine engine)
    {
        await using var site = await TestSite.On(engine, postgres);
        var clock = new StillClock();
        var node = await site.Start(clock);
        using var shop = await node.Shop();
        var ada = await WithPassword(node, shop);
        var (secret, codes) = await SetUp(ada, shop, clock);
        codes.Count.ShouldBe(10);
        codes.Distinct().Count().ShouldBe(10);
        (await SecondFactor.Find(node.Database, (Vault)node.Services.GetService(typeof(Vault))!, (await Row(node, shop)).StaffId)).CodesLeft.ShouldBe(10);

        var again = new Person(node, ada.Email);
        var step = await SignIn(again, $"/desk/{shop.Id}/books");
        step.ShouldBe(303).Location.ShouldBe("/sign-in/code?next=" + Uri.EscapeDataString($"/desk/{shop.Id}/books"));
        (await again.Ask("GET", $"/desk/{shop.Id}")).ShouldBe("to the sign-in");

        // The code that switched it on was used with that.
        (await Code(again, Totp.Code(secret, Step(clock)))).ShouldBe(403);
        clock.Now += TimeSpan.FromSeconds(30);
        var code = Totp.Code(secret, Step(clock));
        (await Code(again, code, $"/desk/{shop.Id}/books")).ShouldBe(303).Location.ShouldBe($"/desk/{shop.Id}/books");
        await again.Get($"/desk/{shop.Id}/books");

        var third = new Person(node, ada.Email);
        await SignIn(third);
        (await Code(third, code)).ShouldBe(403);
        (await Code(third, codes[3].ToUpperInvariant())).ShouldBe(303);
        await third.Get($"/desk/{shop.Id}");
        var fourth = new Person(node, ada.Email);
        await SignIn(fourth);
        (await Code(fourth, codes[3])).ShouldBe(403);
        (await third.Get($"/desk/{shop.Id}/account/second-factor")).ShouldContain("9 recovery codes are left");
    }

    [Fact]
    public async Task Codes_are_not_guessed_and_an_unfinished_sign_in_opens_nothing()
    {
        await using var site = await TestSite.On(TestEngine.Sqlite, postgres);
        var clock = new StillClock();
        var node = await site.Start(clock);
        using var shop = await node.Shop();
        var ada = await WithPassword(node, shop);
        var (secret, _) = await SetUp(ada, shop, clock);
        clock.Now += TimeSpan.FromMinutes(1);
        var thief = new Person(node, ada.Email);
        await SignIn(thief);
        for (var i = 0; i < 5; i++)
        {
            (await Code(thief, "000000")).ShouldBe(403);
        }

        (await Code(thief, Totp.Code(secret, Step(clock)))).ShouldBe(429);
        (await thief.Ask("GET", $"/desk/{shop.Id}")).ShouldBe("to the sign-in");
        clock.Now += TimeSpan.FromMinutes(11);
        (await thief.Open("/sign-in/code")).Location.ShouldBe("/sign-in");

        (await VouchCommand.Run(site.ConnectionString, "user", "drop-second-factor", "--email", "nobody@shop.example")).ShouldFail(2, "vouch: --email is of nobody");
        // By a one-time link it is asked for as well.
        var link = (await AddStaff.Run(node.Database, ada.Email, StaffRole.Owner, [shop.Id], null)).Value.LinkToken!;
        (await new Person(node, ada.Email).Send("/sign-in/link", "/sign-in/link", ("token", link))).Location.ShouldStartWith("/sign-in/code");

        // With telephone and recovery codes lost, whoever runs the installation helps.
        (await VouchCommand.Run(site.ConnectionString, "user", "drop-second-factor", "--email", ada.Email)).ShouldEnd(0);
        (await SignIn(new Person(node, ada.Email))).Location.ShouldBe("/desk");
    }

    [Fact]
    public async Task It_is_switched_off_by_password_and_code_and_new_recovery_codes_end_the_old()
    {
        await using var site = await TestSite.On(TestEngine.Sqlite, postgres);
        var clock = new StillClock();
        var node = await site.Start(clock);
        using var shop = await node.Shop();
        var ada = await WithPassword(node, shop);
        var (_, codes) = await SetUp(ada, shop, clock);
        var here = $"/desk/{shop.Id}/account/second-factor";
        var renewed = Codes((await ada.Send(here, here + "/codes", ("renewCode", codes[0]))).ShouldBe(200).Text);
        renewed.Count.ShouldBe(10);
        (await ada.Send(here, here + "/codes", ("renewCode", codes[1]))).ShouldBe(400);
        (await ada.Send(here, here + "/off", ("password", "not the password"), ("code", renewed[0]))).ShouldBe(400);
        (await ada.Send(here, here + "/off", ("password", Person.Password), ("code", "123"))).ShouldBe(400);
        (await ada.Send(here, here + "/off", ("password", Person.Password), ("code", renewed[0]))).ShouldBe(303);
        (await SignIn(new Person(node, ada.Email))).Location.ShouldBe("/desk");
        (await shop.Get("/v1/events?type=staff.second_factor_changed")).Items.Select(item => item["data"]!["on"]!.GetValue<bool>()).ShouldBe([true, false]);
    }

    [Fact]
    public async Task Where_it_is_asked_of_everybody_nothing_opens_before_it_is_set_up()
    {
        await using var site = await TestSite.On(TestEngine.Sqlite, postgres);
        var clock = new StillClock();
        var node = await site.Start(clock);
        using var shop = await node.Shop();
        var owner = await WithPassword(node, shop);
        await SetUp(owner, shop, clock);
        var support = await Person.SignedIn(node, StaffRole.Support, shop.Id);
        await support.Get($"/desk/{shop.Id}");
        (await owner.Send($"/desk/{shop.Id}/team", $"/desk/{shop.Id}/team/rules", ("needsFactor", "on"))).ShouldBe(303);
        (await support.Open($"/desk/{shop.Id}/referrals")).ShouldBe(303).Location.ShouldBe($"/desk/{shop.Id}/account/second-factor");
        (await support.Ask("POST", $"/desk/{shop.Id}/reviews/decide")).ShouldBe("let in");
        (await support.Get($"/desk/{shop.Id}/account/second-factor")).ShouldContain("This shop asks a second factor of everybody");
        await SetUp(support, shop, clock);
        await support.Get($"/desk/{shop.Id}/referrals");
        await owner.Get($"/desk/{shop.Id}/referrals");
    }

    [Fact]
    public async Task Sessions_are_listed_in_words_and_end_at_once()
    {
        await using var site = await TestSite.On(TestEngine.Sqlite, postgres);
        var (one, two) = (await site.Start(), await site.Start());
        using var shop = await one.Shop();
        var ada = await WithPassword(one, shop);
        var phone = new Person(two, ada.Email, Phone);
        var third = new Person(two, ada.Email);
        await SignIn(phone);
        await SignIn(third);
        var other = await Person.SignedIn(one, StaffRole.Support, shop.Id);
        var account = $"/desk/{shop.Id}/account";
        var page = await ada.Get(account);
        page.ShouldContain("Safari on iPhone");
        page.ShouldContain("this one");
        SessionPath().Count(page).ShouldBe(2);
        var phones = SessionPath().Match(await third.Get(account)).Groups[1].Value;
        var own = SessionPath().Matches(await phone.Get(account)).Select(match => match.Groups[1].Value).ToList();

        // Somebody else's session is not theirs to end.
        (await other.Send(account, $"{account}/sessions/{own[0]}/end")).ShouldBe(303);
        await third.Get(account);
        await ada.Get(account);
        phones.Length.ShouldBe(64);
        var ending = own.First(hash => SessionPath().Matches(page).Any(match => match.Groups[1].Value == hash));
        (await ada.Send(account, $"{account}/sessions/{ending}/end")).ShouldBe(303);
        (await third.Ask("GET", account)).ShouldBe("to the sign-in");
        await phone.Get(account);
        (await ada.Send(account, account + "/end-others")).ShouldBe(303);
        (await phone.Ask("GET", account)).ShouldBe("to the sign-in");
        await ada.Get(account);
    }

    [Fact]
    public async Task A_name_and_a_password_are_changed_by_who_knows_the_old_one()
    {
        await using var site = await TestSite.On(TestEngine.Sqlite, postgres);
        var node = await site.Start();
        using var shop = await node.Shop();
        var ada = await WithPassword(node, shop);
        var second = new Person(node, ada.Email);
        await SignIn(second);
        var account = $"/desk/{shop.Id}/account";
        (await ada.Send(account, account + "/name", ("name", ""))).ShouldBe(400);
        (await ada.Send(account, account + "/name", ("name", "Ada <Lovelace>"))).ShouldBe(303);
        (await ada.Get(account)).ShouldContain("Ada &lt;Lovelace&gt;");
        (await ada.Send(account, account + "/password", ("old", "wrong"), ("new", "another long one"))).ShouldBe(400);
        (await ada.Send(account, account + "/password", ("old", Person.Password), ("new", "short"))).ShouldBe(400);
        (await ada.Send(account, account + "/password", ("old", Person.Password), ("new", "another long one"))).ShouldBe(303);
        (await second.Ask("GET", account)).ShouldBe("to the sign-in");
        await ada.Get(account);
        (await SignIn(new Person(node, ada.Email))).ShouldBe(403);
        (await SignIn(new Person(node, ada.Email), password: "another long one")).ShouldBe(303);
    }

    private static async Task<Person> WithPassword(TestNode node, ShopClient shop)
    {
        var ada = new Person(node, "ada@shop.example");
        (await AddStaff.Run(node.Database, ada.Email, StaffRole.Owner, [shop.Id], Person.Password)).IsRefused.ShouldBeFalse();
        (await SignIn(ada)).ShouldBe(303).Location.ShouldBe("/desk");
        return ada;
    }

    private static Task<Got> SignIn(Person who, string next = "", string password = Person.Password) =>
        who.Send("/sign-in", "/sign-in", ("email", who.Email), ("password", password), ("next", next));

    private static Task<Got> Code(Person who, string code, string next = "") => who.Send("/sign-in/code", "/sign-in/code", ("code", code), ("next", next));

    private static async Task<(byte[] Secret, IReadOnlyList<string> Codes)> SetUp(Person who, ShopClient shop, StillClock clock)
    {
        var here = $"/desk/{shop.Id}/account/second-factor";
        (await who.Send(here, here + "/start")).ShouldBe(303);
        var secret = Bytes(SecretText().Match(await who.Get(here)).Groups[1].Value);
        (await who.Send(here, here + "/on", ("code", "000000"))).ShouldBe(400);
        return (secret, Codes((await who.Send(here, here + "/on", ("code", Totp.Code(secret, Step(clock))))).ShouldBe(200).Text));
    }

    private static async Task<Member> Row(TestNode node, ShopClient shop) => (await ChangeTeam.Page(node.Database.For(shop.Id), null, 100)).Single();

    private static long Step(StillClock clock) => Totp.StepOf(Instant.Of(clock.Now));

    private static List<string> Codes(string page) => [.. RecoveryCode().Matches(page).Select(match => match.Groups[1].Value)];

    private static byte[] Bytes(string base32)
    {
        var bits = string.Concat(base32.Select(letter => Convert.ToString("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567".IndexOf(letter), 2).PadLeft(5, '0')));
        return [.. bits.Chunk(8).Where(chunk => chunk.Length == 8).Select(chunk => Convert.ToByte(new string(chunk), 2))];
    }

    [GeneratedRegex(">([A-Z2-7]{32})</textarea>")]
    private static partial Regex SecretText();

    [GeneratedRegex("<code>([0-9a-z]{4}(?:-[0-9a-z]{4}){3})</code>")]
    private static partial Regex RecoveryCode();

    [GeneratedRegex("/account/sessions/([0-9a-f]{64})/end")]
    private static partial Regex SessionPath();
}

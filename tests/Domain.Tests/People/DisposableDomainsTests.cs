using Shouldly;
using Vouch.Domain.People;
using Xunit;

namespace Vouch.Domain.Tests.People;

public sealed class DisposableDomainsTests
{
    private static readonly DisposableDomains Known = Read();

    [Fact]
    public void The_whole_list_is_there() => Known.Count.ShouldBe(8335);

    [Theory]
    [InlineData("a@mailinator.com")]
    [InlineData("a@MAILINATOR.com")]
    [InlineData("a@deep.below.mailinator.com")]
    [InlineData("a@yopmail.com")]
    [InlineData("a@guerrillamail.com")]
    [InlineData("a@10minutemail.com")]
    public void A_throw_away_domain_is_known_with_all_below_it(string email) => IsDisposable(email).ShouldBeTrue();

    [Theory]
    [InlineData("a@gmail.com")]
    [InlineData("a@googlemail.com")]
    [InlineData("a@wp.pl")]
    [InlineData("a@mail.ru")]
    [InlineData("a@proton.me")]
    [InlineData("a@privaterelay.appleid.com")]
    [InlineData("a@mozmail.com")]
    [InlineData("a@nomailinator.com")]
    [InlineData("a@mailinator.com.example.org")]
    [InlineData("a@żółta-herbata.example")]
    public void Lasting_mailboxes_and_look_alikes_are_not_in_it(string email) => IsDisposable(email).ShouldBeFalse();

    [Fact]
    public void A_list_may_have_notes_and_empty_lines() =>
        DisposableDomains.Parse("# notes\r\n\r\nthrown.example\r\n").ShouldSatisfyAllConditions(
            list => list.Count.ShouldBe(1),
            list => list.IsDisposable(Address("x@thrown.example")).ShouldBeTrue());

    private static bool IsDisposable(string email) => Known.IsDisposable(Address(email));

    private static EmailAddress Address(string email) =>
        EmailAddress.TryParse(email, out var address) ? address : throw new ArgumentException("no address", nameof(email));

    private static DisposableDomains Read()
    {
        using var text = new StreamReader(typeof(DisposableDomains).Assembly.GetManifestResourceStream(DisposableDomains.ResourceName)!);
        return DisposableDomains.Parse(text.ReadToEnd());
    }
}

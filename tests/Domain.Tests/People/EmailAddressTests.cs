using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Shouldly;
using Vouch.Domain.People;
using Xunit;

namespace Vouch.Domain.Tests.People;

public sealed class EmailAddressTests
{
    public static TheoryData<string, string?, string?> Own()
    {
        using var vectors = TestData.Json("email_vectors.json");
        var data = new TheoryData<string, string?, string?>();
        foreach (var row in vectors.RootElement.GetProperty("own").EnumerateArray())
        {
            data.Add(row.GetProperty("email").GetString()!, row.GetProperty("strict").GetString(), row.GetProperty("loose").GetString());
        }

        return data;
    }

    public static TheoryData<string, string, string> MaxMind()
    {
        using var vectors = TestData.Json("email_vectors.json");
        var data = new TheoryData<string, string, string>();
        foreach (var row in vectors.RootElement.GetProperty("maxmind_cases").EnumerateArray())
        {
            data.Add(row.GetProperty("email").GetString()!, row.GetProperty("loose").GetString()!, row.GetProperty("md5").GetString()!);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Own))]
    public void Our_own_vectors_hold_in_both_forms(string email, string? strict, string? loose)
    {
        EmailAddress.TryParse(email, out var address).ShouldBe(strict is not null);
        address?.Strict.ShouldBe(strict);
        address?.Loose.ShouldBe(loose);
    }

    [Theory]
    [MemberData(nameof(MaxMind))]
    public void The_loose_form_agrees_with_maxmind_to_the_digest(string email, string loose, string md5)
    {
        EmailAddress.TryParse(email, out var address).ShouldBeTrue();
        address.Loose.ShouldBe(loose.Normalize());
#pragma warning disable CA5351 // the vectors carry MD5
        Convert.ToHexStringLower(MD5.HashData(Encoding.UTF8.GetBytes(address.Loose))).ShouldBe(md5);
#pragma warning restore CA5351
    }

    [Theory]
    [InlineData("")]
    [InlineData("anna")]
    [InlineData("anna@")]
    [InlineData("anna@@example.com")]
    [InlineData("anna@shop@example.com")]
    [InlineData("anna nowak@example.com")]
    [InlineData("anna@exa mple.com")]
    [InlineData("anna@example..com")]
    [InlineData("anna@-example.com")]
    [InlineData("anna@127.0.0.1")]
    [InlineData("anna@[127.0.0.1]")]
    [InlineData("\"anna\"@example.com")]
    [InlineData("anna\r\nBcc: x@example.com")]
    [InlineData("anna\u0000@example.com")]
    [InlineData("anna\u200b@example.com")]
    [InlineData("<anna@example.com>")]
    public void What_is_no_address_is_refused(string text) => EmailAddress.TryParse(text, out _).ShouldBeFalse();

    [Fact]
    public void A_lone_surrogate_is_no_text()
    {
        EmailAddress.TryParse("\ud800@example.com", out _).ShouldBeFalse();
        EmailAddress.TryParse("anna@\ud800.com", out _).ShouldBeFalse();
        PersonName.Fold("Anna \ud800").ShouldBeEmpty();
    }

    [Fact]
    public void The_address_is_kept_as_it_was_given()
    {
        EmailAddress.TryParse(" Anna.Nowak+tea@Gmail.com ", out var address).ShouldBeTrue();
        address.Given.ShouldBe("Anna.Nowak+tea@Gmail.com");
        address.Strict.ShouldBe("annanowak@gmail.com");
    }
}

using FsCheck;
using FsCheck.Fluent;
using Shouldly;
using Vouch.Domain.Screening;
using Xunit;

namespace Vouch.Domain.Tests.Screening;

public sealed class DealSitesTests
{
    [Theory]
    [InlineData("https://www.mydealz.de/deals/tee-123")]
    [InlineData("https://www.pepper.pl/")]
    [InlineData("https://nl.pepper.com/x")]
    [InlineData("https://www.retailmenot.com/view/shop.example")]
    [InlineData("http://slickdeals.net/f/1")]
    [InlineData("https://www.joinhoney.com/")]
    [InlineData("https://www.groupon.co.uk/coupons")]
    [InlineData("https://www.groupon.fr/")]
    [InlineData("https://www.kuplio.ro/")]
    [InlineData("https://promokodi.net/store/x")]
    [InlineData("https://www.cuponation.com.br/")]
    [InlineData("https://codicesconto.corriere.it/shop")]
    [InlineData("https://couponfollow.com")]
    [InlineData("https://gutscheine.focus.de/shop")]
    [InlineData("https://kody-rabatowe.example.pl/")]
    [InlineData("https://kodyrabatowe.example.pl/")]
    [InlineData("https://my-promo-code.example/")]
    [InlineData("https://rabattkoder.example/")]
    [InlineData("https://deals.example.org/")]
    [InlineData("https://промокод.example/")]
    [InlineData("https://xn--d1alfhbbci.example/")]
    [InlineData("https://скидки.рф/магазин")]
    [InlineData("WWW.DEALABS.COM/x")]
    [InlineData("https://www.dealabs.com./x")]
    [InlineData("https://user:pw@www.dealabs.com:8443/x?y#z")]
    public void Coupon_and_deal_sites_count(string referrer) => DealSites.IsDealSite(referrer, "tea.example").ShouldBeTrue();

    [Theory]
    [InlineData("https://www.google.com/search?q=tea+coupon")]
    [InlineData("https://www.google.pl/")]
    [InlineData("https://www.bing.com/search?q=mydealz.de")]
    [InlineData("https://duckduckgo.com/")]
    [InlineData("https://yandex.ru/")]
    [InlineData("https://search.yahoo.com/")]
    [InlineData("https://l.facebook.com/l.php?u=https%3A%2F%2Fmydealz.de")]
    [InlineData("https://l.instagram.com/")]
    [InlineData("https://t.co/abc")]
    [InlineData("https://vk.com/")]
    [InlineData("https://www.reddit.com/r/coupons")]
    [InlineData("https://www.youtube.com/redirect?q=coupon")]
    [InlineData("https://mail.google.com/")]
    [InlineData("android-app://com.pepper/")]
    [InlineData("https://www.rabat.ma/")]
    [InlineData("https://www.sconto.de/")]
    [InlineData("https://www.cdiscount.com/")]
    [InlineData("https://honey.example/")]
    [InlineData("https://mydealz.de.evil.example/")]
    [InlineData("https://notpepper.pl/")]
    [InlineData("https://vouch.example/r/ANNA")]
    [InlineData("https://blog.example/coupon")]
    public void Search_engines_social_networks_and_other_sites_do_not(string referrer) =>
        DealSites.IsDealSite(referrer, "tea.example").ShouldBeFalse();

    [Theory]
    [InlineData("https://coupons.tea.example/", "tea.example")]
    [InlineData("https://coupons.tea.example/", "https://www.tea.example/shop")]
    [InlineData("https://gutscheine.example/", "shop.gutscheine.example")]
    [InlineData("https://www.gutscheine.example/", "GUTSCHEINE.example")]
    [InlineData("https://www.groupon.de/", "groupon.de")]
    public void The_shop_itself_never_counts(string referrer, string own)
    {
        DealSites.IsDealSite(referrer, own).ShouldBeFalse();
        DealSites.IsDealSite(referrer, null).ShouldBeTrue();
        DealSites.IsDealSite(referrer, "tea-and-more.test").ShouldBeTrue();
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("https://")]
    [InlineData("https://mydealz")]
    [InlineData("https://127.0.0.1/coupon")]
    [InlineData("https://[::1]/coupon")]
    [InlineData("javascript:coupon.example")]
    [InlineData("https://xn--zzzzzz-99999.example/")]
    [InlineData("https://\ud800.mydealz.de/")]
    [InlineData("https://\ufffe.mydealz.de/")]
    [InlineData("https://a..mydealz.de/")]
    [InlineData("\0")]
    public void Junk_is_no_site(string? referrer) => DealSites.IsDealSite(referrer, referrer).ShouldBeFalse();

    [Fact]
    public void Nothing_throws()
    {
        string[] pieces =
        [
            "https://", "http:", "//", "xn--", "mydealz", ".de", ".", "-", "@", ":", "443", "/", "\\", "?", "#", "[", "]", "%", "%00", " ", "\0", "\ud800",
            "\udc00", "\ufffe", "\u202e", "\u00ad", "😀", "ß", "промо", "код", "ｃｏｕｐｏｎ", "\u3002", "1", "999999999999", "0x7f",
        ];
        var texts = Gen.Elements(pieces).ListOf().Select(parts => string.Concat(parts));
        var pairs = from referrer in texts from own in texts select (referrer, own);
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(5000), Prop.ForAll(pairs.ToArbitrary(), pair =>
        {
            _ = DealSites.IsDealSite(pair.referrer, pair.own);
            return !DealSites.IsDealSite(pair.referrer, pair.referrer);
        }));
        DealSites.IsDealSite("https://" + new string('a', 10_000) + ".mydealz.de", null).ShouldBeFalse();
    }
}

using System.Collections.Frozen;
using System.Globalization;
using Vouch.Domain.People;

namespace Vouch.Domain.Screening;

/// <summary>
/// Tells coupon and deal sites by the referrer: who comes from there was not invited by a friend, the code has leaked. Known sites
/// and brands, and words that a host has only to be found by people who look for codes. Search engines, social networks and forums
/// about anything else are none of it.
/// </summary>
public static class DealSites
{
    private const int LongestUrl = 2048;

    private static readonly IdnMapping Idn = new() { UseStd3AsciiRules = true };

    // What stands for one level of the domain name system: shop.co.uk is a name below co.uk.
    private static readonly FrozenSet<string> SecondLevels = SetOf("co com net org gov edu ac ne or");

    // One name under many top levels.
    private static readonly FrozenSet<string> Brands = SetOf(
        """
        chollometro coupert couponbirds couponcabin couponchief couponfollow cuponation dealabs dealspotr dontpayfull groupon
        hotukdeals igraal knoji kuplio letyshops livingsocial moneysavingexpert mydealz pelando picodi preisjaeger promocodius
        promodescuentos promokodabra promokodi retailmenot savoo shoop simplycodes skidkaonline slickdeals topcashback vouchercloud
        wethrift wowcher
        """);

    private static readonly FrozenSet<string> Domains = SetOf(
        """
        1001cupoane.ro 1sale.com actiecode.nl acties.nl activejunky.com adealsweden.com aktionspreis.de alekoodi.fi alennuskoodi.fi
        alerabat.com andasa.de backit.me befrugal.com berikod.ru beruby.com bestshopping.com biglion.ru blackfriday.de
        bons-de-reduction.com bonusz.hu bradsdeals.com bravopromo.fr buoniscontoonline.it capital-koala.com capitaloneshopping.com
        cash4brands.ru cashbackholic.com cashbackmonitor.com cashbackxl.nl chollazos.com chollometro.com chollos.com cholloschina.es
        codepromo.fr codice-sconto.it codicesconto.com coupondunia.in couponmom.com coupons.de couponsherpa.com couponzone.ro
        cuponation.se cuponeria.ro cupones.es cuponomia.com.br dealabs.com dealbunny.de dealcatcher.com dealclub.de dealdoktor.de
        dealgott.de dealhack.com dealnews.com deals.de dealsplus.com desidime.com dimmicosacerchi.it ebates.com ebuyclub.com epn.bz
        extrabux.com fatwallet.com flipit.com freebies2deals.com frendi.ru getmore.de giftcardgranny.com goodie.pl goodsearch.com
        grabon.in gutscheine.de gutscheinpony.de gutscheinsammler.de hip2save.com hotdeals.com hotukdeals.com hyperslevy.cz
        iamstudent.at iamstudent.de ibotta.com igraal.com joinhoney.com karmanow.com kedvezmenykuponok.hu kidspass.co.uk
        kodyrabatowe.pl kopikot.ru kortingscode.nl krazycouponlady.com kupikupon.ru kuplio.de kuplio.ro kuponovka.sk kuponplus.cz
        kupony.pl lareduction.fr latestdeals.co.uk latestfreestuff.co.uk letyshops.pl letyshops.ru lowcychin.pl lowcygier.pl
        ma-reduc.com magicfreebiesuk.co.uk mareduc.com megabonus.com mein-deal.com meliuz.com.br michollo.com moneysavingexpert.com
        moneysavingmom.com monsterdealz.de mrrebates.com mydealz.de mytopdeals.net myunidays.com myvouchercodes.co.uk offers.com
        ozbargain.com.au passionforsavings.com pelando.com.br pepper.com pepper.it pepper.pl pepper.ru picodi.pl picodi.ro piggy.com
        piucodicisconto.com playpennies.com plnapenazenka.cz poulpeo.com preisjaeger.at preispirat.de promkod.ru promoalert.com
        promocje.pl promocodes.com promocodewatch.com promodescuentos.com promokodabra.ru promokodi.net promokodi.ru questler.de
        quidco.com rabathelten.dk rabatio.com rabatkode.dk rabatt.se rabattkod.se rabattkode.no rabattkoden.com rabattkoder.se
        rabble.pl radins.com rakuten.com redflagdeals.com reduc.fr reduceri.ro reductionshopping.com refunder.pl refunder.se
        retailmenot.com savings.com savoo.co.uk savoo.de schnaeppchen.de schnaeppchenfuchs.com schnaeppchenfuchs.de scontiebuoni.it
        scontomaggio.com secretdiscounter.ru shoop.de skidkabum.ru skrz.cz slevomat.cz slickdeals.net smartcanucks.ca snipz.de
        southernsavers.com soydechollos.com sparbote.de spardeingeld.de sparheld.de sparwelt.de studentbeans.com superlucky.me
        swagbucks.com targulcupoanelor.ro techbargains.com thekrazycouponlady.com tipli.cz tipli.hu tipli.pl tipli.sk tjoos.com
        topcashback.co.uk tuttocodicisconto.it unidays.com urlaubspiraten.de valpak.com vouchercodes.co.uk vouchers.co.uk widilo.fr
        zlavadna.sk zlavomat.sk zlavy.sk
        """);

    // Not English "coupon" and its kin alone: a host is read with its hyphens gone, in Latin letters.
    private static readonly string[] Words =
    [
        "coupon", "kupon", "cupon", "cupom", "cupoan", "voucher", "promocode", "promokod", "promcode", "gutschein", "rabatt",
        "rabatkod", "rabatow", "kodrabat", "kodyrabat", "kodpromo", "kodypromo", "codepromo", "codespromo", "codereduc", "bondereduc",
        "bonsdereduc", "codicesconto", "codicisconto", "buonosconto", "buonisconto", "buonosconti", "codigodescuento", "codigosdescuento",
        "codigopromocional", "codigospromocionales", "codigodesconto", "codigosdesconto", "codreducere", "coduridereducere",
        "codurireducere", "coddereducere", "discountcode", "kortingscode", "actiecode",
        "alennuskood", "alekood", "slevovykod", "slevovekod", "slevovykupon", "zlavovykod", "zlavovekod", "kedvezmenykod",
        "nuolaidukod", "nuolaidoskod", "atlaizukod", "allahindluskood", "cashback", "skidk", "indirimkod", "schnaeppchen",
        "schnappchen",
    ];

    // Words that count only as a whole part between dots and hyphens: sconto.de sells furniture.
    private static readonly FrozenSet<string> WholeWords = SetOf(
        "deals dealz sconto sconti rabaty rabais reduceri chollos chollo bonplan bonsplans bonplans slevy zlavy");

    // Named so, and shops of their own.
    private static readonly FrozenSet<string> Others = SetOf("sconto.de sconto.cz sconto.sk");

    /// <summary>True when the visitor came from a site about coupons or deals.</summary>
    /// <param name="referrer">The referrer as the browser sent it; anything that is no web address is no deal site.</param>
    /// <param name="ownHost">A host or address of the shop itself, below and above which nothing counts; null if not known.</param>
    public static bool IsDealSite(string? referrer, string? ownHost)
    {
        if (HostOf(referrer) is not { } host || (HostOf(ownHost) is { } own && IsRelated(host, own)) || Parents(host).Any(Others.Contains))
        {
            return false;
        }

        return Parents(host).Any(Domains.Contains) || Brands.Contains(BrandOf(host)) || host.Split('.')[..^1].Any(IsTelling);
    }

    /// <summary>The host of an address, small letters of ASCII; null for what is no web address or has a number for a host.</summary>
    /// <param name="text">An address, or a host alone.</param>
    public static string? HostOf(string? text)
    {
        // Not by Uri: .NET 10's throws on some addresses with direction marks in them.
        var address = (text?.Trim() ?? "").AsSpan();
        var scheme = address.IndexOf("://", StringComparison.Ordinal);
        if (address.Length > LongestUrl || (scheme >= 0 && address[..scheme].ToString().ToLowerInvariant() is not ("http" or "https")))
        {
            return null;
        }

        address = scheme < 0 ? address : address[(scheme + 3)..];
        var end = address.IndexOfAny("/\\?#");
        address = end < 0 ? address : address[..end];
        address = address[(address.LastIndexOf('@') + 1)..];
        var port = address.IndexOf(':');
        return Ascii((port < 0 ? address : address[..port]).TrimEnd('.').ToString());
    }

    private static string? Ascii(string host)
    {
        try
        {
            var ascii = Idn.GetAscii(host).ToLowerInvariant();
            return ascii.Contains('.', StringComparison.Ordinal) && !char.IsAsciiDigit(ascii[^1]) ? ascii : null;
        }
        catch (ArgumentException)
        {
            return null;
        }
    }

    private static bool IsRelated(string host, string own)
    {
        var shop = own.StartsWith("www.", StringComparison.Ordinal) ? own[4..] : own;
        return host == shop || host.EndsWith('.' + shop, StringComparison.Ordinal) || shop.EndsWith('.' + host, StringComparison.Ordinal);
    }

    // The host and what is above it, down to two labels.
    private static IEnumerable<string> Parents(string host)
    {
        for (var dot = host.IndexOf('.', StringComparison.Ordinal); dot >= 0; dot = host.IndexOf('.', StringComparison.Ordinal))
        {
            yield return host;
            host = host[(dot + 1)..];
        }
    }

    private static string BrandOf(string host)
    {
        var labels = host.Split('.');
        return labels.Length > 2 && labels[^1].Length == 2 && SecondLevels.Contains(labels[^2]) ? labels[^3] : labels[^2];
    }

    private static bool IsTelling(string label)
    {
        var text = LatinText.Fold(Readable(label));
        var word = text.Replace("-", "", StringComparison.Ordinal);
        return Words.Any(known => word.Contains(known, StringComparison.Ordinal)) || text.Split('-').Any(WholeWords.Contains);
    }

    private static string Readable(string label)
    {
        try
        {
            return Idn.GetUnicode(label);
        }
        catch (ArgumentException)
        {
            return label;
        }
    }

    private static FrozenSet<string> SetOf(string words) =>
        words.Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.Ordinal);
}

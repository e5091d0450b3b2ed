using System.Collections.Immutable;
using System.Text.Json;
using Vouch.Domain;
using Vouch.Domain.Feedback;
using Vouch.Domain.Ids;
using Vouch.Storage;

namespace Vouch.Server.Platform;

/// <summary>A shop as the contract shows it; <c>vetoSecret</c> only in the answer that set the first veto.</summary>
public sealed record ShopAnswer(
    ShopId Id, string Name, string? Address, string Currency, string TimeZone, string Locale, IReadOnlyList<string> Languages,
    ShopMode Mode,
    CookiePolicy Cookies, ConsentPolicy Consent, int ReturnWindowDays, Brand Brand, Finance Finance,
    Veto? Veto, string? VetoSecret, Widgets Widgets, string? PostalAddress, MailSettings Mail,
    FeedbackSettings Feedback, string CustomerTokenSecret, Instant CreatedAt)
{
    internal static ShopAnswer Of(Shop shop, string? vetoSecret = null) => new(
        shop.Id, shop.Name, shop.Address, shop.Currency, shop.TimeZone.Id, shop.Locale, shop.Languages, shop.Mode, shop.Cookies,
        shop.Consent,
        shop.ReturnDays, shop.Brand, shop.Finance, shop.Veto, vetoSecret, shop.Widgets, shop.PostalAddress, shop.Mail,
        shop.Feedback, shop.CustomerTokenSecret, shop.CreatedAt);
}

/// <summary>A change of settings: only what is sent changes; null clears what may be missing.</summary>
public sealed record ShopPatch
{
    /// <summary>As customers know it.</summary>
    public Optional<string> Name { get; init; }

    /// <summary>The storefront; null while unknown.</summary>
    public Optional<string?> Address { get; init; }

    /// <summary>ISO 4217; fixed once orders exist.</summary>
    public Optional<string> Currency { get; init; }

    /// <summary>IANA name.</summary>
    public Optional<string> TimeZone { get; init; }

    /// <summary>The default language.</summary>
    public Optional<string> Locale { get; init; }

    /// <summary>All languages the shop speaks.</summary>
    public Optional<ImmutableArray<string>> Languages { get; init; }

    /// <summary>When cookies may be set.</summary>
    public Optional<CookiePolicy> Cookies { get; init; }

    /// <summary>Whether claims need consent.</summary>
    public Optional<ConsentPolicy> Consent { get; init; }

    /// <summary>The return window that new programs start with, 0–365 days.</summary>
    public Optional<int> ReturnWindowDays { get; init; }

    /// <summary>How the merchant looks.</summary>
    public Optional<Brand?> Brand { get; init; }

    /// <summary>What its money needs to know, whole; null clears it.</summary>
    public Optional<Finance?> Finance { get; init; }

    /// <summary>Who is asked before a referral is approved; null for nobody.</summary>
    public Optional<Veto?> Veto { get; init; }

    /// <summary>What of the widget appears in the shop; null for the usual.</summary>
    public Optional<WidgetsPatch?> Widgets { get; init; }

    /// <summary>Where the shop can be written to, at most 300 characters: it stands at the foot of mails. Null while unknown.</summary>
    public Optional<string?> PostalAddress { get; init; }

    /// <summary>When which mails go, whole; null for the usual again.</summary>
    public Optional<MailSettings?> Mail { get; init; }

    /// <summary>What customers are asked, and when invitations pause, whole; null for the defaults.</summary>
    public Optional<FeedbackSettings?> Feedback { get; init; }
}

/// <summary>The shop's settings changed.</summary>
internal sealed record ShopUpdated(ShopId Shop) : IShopEvent
{
    public string Type => "shop.updated";

    public string Subject => Shop.ToString();
}

/// <summary>What a slice registers that keeps amounts in the shop's currency: they would lie if it changed.</summary>
/// <param name="HasAmounts">True when it keeps some.</param>
internal sealed record CurrencyHold(Func<ShopTx, Task<bool>> HasAmounts);

/// <summary>Reads and changes a shop's settings.</summary>
internal static class ShopSettings
{
    private const string Update = """
        UPDATE shops SET name = @name, address = @address, currency = @currency, time_zone = @timeZone, locale = @locale,
            languages = @languages, cookies = @cookies, consent = @consent, return_days = @returnDays, brand = @brand,
            finance = @finance, veto = @veto, widgets = @widgets, postal_address = @postalAddress, mail = @mail,
            feedback = @feedback
        WHERE shop_id = @shop
        """;

    internal static void Map(IEndpointRouteBuilder routes)
    {
        routes.Read<ShopAnswer>("/v1/shop", Permission.ShopRead, call => Task.FromResult(Outcome.Ok(ShopAnswer.Of(call.Shop))));
        routes.Write<ShopPatch, ShopAnswer>("PATCH", "/v1/shop", Permission.ShopWrite, async (call, tx, patch) =>
            Outcome.Of(
                await VetoSettings.Change(tx, patch, call.Now, call.Http.RequestServices),
                changed => ShopAnswer.Of(changed.Shop, changed.Secret)));
    }

    internal static async Task<Result<Shop>> Change(ShopTx tx, ShopPatch patch, Instant now, IEnumerable<CurrencyHold> holds)
    {
        var shop = await ShopStore.Load(tx);
        var changed = shop with
        {
            Name = patch.Name.Or(shop.Name).Trim(),
            Address = patch.Address.Or(shop.Address),
            Currency = patch.Currency.Or(shop.Currency),
            Locale = patch.Locale.Or(shop.Locale),
            Languages = patch.Languages.Or(shop.Languages),
            Cookies = patch.Cookies.Or(shop.Cookies),
            Consent = patch.Consent.Or(shop.Consent),
            ReturnDays = patch.ReturnWindowDays.Or(shop.ReturnDays),
            Brand = patch.Brand.Or(shop.Brand) ?? new Brand(),
            Finance = patch.Finance.Or(shop.Finance) ?? new Finance(),
            Veto = patch.Veto.Or(shop.Veto),
            Widgets = patch.Widgets.IsPresent ? patch.Widgets.Value?.Over(shop.Widgets) ?? new Widgets() : shop.Widgets,
            PostalAddress = patch.PostalAddress.Or(shop.PostalAddress)?.Trim() is { Length: > 0 } postal ? postal : null,
            Mail = patch.Mail.Or(shop.Mail) ?? new MailSettings(),
            Feedback = patch.Feedback.Or(shop.Feedback) ?? new FeedbackSettings(),
        };
        var zone = patch.TimeZone.Or(shop.TimeZone.Id);
        if (Check(changed, zone) is { } refusal)
        {
            return refusal;
        }

        if (changed.Currency != shop.Currency)
        {
            foreach (var hold in holds)
            {
                if (await hold.HasAmounts(tx))
                {
                    return Refusal.State("currency_fixed", "The currency cannot change once the shop has orders.");
                }
            }
        }

        await tx.Execute(Update, new
        {
            changed.Name, changed.Address, changed.Currency, TimeZone = zone, changed.Locale, changed.Cookies, changed.Consent,
            changed.ReturnDays, changed.PostalAddress, Mail = JsonSerializer.Serialize(changed.Mail),
            Languages = JsonSerializer.Serialize(changed.Languages), Brand = JsonSerializer.Serialize(changed.Brand),
            Finance = JsonSerializer.Serialize(changed.Finance),
            Veto = changed.Veto is null ? null : JsonSerializer.Serialize(changed.Veto, WireJson.Options),
            Widgets = JsonSerializer.Serialize(changed.Widgets),
            Feedback = JsonSerializer.Serialize(changed.Feedback, WireJson.Options),
        });
        tx.Publish(new ShopUpdated(shop.Id), now);
        ShopChanges.Tell(tx);
        return changed with { TimeZone = TimeZoneInfo.FindSystemTimeZoneById(zone) };
    }

    private static Refusal? Check(Shop shop, string zone)
    {
        if (shop.Name is not { Length: >= 1 and <= 200 } || shop.Name.Any(char.IsControl))
        {
            return Refusal.Invalid("name", "must have 1 to 200 characters, and no control characters");
        }

        if (Currency.Find(shop.Currency) is null)
        {
            return Refusal.Invalid("currency", "must be an ISO 4217 currency with a minor unit, such as EUR");
        }

        if (shop.ReturnDays is < 0 or > 365)
        {
            return Refusal.Invalid("returnWindowDays", "must be from 0 to 365");
        }

        if (shop.Languages.IsDefaultOrEmpty || shop.Languages.Length > 20)
        {
            return Refusal.Invalid("languages", "must name 1 to 20 languages");
        }

        if (!shop.Languages.Contains(shop.Locale))
        {
            return Refusal.Invalid("locale", "must be one of the shop's languages");
        }

        return ShopRules.TimeZone(zone) ?? ShopRules.Locale("locale", shop.Locale) ?? ShopRules.Address(shop.Address)
            ?? CheckBrand(shop.Brand, shop.Id) ?? FinanceRules.Check(shop.Finance) ?? MailRules.Check(shop.PostalAddress, shop.Mail)
            ?? shop.Feedback.Check()
            ?? shop.Languages.Select(l => ShopRules.Locale("languages", l)).FirstOrDefault(r => r is not null);
    }

    private static Refusal? CheckBrand(Brand brand, ShopId shop)
    {
        var own = $"{Brand.LogoFolder}{shop}/logo?v=";
        if (brand.LogoUrl is { } logo
            && !(logo.Length <= 100 && logo.StartsWith(own, StringComparison.Ordinal) && logo[own.Length..].All(char.IsAsciiHexDigit))
            && !(logo.Length <= 500 && logo.StartsWith("https://", StringComparison.Ordinal)
            && Uri.TryCreate(logo, UriKind.Absolute, out _)))
        {
            return Refusal.Invalid("brand.logoUrl", "must be an https URL");
        }

        if (brand.AccentColor is { } color && !(color.Length == 7 && color[0] == '#' && color[1..].All(char.IsAsciiHexDigit)))
        {
            return Refusal.Invalid("brand.accentColor", "must be a colour like #0f766e");
        }

        return brand.CornerRadius is < 0 or > 24 ? Refusal.Invalid("brand.cornerRadius", "must be from 0 to 24 pixels") : null;
    }
}

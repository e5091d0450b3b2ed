using System.Globalization;

namespace Vouch.DemoShop;

/// <summary>Something on the shelf.</summary>
/// <param name="Sku">Its number.</param>
/// <param name="Name">Its name.</param>
/// <param name="Words">What it tastes like.</param>
/// <param name="Price">Cents.</param>
/// <param name="Tint">Which of the sheet's colours its tin has.</param>
public sealed record Tea(string Sku, string Name, string Words, long Price, string Tint)
{
    /// <summary>The shelf.</summary>
    public static readonly IReadOnlyList<Tea> Shelf =
    [
        new("GYO-50", "Gyokuro, shaded green", "Sea breeze, sweet peas, a long quiet finish. 50 g from Yame.", 3400, "green"),
        new("DAR-100", "Darjeeling, first flush", "Muscatel and meadow flowers. 100 g from the Margaret’s Hope garden.", 4200, "amber"),
        new("OOL-75", "Dong Ding oolong", "Toasted hazelnut, warm orchid. 75 g, rolled by hand.", 3800, "clay"),
        new("ROO-100", "Rooibos, plain and honest", "Honey and wood, no caffeine. 100 g.", 1400, "rust"),
    ];

    /// <summary>A tea by its number; null when it is not on the shelf.</summary>
    public static Tea? Find(string? sku) => Shelf.FirstOrDefault(tea => tea.Sku == sku);

    /// <summary>Cents as euro.</summary>
    public static string Money(long cents) =>
        (cents < 0 ? "−" : "") + "€" + (Math.Abs(cents) / 100m).ToString("N2", CultureInfo.InvariantCulture);
}

/// <summary>Who stands in the shop.</summary>
/// <param name="Name">Their name.</param>
/// <param name="Email">Their address.</param>
public sealed record Visitor(string Name, string Email)
{
    /// <summary>The customer who likes the tea.</summary>
    public static readonly Visitor Anna = new("Anna Kowalska", "anna@example.com");

    /// <summary>Her friend.</summary>
    public static readonly Visitor Piotr = new("Piotr Nowak", "piotr@example.com");

    /// <summary>Somebody whose name is not known yet.</summary>
    public static readonly Visitor Nobody = new("", "");

    /// <summary>The shop's customer number: one address, one customer.</summary>
    public string CustomerId => "tea-"
        + Convert.ToHexStringLower(
            System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(Email.ToLowerInvariant())))[..10];

    /// <summary>How to address them.</summary>
    public string FirstName => Name.Split(' ')[0];
}

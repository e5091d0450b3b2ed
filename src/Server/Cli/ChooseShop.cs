using System.CommandLine;
using Vouch.Domain;
using Vouch.Domain.Ids;
using Vouch.Server.Platform;
using Vouch.Storage;

namespace Vouch.Server.Cli;

/// <summary>Which shop a command is about: the one named, or the only one there is.</summary>
internal static class ChooseShop
{
    internal static readonly Option<string?> OneOption = new("--shop")
    {
        Description = "Which shop, shp_…; may be left out where there is one.",
    };

    internal static readonly Option<string?> AllOption = new("--shop")
    {
        Description = "Which shop, shp_…; all of this installation when left out.",
    };

    /// <summary>An installation without any shop.</summary>
    internal static readonly Refusal NoneYet = Refusal.State("no_shop", "There is no shop yet; make one with 'vouch shop create'.");

    /// <summary>The shop that <see cref="OneOption"/> names, or the only one there is.</summary>
    internal static async Task<Result<Shop>> One(ParseResult parsed, Database database)
    {
        var shops = await Named(parsed.GetValue(OneOption), database);
        return shops.IsRefused ? shops.Refusal
            : shops.Value is [var only] ? only
            : shops.Value is [] ? NoneYet
            : Refusal.Invalid("--shop", $"There are {shops.Value.Count} shops here; say which.");
    }

    /// <summary>The shop that <see cref="AllOption"/> names, else all of them.</summary>
    internal static Task<Result<IReadOnlyList<Shop>>> All(ParseResult parsed, Database database) =>
        Named(parsed.GetValue(AllOption), database);

    private static async Task<Result<IReadOnlyList<Shop>>> Named(string? name, Database database)
    {
        if (name is not null)
        {
            return IdText.TryParse<ShopId>(name, out var id) && await ShopStore.Find(database.System, id) is { } shop
                ? new List<Shop> { shop }
                : Refusal.Invalid("--shop", $"There is no shop {name}.");
        }

        var ids = await ShopStore.All(database.System);
        return (await Task.WhenAll(ids.Select(known => ShopStore.Load(database.For(known))))).ToList();
    }
}

using System.CommandLine;
using Vouch.Domain;
using Vouch.Domain.Ids;
using Vouch.Server.Platform;
using Vouch.Storage;

namespace Vouch.Server.Cli;

/// <summary>Which shop a command is about: the one named, or the only one there is.</summary>
internal static class ChooseShop
{
    internal static readonly Option<string?> Option = new("--shop")
    {
        Description = "Which shop, shp_…; may be left out where there is one.",
    };

    /// <summary>The one shop of a command.</summary>
    internal static async Task<Result<Shop>> One(ParseResult parsed, Database database)
    {
        var shops = await All(parsed, database);
        return shops.IsRefused ? shops.Refusal
            : shops.Value is [var only] ? only
            : Refusal.Invalid("--shop", shops.Value.Count == 0
                ? "There is no shop yet; make one by vouch shop create."
                : "Several shops are here: say which.");
    }

    /// <summary>The shop that was named, else all of them.</summary>
    internal static async Task<Result<IReadOnlyList<Shop>>> All(ParseResult parsed, Database database)
    {
        if (parsed.GetValue(Option) is not { } text)
        {
            var ids = await ShopStore.All(database.System);
            return (await Task.WhenAll(ids.Select(id => ShopStore.Load(database.For(id))))).ToList();
        }

        return IdText.TryParse<ShopId>(text, out var id) && await ShopStore.Find(database.System, id) is { } shop
            ? new List<Shop> { shop }
            : Refusal.Invalid("--shop", $"There is no shop {text}.");
    }
}

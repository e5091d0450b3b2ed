namespace Vouch.DemoShop;

/// <summary>
/// The tea shop is found where Vouch is served, which may be another port than yesterday. A shop that moves tells Vouch, or links
/// would lead to where it was.
/// </summary>
public static class MovedShop
{
    /// <summary>Tells the new address and leads the programs there that led to the old one.</summary>
    public static async Task Tell(VouchApi api, string address)
    {
        ArgumentNullException.ThrowIfNull(api);
        var old = (await api.Get("/v1/shop")).Body.Text("address");
        if (old.Length == 0 || old == address)
        {
            return;
        }

        await api.Patch("/v1/shop", new { address });
        foreach (var program in (await api.Get("/v1/programs?limit=100")).Body.Items())
        {
            if (program.Text("destination") is var destination && destination.StartsWith(old, StringComparison.Ordinal))
            {
                await api.Patch("/v1/programs/" + program.Text("id"), new { destination = address + destination[old.Length..] });
            }
        }
    }
}

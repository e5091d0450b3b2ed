using Vouch.Domain;
using Vouch.Storage;

namespace Vouch.Server.Platform;

/// <summary>What follows when the shop's own system gives no answer.</summary>
public enum VetoSilence
{
    /// <summary>The referral stays as it is until it is asked again, or a person decides.</summary>
    Wait,

    /// <summary>It is approved.</summary>
    Approve,

    /// <summary>A person decides.</summary>
    Review,

    /// <summary>It is turned down.</summary>
    Reject,
}

/// <summary>The shop's own system is asked before a referral is approved.</summary>
/// <param name="Url">Who is asked, an https address.</param>
/// <param name="TimeoutSeconds">How long one attempt may take, 1–30.</param>
/// <param name="Attempts">How often it is asked until it counts as silent, 1–10.</param>
/// <param name="OnSilence">What follows then.</param>
public sealed record Veto(string Url, int TimeoutSeconds = 5, int Attempts = 5, VetoSilence OnSilence = VetoSilence.Wait);

/// <summary>A new signing secret, shown this once; the one before stays valid for a day.</summary>
/// <param name="Secret"><c>whsec_</c> and base64.</param>
public sealed record VetoSecretAnswer(string Secret) : IShowsSecret;

/// <summary>The veto among the shop's settings, and the secret that its calls are signed by.</summary>
internal static class VetoSettings
{
    /// <summary>What the secret is for.</summary>
    internal const string Receiver = "veto";

    private static readonly Refusal None = Refusal.State("no_veto", "The shop has no veto; set its url first.");

    internal static void Map(IEndpointRouteBuilder routes) => routes.Write<NoBody, VetoSecretAnswer>(
        "POST", "/v1/shop/veto-secret", Permission.ShopWrite, async (call, tx, _) =>
            Outcome.Of(await NewSecret(tx, call.Http.RequestServices), secret => new VetoSecretAnswer(secret)));

    /// <summary>Makes a new secret for a shop that has a veto.</summary>
    internal static async Task<Result<string>> NewSecret(ShopTx tx, IServiceProvider services) =>
        (await ShopStore.Load(tx)).Veto is null ? None : await services.GetRequiredService<SigningSecrets>().Make(tx, Receiver);

    /// <summary>Changes settings; with the first veto its secret is made.</summary>
    /// <returns>The shop and, where one was made, the secret.</returns>
    internal static async Task<Result<(Shop Shop, string? Secret)>> Change(
        ShopTx tx, ShopPatch patch, Instant now, IServiceProvider services)
    {
        if (patch.Veto.Or(null) is { } wish && Check(wish, services.GetRequiredService<ServerSettings>()) is { } refusal)
        {
            return refusal;
        }

        var changed = await ShopSettings.Change(tx, patch, now, services.GetServices<CurrencyHold>());
        if (changed.IsRefused)
        {
            return changed.Refusal;
        }

        if (!patch.Veto.IsPresent || changed.Value.Veto is null)
        {
            return (changed.Value, null);
        }

        var secret = await services.GetRequiredService<SigningSecrets>().MakeFirst(tx, Receiver);
        return secret.IsRefused ? secret.Refusal : (changed.Value, secret.Value);
    }

    private static Refusal? Check(Veto veto, ServerSettings settings)
    {
        var url = ReceiverAddress.Read("veto.url", veto.Url, settings.AllowsPrivateReceivers);
        return url.IsRefused ? url.Refusal
            : veto.TimeoutSeconds is < 1 or > 30 ? Refusal.Invalid("veto.timeoutSeconds", "must be from 1 to 30")
            : veto.Attempts is < 1 or > 10 ? Refusal.Invalid("veto.attempts", "must be from 1 to 10")
            : null;
    }
}

using Vouch.Domain;
using Vouch.Domain.Screening;
using Vouch.Server.Platform;

namespace Vouch.Server.Screening;

/// <summary>What counted, in words: fair to the person and without a recipe for who wants to pass.</summary>
public static class ScreeningWords
{
    /// <summary>One signal in a sentence.</summary>
    /// <param name="locale">BCP 47; only its language counts.</param>
    /// <param name="signal">Which.</param>
    public static string Of(string locale, Signal signal) => Of(locale, Signals.Code(signal));

    /// <summary>A rule that decided in place of the score.</summary>
    public static string Of(string locale, ScreeningRule rule) => Of(locale, "rule." + WireName.Of(rule));

    /// <summary>Why a verdict is what it is, in one sentence: its rule, or what weighed most against them.</summary>
    public static string Of(string locale, ScreeningVerdict verdict) => verdict switch
    {
        { Rule: { } rule } => Of(locale, rule),
        { Signals: [var heaviest, ..] } => Of(locale, (verdict.Signals.FirstOrDefault(signal => signal.Weight > 0) ?? heaviest).Signal),
        _ => Of(locale, "nothing"),
    };

    private static string Of(string locale, string code) => LanguageFiles.Of(locale)["screening." + code];
}

using Vouch.Domain.Ids;

namespace Vouch.Domain.Campaigns;

/// <summary>Turns a stated campaign into valid terms, or says everything that is wrong with it.</summary>
public static class CampaignParsing
{
    /// <summary>The longest name, characters.</summary>
    public const int LongestName = 200;

    /// <summary>The longest headline of a mail, characters.</summary>
    public const int LongestHeadline = 120;

    /// <summary>The longest paragraph of a mail, characters.</summary>
    public const int LongestWords = 1_000;

    private const int LeastMultiplier = 101;
    private const int MostMultiplier = 1_000;
    private const int LongestDays = 366;
    private const int MostRewards = 1_000_000;

    private static readonly CampaignTerms Defaults = new(
        default, "", default, null, null, new CampaignLimits(null, null), null, true, null, null, null);

    /// <summary>Terms of a new campaign.</summary>
    public static Result<CampaignTerms> Parse(CampaignRequest request) => Read(request, Defaults);

    /// <summary>Terms after a merge patch, as far as the past allows: what runs keeps what it has promised.</summary>
    /// <param name="request">What is to change.</param>
    /// <param name="terms">As they are.</param>
    /// <param name="status">Where the campaign stands; one that is over is refused before.</param>
    /// <param name="now">Shop time.</param>
    public static Result<CampaignTerms> Merge(CampaignRequest request, CampaignTerms terms, CampaignStatus status, Instant now)
    {
        ArgumentNullException.ThrowIfNull(terms);
        var merged = Read(request, terms);
        if (merged.IsRefused || status == CampaignStatus.Draft)
        {
            return merged;
        }

        var after = merged.Value;
        if (after.ProgramId != terms.ProgramId || (status == CampaignStatus.Running && (
            after.Window.StartsAt != terms.Window.StartsAt || after.AdvocateBonus != terms.AdvocateBonus
            || after.FriendBonus != terms.FriendBonus || after.SegmentId != terms.SegmentId || after.Announce != terms.Announce)))
        {
            return CampaignRefusals.RunningTermsAreFixed;
        }

        return after.Window.EndsAt <= now ? Refusal.Invalid("endsAt", "Must lie ahead.")
            : after.Window.StartsAt != terms.Window.StartsAt && after.Window.StartsAt < now
                ? Refusal.Invalid("startsAt", "May not lie in the past.")
            : merged;
    }

    private static Result<CampaignTerms> Read(CampaignRequest request, CampaignTerms basis)
    {
        ArgumentNullException.ThrowIfNull(request);
        var errors = new FieldErrors();
        var reader = new FieldReader(errors, "");
        var terms = new CampaignTerms(
            Required(reader, "programId", request.ProgramId, basis.ProgramId),
            reader.Text("name", request.Name, basis.Name, LongestName),
            Window(reader, request, basis.Window),
            Bonus(reader, "advocateBonus", request.AdvocateBonus, basis.AdvocateBonus),
            Bonus(reader, "friendBonus", request.FriendBonus, basis.FriendBonus),
            Limits(reader, request.Limits, basis.Limits),
            request.SegmentId.Or(basis.SegmentId),
            reader.Flag("announce", request.Announce, basis.Announce),
            (int?)reader.NumberOrNone("remindDaysBefore", request.RemindDaysBefore, basis.RemindDaysBefore, 1, LongestDays),
            reader.TextOrNone("headline", request.Headline, basis.Headline, LongestHeadline),
            reader.TextOrNone("words", request.Words, basis.Words, LongestWords));
        if (terms.AdvocateBonus is null && terms.FriendBonus is null)
        {
            reader.Fault("advocateBonus", "A campaign needs at least one bonus: advocateBonus, friendBonus or both.");
        }

        return errors.Any ? errors.ToRefusal() : terms;
    }

    private static CampaignWindow Window(FieldReader reader, CampaignRequest request, CampaignWindow basis)
    {
        var window = new CampaignWindow(
            Required(reader, "startsAt", request.StartsAt, basis.StartsAt), Required(reader, "endsAt", request.EndsAt, basis.EndsAt));
        if (window.StartsAt != default && window.EndsAt != default)
        {
            if (window.EndsAt <= window.StartsAt)
            {
                reader.Fault("endsAt", "Must be after startsAt.");
            }
            else if (window.EndsAt > window.StartsAt.PlusDays(LongestDays))
            {
                reader.Fault("endsAt", $"Must be at most {LongestDays} days after startsAt.");
            }
        }

        return window;
    }

    private static T Required<T>(FieldReader reader, string name, Optional<T?> field, T basis) where T : struct, IEquatable<T>
    {
        var value = field.IsPresent ? field.Value ?? default : basis;
        if (value.Equals(default))
        {
            reader.Fault(name, "Is required.");
        }

        return value;
    }

    private static BonusTerms? Bonus(FieldReader reader, string name, Optional<BonusRequest?> field, BonusTerms? basis)
    {
        if (!field.IsPresent || field.Value is not { } request)
        {
            return field.IsPresent ? null : basis;
        }

        var inside = reader.Inside(name);
        // Stating the one replaces the other.
        var other = request.Multiplier.IsPresent == request.Extra.IsPresent ? basis : null;
        var bonus = new BonusTerms(
            (int?)inside.NumberOrNone("multiplier", request.Multiplier, other?.Multiplier, LeastMultiplier, MostMultiplier),
            inside.NumberOrNone("extra", request.Extra, other?.Extra, 1, Currency.MaxMinor));
        if (bonus.Multiplier is null == bonus.Extra is null)
        {
            reader.Fault(name, "Needs multiplier or extra, and not both.");
        }

        return bonus;
    }

    private static CampaignLimits Limits(FieldReader reader, Optional<CampaignLimitsRequest?> field, CampaignLimits basis)
    {
        if (!field.IsPresent || field.Value is not { } request)
        {
            return field.IsPresent ? new CampaignLimits(null, null) : basis;
        }

        var inside = reader.Inside("limits");
        return new CampaignLimits(
            (int?)inside.NumberOrNone("rewards", request.Rewards, basis.Rewards, 1, MostRewards),
            inside.NumberOrNone("amount", request.Amount, basis.Amount, 1, Currency.MaxMinor));
    }
}

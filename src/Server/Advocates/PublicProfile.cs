using Vouch.Domain;
using Vouch.Domain.Ids;
using Vouch.Server.Platform;
using Vouch.Storage;

namespace Vouch.Server.Advocates;

/// <summary>Whether what an advocate says of the shop may be read by others.</summary>
public enum TestimonialState { None, New, Shown, Hidden }

/// <summary>What an advocate shows of themselves.</summary>
/// <param name="BoardName">The name on the list of the best; null for not being on it.</param>
/// <param name="Testimonial">Why they like the shop; null where they did not say.</param>
/// <param name="TestimonialState">Whether others may read it.</param>
public sealed record Profile(string? BoardName, string? Testimonial, TestimonialState TestimonialState)
{
    /// <summary>Of somebody who shows nothing.</summary>
    public static readonly Profile Nothing = new(null, null, TestimonialState.None);
}

/// <summary>Keeps what advocates show of themselves, by their own wish.</summary>
public static class PublicProfile
{
    /// <summary>The longest name on the list, characters.</summary>
    public const int LongestName = 40;

    /// <summary>The longest testimonial, characters.</summary>
    public const int LongestTestimonial = 500;

    /// <summary>The notice of a testimonial that nobody has looked at.</summary>
    internal const string Notice = "testimonial_new";

    private const string Select = """
        SELECT board_name, testimonial, testimonial_state FROM advocate_profiles WHERE shop_id = @shop AND advocate_id = @id
        """;

    private const string Put = """
        INSERT INTO advocate_profiles (shop_id, advocate_id, board_name, testimonial, testimonial_state, updated_at)
        VALUES (@shop, @id, @boardName, @testimonial, @testimonialState, @at)
        ON CONFLICT (shop_id, advocate_id) DO UPDATE SET board_name = excluded.board_name, testimonial = excluded.testimonial,
            testimonial_state = excluded.testimonial_state, updated_at = excluded.updated_at
        """;

    /// <summary>What somebody shows.</summary>
    public static async Task<Profile> Of(Reads db, AdvocateId id) => await db.First<Profile>(Select, new { Id = id }) ?? Profile.Nothing;

    /// <summary>Puts them on the list of the best under a name, or takes them off it.</summary>
    public static async Task<Refusal?> SetBoardName(ShopTx tx, AdvocateId id, string? name, Instant now)
    {
        var tidy = AdvocateFields.Tidy(name);
        if (tidy is { Length: > LongestName } || tidy?.Any(char.IsControl) == true)
        {
            return Refusal.Invalid("boardName", $"must have at most {LongestName} characters");
        }

        Save(tx, id, await Of(tx, id) with { BoardName = tidy }, now);
        return null;
    }

    /// <summary>Takes what they say of the shop; whatever was shown before no longer is.</summary>
    public static async Task<Refusal?> Testify(ShopTx tx, AdvocateId id, string text, Instant now)
    {
        var tidy = AdvocateFields.Tidy(text);
        if (tidy is null or { Length: > LongestTestimonial } || tidy.Any(c => char.IsControl(c) && c != '\n'))
        {
            return Refusal.Invalid("testimonial", $"must have 1 to {LongestTestimonial} characters");
        }

        Save(tx, id, await Of(tx, id) with { Testimonial = tidy, TestimonialState = TestimonialState.New }, now);
        Notices.Raise(tx, Notice, id.ToString(), "An advocate wrote why they like the shop. Decide whether friends may read it.", now);
        tx.Publish(new AdvocateTestified(id), now);
        return null;
    }

    /// <summary>A person of the shop shows it to friends, or does not.</summary>
    public static async Task Judge(ShopTx tx, AdvocateId id, bool show, Instant now)
    {
        var profile = await Of(tx, id);
        if (profile.Testimonial is not null)
        {
            Save(tx, id, profile with { TestimonialState = show ? TestimonialState.Shown : TestimonialState.Hidden }, now);
        }

        Notices.Clear(tx, Notice, id.ToString(), now);
    }

    private static void Save(ShopTx tx, AdvocateId id, Profile profile, Instant now) => tx.Enqueue(
        Put, new { Id = id, profile.BoardName, profile.Testimonial, profile.TestimonialState, At = now });
}

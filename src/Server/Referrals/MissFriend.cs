using Vouch.Domain;
using Vouch.Domain.Ids;
using Vouch.Server.Platform;
using Vouch.Storage;

namespace Vouch.Server.Referrals;

/// <summary>A question that nobody has answered yet.</summary>
/// <param name="InquiryId">Which.</param>
/// <param name="Friend">An address or an order number, as typed.</param>
/// <param name="Words">What happened, in the advocate's words; empty where they left it out.</param>
/// <param name="At">When.</param>
public sealed record MissingFriend(InquiryId InquiryId, string Friend, string Words, Instant At);

/// <summary>An advocate says that a friend's purchase does not stand on their page; a person at the shop looks for it.</summary>
internal static class MissFriend
{
    /// <summary>The notice of an open question.</summary>
    internal const string Notice = "friend_missing";

    private const int LongestFriend = 254;
    private const int LongestWords = 1_000;
    private const int MostOpen = 20;

    private const string Insert = """
        INSERT INTO missing_friends (shop_id, inquiry_id, advocate_id, friend, words, at, settled_at)
        SELECT @shop, @inquiryId, @advocate, @friend, @words, @at, NULL
        WHERE (SELECT count(*) FROM missing_friends m
            WHERE m.shop_id = @shop AND m.advocate_id = @advocate AND m.settled_at IS NULL) < @most
        """;

    private const string Select = """
        SELECT inquiry_id, friend, words, at FROM missing_friends
        WHERE shop_id = @shop AND advocate_id = @advocate AND settled_at IS NULL ORDER BY inquiry_id
        """;

    private const string Close = """
        UPDATE missing_friends SET settled_at = @at, friend = NULL, words = NULL
        WHERE shop_id = @shop AND advocate_id = @advocate AND inquiry_id = @inquiryId AND settled_at IS NULL
        """;

    /// <summary>Keeps the question; one more than anybody needs is refused.</summary>
    internal static async Task<Refusal?> Ask(ShopTx tx, AdvocateId advocate, string friend, string words, Instant now)
    {
        if (friend.Trim() is not { Length: > 0 and <= LongestFriend } who || who.Any(char.IsControl))
        {
            return Refusal.Invalid("friend", $"must have 1 to {LongestFriend} characters");
        }

        if (words.Length > LongestWords)
        {
            return Refusal.Invalid("words", $"must have at most {LongestWords} characters");
        }

        var asked = await tx.Execute(Insert, new
        {
            InquiryId = tx.NewId<InquiryId>(), Advocate = advocate, Friend = who, Words = words.Trim(), At = now, Most = MostOpen,
        });
        if (asked == 0)
        {
            return Refusal.State("too_many_inquiries", "There are many open questions of yours already.");
        }

        Notices.Raise(tx, Notice, advocate.ToString(), "An advocate misses a friend’s purchase on their page.", now);
        tx.Publish(new FriendMissed(advocate), now);
        return null;
    }

    /// <summary>What an advocate has asked and nobody has answered.</summary>
    internal static Task<List<MissingFriend>> Open(Reads db, AdvocateId advocate) =>
        db.Query<MissingFriend>(Select, new { advocate });

    /// <summary>A person has looked into it: what was typed about the friend is forgotten.</summary>
    internal static async Task Settle(ShopTx tx, AdvocateId advocate, InquiryId id, Instant now)
    {
        await tx.Execute(Close, new { Advocate = advocate, InquiryId = id, At = now });
        if ((await Open(tx, advocate)).Count == 0)
        {
            Notices.Clear(tx, Notice, advocate.ToString(), now);
        }
    }
}

using Vouch.Domain;
using Vouch.Domain.Ids;
using Vouch.Domain.Screening;
using Vouch.Server.Platform;
using Vouch.Storage;

namespace Vouch.Server.Screening;

/// <summary>An account seen with a mark.</summary>
/// <param name="Mark">With what.</param>
/// <param name="AccountId">Who.</param>
/// <param name="GroupId">Of which group; null for who is alone.</param>
internal sealed record Bearer(string Mark, AccountId AccountId, AccountId? GroupId);

/// <summary>Somebody who was looked up, and whoever else has the same marks.</summary>
/// <param name="Account">Who.</param>
/// <param name="GroupId">Of which group by now; null for who is alone.</param>
/// <param name="Others">Other accounts with the marks, at most <see cref="Hubs.CountedTo"/> a mark.</param>
internal sealed record Seen(AccountId Account, AccountId? GroupId, IReadOnlyList<Bearer> Others)
{
    /// <summary>How many accounts have a mark, the own one included.</summary>
    internal int AccountsOn(string? mark) => mark is null ? 1 : 1 + Others.Count(other => other.Mark == mark);
}

/// <summary>Keeps what accounts were seen with, and joins into groups those that share it.</summary>
internal static class Accounts
{
    private const int MarksAtOnce = 6;
    private const int JoinedAtOnce = 3;

    private const string Known = """
        SELECT a.person_key, a.account_id, EXISTS (
            SELECT 1 FROM screening_accounts o
            WHERE o.shop_id = @shop AND o.account_id = a.account_id AND substr(o.person_key, 1, 2) = 'c:') AS has_customer
        FROM screening_accounts a WHERE a.shop_id = @shop AND a.person_key = ANY(@keys)
        """;

    private const string InsertKey = """
        INSERT INTO screening_accounts (shop_id, person_key, account_id) VALUES (@shop, @personKey, @accountId)
        ON CONFLICT (shop_id, person_key) DO NOTHING
        """;

    private const string InsertMark = """
        INSERT INTO screening_marks (shop_id, mark, account_id, seen_at) VALUES (@shop, @mark, @accountId, @at)
        ON CONFLICT (shop_id, mark, account_id) DO NOTHING
        """;

    // A mark may have a million bearers: each arm stops at ten, which is what counts are cut at.
    private const string Arm = """
         m.mark, m.account_id, g.group_id FROM screening_marks m
        LEFT JOIN screening_groups g ON g.shop_id = @shop AND g.account_id = m.account_id
        WHERE m.shop_id = @shop AND m.account_id <> @self AND m.mark =
        """;

    private const string ArmEnd = " ORDER BY m.account_id LIMIT 10) AS arm";

    private const string Or = ArmEnd + " UNION ALL SELECT * FROM (SELECT" + Arm;

    private const string Bearers = "SELECT * FROM (SELECT" + Arm + " @mark0" + Or + " @mark1" + Or + " @mark2" + Or + " @mark3"
        + Or + " @mark4" + Or + " @mark5" + ArmEnd;

    private const string ForgetMarks = "DELETE FROM screening_marks WHERE shop_id = @shop AND account_id = ANY(@accounts)";

    private const string ForgetKeys = "DELETE FROM screening_accounts WHERE shop_id = @shop AND account_id = ANY(@accounts)";

    private const string MarksOf = "SELECT mark FROM screening_marks WHERE shop_id = @shop AND account_id = @account LIMIT 200";

    private const string GroupOf = "SELECT group_id FROM screening_groups WHERE shop_id = @shop AND account_id = @account";

    /// <summary>Takes somebody in: the account, its keys and marks, and the groups that these join.</summary>
    internal static async Task<Seen> Observe(ShopTx tx, Sighting sighting, Instant now)
    {
        var (account, isNew) = await Recognise(tx, sighting);
        var others = await BearersOf(tx, account, sighting.Marks);
        await tx.InsertMany(InsertMark, sighting.Marks.Select(mark => new MarkRow(mark, account, now)).ToList());
        var group = isNew ? null : await Group(tx, account);
        return new Seen(account, await Groups.Join(tx, account, group, Linked(others)), others);
    }

    /// <summary>The account of an advocate, taken in as far as anything about it is new, with all marks it was ever seen with.</summary>
    internal static async Task<(AccountId Account, IReadOnlyCollection<string> Marks)> ObserveAdvocate(
        ShopTx tx, Sighting sighting, Instant now)
    {
        var (account, isNew) = await Recognise(tx, sighting);
        var marks = isNew ? [] : (await tx.Query<string>(MarksOf, new { Account = account })).ToHashSet(StringComparer.Ordinal);
        foreach (var fresh in sighting.Marks.Where(mark => !marks.Contains(mark)).Chunk(MarksAtOnce))
        {
            var others = await BearersOf(tx, account, fresh);
            await tx.InsertMany(InsertMark, fresh.Select(mark => new MarkRow(mark, account, now)).ToList());
            await Groups.Join(tx, account, await Group(tx, account), Linked(others));
            marks.UnionWith(fresh);
        }

        return (account, marks);
    }

    /// <summary>The group of an account; null for who is alone.</summary>
    internal static Task<AccountId?> Group(Reads db, AccountId account) => db.First<AccountId?>(GroupOf, new { Account = account });

    /// <summary>An advocate was erased: nothing tells any more what they were seen with.</summary>
    internal static async Task OnErased(ShopTx tx, JournalEvent erased)
    {
        if (!erased.Data.TryGetProperty("personKeys", out var told))
        {
            return;
        }

        var keys = told.EnumerateArray().Select(key => key.GetString()!).ToList();
        var accounts = (await tx.Query<KnownAccount>(Known, new { Keys = keys })).ConvertAll(known => known.AccountId);
        tx.Enqueue(ForgetMarks, new { Accounts = accounts });
        tx.Enqueue(ForgetKeys, new { Accounts = accounts });
        RebuildGroups.Schedule(tx);
    }

    private static async Task<(AccountId Account, bool IsNew)> Recognise(ShopTx tx, Sighting sighting)
    {
        var known = await tx.Query<KnownAccount>(Known, new { Keys = sighting.People });
        var found = AccountChoice.Of(sighting.Customer, sighting.Addresses, known);
        var account = found ?? tx.NewId<AccountId>();
        var unknown = sighting.People.Except(known.Select(key => key.PersonKey), StringComparer.Ordinal);
        await tx.InsertMany(InsertKey, unknown.Select(key => new KeyRow(key, account)).ToList());
        return (account, found is null);
    }

    private static async Task<IReadOnlyList<Bearer>> BearersOf(Reads db, AccountId self, IReadOnlyList<string> marks)
    {
        string? At(int i) => i < marks.Count ? marks[i] : null;
        return marks.Count == 0 ? [] : await db.Query<Bearer>(
            Bearers, new { Self = self, Mark0 = At(0), Mark1 = At(1), Mark2 = At(2), Mark3 = At(3), Mark4 = At(4), Mark5 = At(5) });
    }

    // All that share a mark are of one group already, so that the first of them stand for the rest. A postal address links while
    // few have it: a parcel locker's thousandth customer joins nobody.
    private static List<Bearer> Linked(IReadOnlyList<Bearer> others) =>
    [
        .. others.GroupBy(other => other.Mark)
            .Where(mark => Mark.IsLink(mark.Key) && (!Mark.IsPostal(mark.Key) || mark.Count() < Hubs.AddressAccounts))
            .SelectMany(mark => mark.Take(JoinedAtOnce)),
    ];

    private sealed record KeyRow(string PersonKey, AccountId AccountId);

    private sealed record MarkRow(string Mark, AccountId AccountId, Instant At);
}

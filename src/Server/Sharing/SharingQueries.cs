using Vouch.Domain;
using Vouch.Domain.Ids;
using Vouch.Storage;

namespace Vouch.Server.Sharing;

/// <summary>A share as it was recorded.</summary>
public sealed record Share(ShareId ShareId, AdvocateId AdvocateId, ProgramId ProgramId, string Code, ShareChannel Channel, Instant At);

/// <summary>How often a channel was used.</summary>
public sealed record ChannelCount(ShareChannel Channel, long N);

/// <summary>What the slices to the right may ask about sharing.</summary>
public static class SharingQueries
{
    private const string ByIds = """
        SELECT share_id, advocate_id, program_id, code, channel, at FROM shares WHERE shop_id = @shop AND share_id = ANY(@ids)
        """;

    private const string PerChannel = """
        SELECT channel, count(*) AS n FROM shares WHERE shop_id = @shop AND advocate_id = @advocateId GROUP BY channel ORDER BY channel
        """;

    /// <summary>Shares by id; those that do not exist are left out.</summary>
    public static Task<List<Share>> Find(Reads db, IReadOnlyCollection<ShareId> ids) =>
        ids.Count == 0 ? Task.FromResult(new List<Share>()) : db.Query<Share>(ByIds, new { Ids = ids });

    /// <summary>How often an advocate passed the link on, by channel.</summary>
    public static Task<List<ChannelCount>> CountOf(Reads db, AdvocateId advocate) =>
        db.Query<ChannelCount>(PerChannel, new { AdvocateId = advocate });
}

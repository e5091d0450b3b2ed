using System.Text.Json.Serialization;

namespace Vouch.Storage;

/// <summary>
/// Something that happened in a shop. All properties but these two are the event's <c>data</c>: ids, amounts and codes,
/// never names or addresses, since the journal is never edited.
/// </summary>
public interface IShopEvent
{
    /// <summary>What happened, such as <c>reward.issued</c>; belongs to the publishing slice.</summary>
    [JsonIgnore]
    string Type { get; }

    /// <summary>The text id of what it happened to.</summary>
    [JsonIgnore]
    string Subject { get; }
}

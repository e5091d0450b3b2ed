using Vouch.Domain;
using Vouch.Domain.Ids;

namespace Vouch.Server.Tracking;

/// <summary>Where a claim stands: open; ordered, when an order of the friend went to its advocate; or over.</summary>
public enum ClaimStatus { Open, Ordered, Expired }

/// <summary>A friend's address left for the offer, as its row holds it.</summary>
/// <param name="ClaimId">Its id.</param>
/// <param name="ProgramId">Of which program.</param>
/// <param name="ProgramVersion">By the terms shown.</param>
/// <param name="AdvocateId">On whose code.</param>
/// <param name="Code">That code.</param>
/// <param name="Email">As given; null once erased.</param>
/// <param name="Name">As given.</param>
/// <param name="Locale">The friend's language.</param>
/// <param name="PersonKey">The address, hashed.</param>
/// <param name="Visitor">From which browser; null where unknown.</param>
/// <param name="Consent">May be written to.</param>
/// <param name="Status">Where it stands.</param>
/// <param name="EvidenceAt">From when it is evidence: clicked, confirmed, or told by the shop; null until then.</param>
/// <param name="CouponCode">The friend's code; null where the offer is no coupon or there was no room.</param>
/// <param name="At">When it was made, shop time.</param>
/// <param name="ExpiresAt">When it ends unused.</param>
public sealed record Claim(
    ClaimId ClaimId, ProgramId ProgramId, long ProgramVersion, AdvocateId AdvocateId, string Code, string? Email, string? Name,
    string? Locale,
    string PersonKey, string? Visitor, bool Consent, ClaimStatus Status, Instant? EvidenceAt, string? CouponCode, Instant At,
    Instant? ExpiresAt)
{
    internal const string Columns =
        "c.claim_id, c.program_id, c.program_version, c.advocate_id, c.code, c.email, c.name, c.locale, c.person_key, "
        + "c.visitor, c.consent, "
        + "c.status, c.evidence_at, c.coupon_code, c.at, c.expires_at";
}

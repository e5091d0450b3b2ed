namespace Vouch.Domain.Feedback;

/// <summary>What a shop asks its customers, and when it stops inviting new ones.</summary>
/// <param name="Survey">Customers are asked one question after delivery.</param>
/// <param name="AfterDays">So many days after it, 0–60.</param>
/// <param name="PauseBelow">Invitations pause while the net promoter score is below this, -100 to 100; null never.</param>
/// <param name="AtCapacity">The merchant can serve no more customers just now: invitations pause.</param>
public sealed record FeedbackSettings(bool Survey = false, int AfterDays = 3, int? PauseBelow = null, bool AtCapacity = false)
{
    /// <summary>What is wrong with them; null where nothing is.</summary>
    public Refusal? Check() =>
        AfterDays is < 0 or > 60 ? Refusal.Invalid("feedback.afterDays", "must be from 0 to 60")
        : PauseBelow is < -100 or > 100 ? Refusal.Invalid("feedback.pauseBelow", "must be from -100 to 100, or null")
        : null;
}

namespace Vouch.Domain.Programs;

/// <summary>What a first program may begin as.</summary>
public enum ProgramTemplate
{
    /// <summary>Store credit for both sides.</summary>
    StoreCredit,

    /// <summary>A share of the order off, for both sides.</summary>
    PercentOff,

    /// <summary>Points for both sides.</summary>
    Points,

    /// <summary>A free month for both sides.</summary>
    SubscriptionMonth,

    /// <summary>A share of the first paid order between businesses, in cash or as a gift card.</summary>
    BusinessLead,

    /// <summary>A donation in the advocate's name.</summary>
    Charity,

    /// <summary>More for larger orders, and a gift card for every fifth friend.</summary>
    Ladder,
}

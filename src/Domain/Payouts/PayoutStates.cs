namespace Vouch.Domain.Payouts;

/// <summary>By which way money leaves.</summary>
public enum PayoutMethod
{
    /// <summary>A table for a spreadsheet, another bank or a payment service.</summary>
    Csv,

    /// <summary>A SEPA credit transfer.</summary>
    Sepa,
}

/// <summary>Where a payout, or one payment of it, stands.</summary>
public enum PayoutStatus
{
    /// <summary>Gathered; the money is set aside.</summary>
    Created,

    /// <summary>The bank has been told.</summary>
    Sent,

    /// <summary>The bank has paid.</summary>
    Settled,

    /// <summary>The bank sent it back: it is available again.</summary>
    Failed,

    /// <summary>Called off before the bank was told: it is available again.</summary>
    Cancelled,
}

/// <summary>What can happen to a payout.</summary>
public enum PayoutStep
{
    /// <summary>A second person agrees.</summary>
    Approve,

    /// <summary>The bank is told.</summary>
    Send,

    /// <summary>The bank has paid.</summary>
    Settle,

    /// <summary>The bank sends it back.</summary>
    Fail,

    /// <summary>It is called off.</summary>
    Cancel,
}

/// <summary>The one table of a payout's life, and of each payment's.</summary>
public static class PayoutStates
{
    /// <summary>Where a step leads, or the refusal that says why it cannot be taken.</summary>
    public static Result<PayoutStatus> After(PayoutStatus status, PayoutStep step) => (status, step) switch
    {
        (PayoutStatus.Created, PayoutStep.Approve) => PayoutStatus.Created,
        (PayoutStatus.Created, PayoutStep.Send) => PayoutStatus.Sent,
        (PayoutStatus.Created, PayoutStep.Cancel) => PayoutStatus.Cancelled,
        (PayoutStatus.Sent, PayoutStep.Settle) => PayoutStatus.Settled,
        (PayoutStatus.Sent, PayoutStep.Fail) => PayoutStatus.Failed,
        _ => PayoutRefusals.StepNotOpen(status, step),
    };

    /// <summary>Where a payout stands by its payments: open ones decide, then those that were paid.</summary>
    public static PayoutStatus Of(IReadOnlyCollection<PayoutStatus> payments) =>
        payments.Contains(PayoutStatus.Created) ? PayoutStatus.Created
        : payments.Contains(PayoutStatus.Sent) ? PayoutStatus.Sent
        : payments.Contains(PayoutStatus.Settled) ? PayoutStatus.Settled
        : payments.Contains(PayoutStatus.Failed) ? PayoutStatus.Failed
        : PayoutStatus.Cancelled;
}

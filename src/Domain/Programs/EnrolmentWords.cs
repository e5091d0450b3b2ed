namespace Vouch.Domain.Programs;

/// <summary>How enrolment is spelled in the contract; unlike other choices it is camelCase there.</summary>
public static class EnrolmentWords
{
    /// <summary>Somebody enrols each advocate.</summary>
    public const string Manual = "manual";

    /// <summary>A first order makes a customer an advocate.</summary>
    public const string AfterFirstOrder = "afterFirstOrder";

    /// <summary>The contract's word.</summary>
    public static string Of(Enrolment enrolment) => enrolment == Enrolment.AfterFirstOrder ? AfterFirstOrder : Manual;
}

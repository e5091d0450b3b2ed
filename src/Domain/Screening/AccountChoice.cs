using Vouch.Domain.Ids;

namespace Vouch.Domain.Screening;

/// <summary>An account that is known by a key.</summary>
/// <param name="PersonKey">The key, customer id or address.</param>
/// <param name="AccountId">Whose.</param>
/// <param name="HasCustomer">The account is known by a customer id, this one or another.</param>
public sealed record KnownAccount(string PersonKey, AccountId AccountId, bool HasCustomer);

/// <summary>Tells which account somebody is.</summary>
public static class AccountChoice
{
    /// <summary>
    /// The account of a customer id; of a new customer id that of the address, as long as that was a guest's; without a customer id
    /// that of the first address that is known. Null for somebody new: also for a second customer id at one address, since the
    /// number of accounts somebody makes is what screening looks at.
    /// </summary>
    /// <param name="customer">The key of the customer id; null without one.</param>
    /// <param name="addresses">The keys of the addresses.</param>
    /// <param name="known">What is known of these keys.</param>
    public static AccountId? Of(string? customer, IReadOnlyList<string> addresses, IReadOnlyCollection<KnownAccount> known)
    {
        if (known.FirstOrDefault(account => account.PersonKey == customer) is { } same)
        {
            return same.AccountId;
        }

        return addresses.Select(address => known.FirstOrDefault(account => account.PersonKey == address))
            .FirstOrDefault(account => account is not null && (customer is null || !account.HasCustomer))?.AccountId;
    }
}

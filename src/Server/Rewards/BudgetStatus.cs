using Vouch.Domain.Ids;
using Vouch.Storage;

namespace Vouch.Server.Rewards;

/// <summary>How a program's budget stands.</summary>
/// <param name="Used">Promised and not void, minor units.</param>
/// <param name="ByOpenClaims">What of it only open claims hold; counted where the rest could decide.</param>
/// <param name="Limit">The budget; null without one.</param>
public sealed record BudgetStatus(long Used, long ByOpenClaims, long? Limit)
{
    private const string Present = "SELECT amount, amount_limit FROM reward_limits WHERE shop_id = @shop AND scope = @scope";

    private const string OpenClaims = """
        SELECT CAST(COALESCE(sum(reserved_amount), 0) AS bigint) FROM rewards
        WHERE shop_id = @shop AND program_id = @program AND claim_id IS NOT NULL AND status IN ('waiting', 'issued')
        """;

    /// <summary>True when the budget is spent by promises that stand; what open claims hold pauses no program.</summary>
    public bool IsSpent => Limit is { } limit && Used - ByOpenClaims >= limit;

    /// <summary>True when four fifths of the budget are promised.</summary>
    public bool IsLow => Limit is { } limit && Used >= limit - (limit / 5);

    /// <summary>Reads how a program's budget stands.</summary>
    public static async Task<BudgetStatus> Of(Reads reads, ProgramId program)
    {
        var row = await reads.First<Row>(Present, new { Scope = ReserveRoom.BudgetScope(program) });
        if (row?.AmountLimit is not { } limit || row.Amount < limit)
        {
            return new BudgetStatus(row?.Amount ?? 0, 0, row?.AmountLimit);
        }

        return new BudgetStatus(row.Amount, await reads.First<long>(OpenClaims, new { Program = program }), limit);
    }

    private sealed record Row(long Amount, long? AmountLimit);
}

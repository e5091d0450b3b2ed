namespace Vouch.Domain.Programs;

/// <summary>
/// How the terms speak of the two sides: to the merchant about both, to the friend and to the advocate as "you", so that nobody
/// reads a rule that is about them as if it were about somebody else.
/// </summary>
public sealed record TermsVoice
{
    private TermsVoice()
    {
    }

    /// <summary>For the merchant: both sides from outside.</summary>
    public static readonly TermsVoice Merchant = new()
    {
        Rewards = "What each side gets", FriendGets = "The friend gets", Friends = "The friend’s", FriendUsed = "the friend used",
        FriendMust = "The friend must be", Whose = "the friend’s",
        AdvocateGets = "the advocate gets", AdvocateAlsoGets = "the advocate also gets", Advocates = "The advocate’s",
        AddressLeft = "at once to friends who leave their e-mail address; to others", OneGets = "One advocate gets",
    };

    /// <summary>For the friend who was invited.</summary>
    public static readonly TermsVoice Friend = new()
    {
        Rewards = "What you get", FriendGets = "You get", Friends = "Your", FriendUsed = "you used",
        FriendMust = "You must be", Whose = "your", IsFriend = true,
        AdvocateGets = "whoever invited you gets", AdvocateAlsoGets = "whoever invited you also gets", Advocates = "The inviter’s",
        AddressLeft = "at once when you leave your e-mail address; otherwise", OneGets = "Whoever invites friends gets",
    };

    /// <summary>For the advocate who shares.</summary>
    public static readonly TermsVoice Advocate = new()
    {
        Rewards = "What you get", FriendGets = "Your friend gets", Friends = "Your friend’s", FriendUsed = "your friend used",
        FriendMust = "Your friend must be", Whose = "your friend’s", IsAdvocate = true,
        AdvocateGets = "you get", AdvocateAlsoGets = "you also get", Advocates = "Your",
        AddressLeft = "at once to friends who leave their e-mail address; to others", OneGets = "You get",
    };

    /// <summary>The heading over both rewards.</summary>
    public required string Rewards { get; init; }

    /// <summary>"You get", at the start of a sentence.</summary>
    public required string FriendGets { get; init; }

    /// <summary>"Your" before the friend's reward or order, at the start of a sentence.</summary>
    public required string Friends { get; init; }

    /// <summary>Who used the link.</summary>
    public required string FriendUsed { get; init; }

    /// <summary>Who must be a new customer.</summary>
    public required string FriendMust { get; init; }

    /// <summary>Whose order, within a sentence.</summary>
    public required string Whose { get; init; }

    /// <summary>"you get", within a sentence.</summary>
    public required string AdvocateGets { get; init; }

    /// <summary>"you also get", within a sentence.</summary>
    public required string AdvocateAlsoGets { get; init; }

    /// <summary>"Your" before the advocate's reward, at the start of a sentence.</summary>
    public required string Advocates { get; init; }

    /// <summary>When a friend's reward comes, behind "comes".</summary>
    public required string AddressLeft { get; init; }

    /// <summary>Whom a limit for each advocate is about.</summary>
    public required string OneGets { get; init; }

    /// <summary>True where the friend reads.</summary>
    public bool IsFriend { get; init; }

    /// <summary>True where the advocate reads.</summary>
    public bool IsAdvocate { get; init; }
}

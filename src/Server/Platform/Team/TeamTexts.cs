namespace Vouch.Server.Platform.Team;

/// <summary>The words of the desk's page about who works here, and of joining.</summary>
internal static class TeamTexts
{
    public const string Under = "Who works at this desk, and what each may do.";
    public const string People = "People";
    public const string Name = "Name";
    public const string Role = "Role";
    public const string Factor = "Second factor";
    public const string FactorOn = "on";
    public const string FactorOff = "off";
    public const string You = "you";
    public const string Give = "Give";
    public const string RoleOf = "Role of";
    public const string Remove = "Remove";
    public const string RemoveOf = "Remove from the team";
    public const string RemoveWarning = "This desk opens to them no more, at once. What they did stays in the audit log.";
    public const string Leave = "Leave the team";
    public const string LeaveWarning = "This desk opens to you no more, at once.";
    public const string Invite = "Invite somebody";
    public const string InviteNote = "They get a mail with a link that works once, within seven days.";
    public const string Email = "E-mail";
    public const string Send = "Send the invitation";
    public const string Invitations = "Invitations";
    public const string InvitedBy = "Invited by";
    public const string GoodUntil = "Good until";
    public const string RanOut = "ran out";
    public const string Again = "Send again";
    public const string Withdraw = "Withdraw";
    public const string WithdrawWarning = "The link in the mail works no more.";
    public const string NoInvitationTitle = "Nobody is invited";
    public const string NoInvitationText = "Who has not answered yet stands here.";
    public const string Rules = "Signing in";
    public const string NeedsFactor = "Everybody here needs a second factor";
    public const string RulesNote = "Who has none is asked to set it up before anything else.";
    public const string Save = "Save";
    public const string WhatRolesMay = "What each role may do";
    public const string Right = "Right";
    public const string May = "may";
    public const string MayNot = "–";

    public const string JoinTitle = "You are invited";
    public const string JoinText = "This link leads to an invitation to a desk. Press the button to see it.";
    public const string JoinButton = "See the invitation";
    public const string Over = "This invitation is over";
    public const string OverText = "It was used or withdrawn, or its seven days are over. Ask for a new one.";
    public const string YourName = "Your name";
    public const string NewPassword = "A password";
    public const string PasswordHint = "At least 12 characters.";
    public const string Password = "Your password";
    public const string KnownText = "You have an account here already: its password is enough.";
    public const string SignedInText = "You are signed in with this address already.";
    public const string Join = "Join";
    public const string NoName = "Type a name of at most 100 characters.";
    public const string ShortPassword = "A password has at least 12 characters.";
    public const string WrongPassword = "That is not the password of this account.";

    /// <summary>A role as people read it.</summary>
    public static string Word(StaffRole role) => role.ToString();

    /// <summary>What was done, by its name in the address; null for nothing.</summary>
    public static string? Done(string? what) => what switch
    {
        "invited" => "The invitation is on its way.",
        "withdrawn" => "The invitation is withdrawn.",
        "role" => "The role is given.",
        "removed" => "Removed from the team.",
        "rules" => "Saved.",
        _ => null,
    };
}

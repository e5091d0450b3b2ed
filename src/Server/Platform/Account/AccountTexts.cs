namespace Vouch.Server.Platform.Account;

/// <summary>The words of the pages about the own account.</summary>
internal static class AccountTexts
{
    public const string Under = "How you are called, and how you sign in. It is the same account in all your shops.";
    public const string You = "You";
    public const string Name = "Name";
    public const string Email = "E-mail";
    public const string Save = "Save";
    public const string LookNote = "In this browser.";
    public const string Password = "Password";
    public const string OldPassword = "The password you have";
    public const string NewPassword = "The new one";
    public const string PasswordHint = "At least 12 characters. All your other sessions end.";
    public const string Change = "Change the password";
    public const string Factor = "Second factor";
    public const string FactorOn = "On: a code of your app is asked for whenever you sign in.";
    public const string FactorOff = "Off: your password or a link is all it takes.";
    public const string SetUp = "Set it up";
    public const string Look = "See it";
    public const string Sessions = "Where you are signed in";
    public const string Browser = "Browser";
    public const string Since = "Since";
    public const string Seen = "Last seen";
    public const string ThisOne = "this one";
    public const string End = "End";
    public const string EndOthers = "End all others";
    public const string NoName = "Type a name of at most 100 characters.";
    public const string WrongPassword = "That is not your password.";
    public const string ShortPassword = "A password has at least 12 characters.";
    public const string Needed = "This shop asks a second factor of everybody who works here. Set it up, and you can go on.";
    public const string FactorText = "An app on your telephone shows a code of six digits that changes every half minute. Any app for "
        + "one-time codes (TOTP) will do.";
    public const string Start = "Begin";
    public const string Scan = "1. Let the app scan this";
    public const string QrLabel = "QR code for your app";
    public const string Secret = "Or type this into it";
    public const string Show = "2. Type what it shows";
    public const string Code = "Code";
    public const string TurnOn = "Switch it on";
    public const string WrongCode = "That code does not count. Wait for the next one, and look whether your telephone's clock is right.";
    public const string RecoveryTitle = "Recovery codes";
    public const string RecoveryOnce = "These are your recovery codes, shown this once. Each works once in place of a code of the app: "
        + "print them, or keep them where you keep passwords.";
    public const string RecoveryDone = "I have kept them";
    public const string NewCodes = "New recovery codes";
    public const string NewCodesNote = "New ones end those you have.";
    public const string TurnOff = "Switch it off";
    public const string TurnOffNote = "It takes your password and a code. A recovery code will do.";
    public const string StillNeeded = "This shop asks it of everybody: switched off, this desk opens only to set it up again.";
    public const string TooMany = "Too many tries. Wait a quarter of an hour.";

    /// <summary>What was done, by its name in the address; null for nothing.</summary>
    public static string? Done(string? what) => what switch
    {
        "name" => "Saved.",
        "password" => "The password is changed, and your other sessions are ended.",
        "ended" => "Ended.",
        "off" => "The second factor is off.",
        _ => null,
    };

    /// <summary>How many recovery codes are left.</summary>
    public static string Left(long codes) => codes switch
    {
        0 => "No recovery code is left: make new ones.",
        1 => "One recovery code is left.",
        _ => $"{codes} recovery codes are left.",
    };
}

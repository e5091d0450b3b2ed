namespace Vouch.Server.Platform;

/// <summary>The words of signing in.</summary>
internal static class SignInTexts
{
    public const string Title = "Sign in";
    public const string Email = "E-mail";
    public const string Password = "Password";
    public const string Button = "Sign in";
    public const string HelpTitle = "No password, or forgotten?";
    public const string HelpText = "Whoever runs this installation makes a one-time link for you on its machine; with a password piped "
        + "in, the same command sets a new one:";
    public const string HelpCommand = "vouch user create --email you@example.com --role owner";
    public const string Wrong = "That e-mail and password do not belong together. Check both, or ask for a one-time link.";
    public const string TooMany = "Too many tries. Wait a quarter of an hour, or use a one-time link.";
    public const string LinkTitle = "Welcome back";
    public const string LinkText = "This link signs you in once. Press the button to go on.";
    public const string LinkButton = "Sign in now";
    public const string LinkUsedTitle = "This link no longer works";
    public const string LinkUsedText = "One-time links work once and for one day. Ask for a new one, or sign in with your password.";
    public const string LinkField = "The part of the link behind the #";
    public const string CodeTitle = "Your second factor";
    public const string CodeText = "Type the six digits that your app shows now.";
    public const string Code = "Code";
    public const string CodeHint = "Without your telephone, type one of your recovery codes. It works once.";
    public const string CodeButton = "Go on";
    public const string WrongCode = "That code does not count. Each works once, for half a minute: wait for the next one.";
    public const string TooManyCodes = "Too many tries. Wait a quarter of an hour.";
    public const string OtherPerson = "Sign in as somebody else";
    public const string Forbidden = "Your role does not include this";
    public const string ForbiddenText = "Ask the owner of the shop if you need it.";
}

namespace Vouch.Domain.Programs;

/// <summary>
/// Whom the terms speak to, as "you", so that nobody reads a rule that is about them as if it were about somebody else. Texts that
/// differ have one for each.
/// </summary>
public enum TermsVoice { Friend, Advocate }

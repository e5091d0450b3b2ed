// Logging has an EventId too; in this house the word is the journal's.
global using EventId = Vouch.Domain.Ids.EventId;

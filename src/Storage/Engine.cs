namespace Vouch.Storage;

/// <summary>The database engine below; the SQL text is the same for both.</summary>
public enum Engine
{
    Sqlite,
    Postgres,
}

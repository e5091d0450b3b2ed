using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Vouch.Storage;

namespace Vouch.Server.Platform;

/// <summary>
/// Keeps the keys that sign form tokens in the database, so that a form from one node is taken by another and outlives a restart.
/// The framework asks synchronously, at start and every few months.
/// </summary>
internal sealed class KeyRing(Database database) : IXmlRepository
{
    [AcrossShops("the installation's keys")]
    private const string Select = "SELECT xml FROM data_protection_keys ORDER BY name";

    [AcrossShops("the installation's keys")]
    private const string Insert = """
        INSERT INTO data_protection_keys (name, xml) VALUES (@name, @xml) ON CONFLICT (name) DO UPDATE SET xml = excluded.xml
        """;

    /// <inheritdoc/>
    public IReadOnlyCollection<XElement> GetAllElements() =>
        Task.Run(() => database.System.Query<string>(Select)).GetAwaiter().GetResult().ConvertAll(XElement.Parse);

    /// <inheritdoc/>
    public void StoreElement(XElement element, string friendlyName) => Task.Run(() =>
        database.System.Execute(Insert, new { Name = friendlyName, Xml = element.ToString(SaveOptions.DisableFormatting) })).GetAwaiter()
            .GetResult();
}

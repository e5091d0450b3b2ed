using System.Reflection;
using Vouch.Server.Tests.Host;
using Xunit.Sdk;
using Xunit.v3;

namespace Vouch.Server.Tests.Pages;

/// <summary>A page is looked at on a telephone and at a desk, and at each on another engine: <c>(TestEngine engine, int width)</c>.</summary>
public sealed class PhoneAndDeskAttribute : DataAttribute
{
    public override ValueTask<IReadOnlyCollection<ITheoryDataRow>> GetData(MethodInfo testMethod, DisposalTracker disposalTracker) =>
        ValueTask.FromResult<IReadOnlyCollection<ITheoryDataRow>>([new TheoryDataRow(TestEngine.Sqlite, 390), new TheoryDataRow(TestEngine.Postgres, 1280)]);

    public override bool SupportsDiscoveryEnumeration() => true;
}

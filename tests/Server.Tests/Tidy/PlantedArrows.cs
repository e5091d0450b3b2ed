// What a forbidden use looks like in compiled code: a call inside a lambda, a field, a type argument; and one that is allowed.
#pragma warning disable IDE0130 // These namespaces play slices.
namespace Vouch.Server.Tests.Tidy.Planted.Left
{
    internal static class Oldest
    {
        public static int Value => 1;
    }
}

namespace Vouch.Server.Tests.Tidy.Planted.Right
{
    internal sealed record Newest(int Value)
    {
        public static Newest Make() => new(Left.Oldest.Value);
    }
}

namespace Vouch.Server.Tests.Tidy.Planted.Calls.Pages
{
    internal static class InALambda
    {
        public static Func<object> Later() => () => Right.Newest.Make();
    }
}

namespace Vouch.Server.Tests.Tidy.Planted.Fields
{
    internal sealed class Holder
    {
        public Right.Newest? Held { get; set; }
    }
}

namespace Vouch.Server.Tests.Tidy.Planted.Generics
{
    internal static class Arguments
    {
        public static object Empty() => Array.Empty<KeyValuePair<int, Right.Newest>>();
    }
}

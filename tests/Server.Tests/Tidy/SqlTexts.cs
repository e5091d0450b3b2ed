using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;
using System.Text.RegularExpressions;
using Vouch.Storage;

namespace Vouch.Server.Tests.Tidy;

/// <summary>One SQL text of the program.</summary>
/// <param name="Name">The type and the constant.</param>
/// <param name="Slice">Whose it is; "Storage" for the storage.</param>
/// <param name="IsAcrossShops">It is marked as seeing more than one shop.</param>
/// <param name="Sql">The text.</param>
internal sealed record SqlText(string Name, string Slice, bool IsAcrossShops, string Sql);

/// <summary>Every constant SQL text of an assembly, read from its metadata.</summary>
internal static partial class SqlTexts
{
    /// <summary>The texts of the server and of the storage.</summary>
    public static IReadOnlyList<SqlText> Ours { get; } = [.. In(typeof(Program).Assembly.Location), .. In(typeof(Database).Assembly.Location)];

    /// <summary>The texts of one assembly.</summary>
    public static IReadOnlyList<SqlText> In(string path)
    {
        using var file = new PEReader(File.OpenRead(path));
        var metadata = file.GetMetadataReader();
        return
        [
            .. from handle in metadata.FieldDefinitions
               let field = metadata.GetFieldDefinition(handle)
               where !field.GetDefaultValue().IsNil
               let constant = metadata.GetConstant(field.GetDefaultValue())
               where constant.TypeCode == ConstantTypeCode.String
               let sql = Text(metadata.GetBlobReader(constant.Value))
               where IsSql(sql)
               let outer = Outermost(metadata, field.GetDeclaringType())
               let name = $"{metadata.GetString(outer.Name)}.{metadata.GetString(field.Name)}"
               select new SqlText(name, SliceOf(metadata.GetString(outer.Namespace)), IsMarked(metadata, field), sql),
        ];
    }

    /// <summary>SQL that a method has in its body and that no named constant has: nobody could check it.</summary>
    public static IReadOnlyList<string> Nameless(string path)
    {
        using var file = new PEReader(File.OpenRead(path));
        var metadata = file.GetMetadataReader();
        var named = In(path).Select(text => text.Sql).ToHashSet();
        var found = new List<string>();
        for (var handle = MetadataTokens.UserStringHandle(1); !handle.IsNil; handle = metadata.GetNextHandle(handle))
        {
            if (metadata.GetUserString(handle) is var text && IsSql(text) && !named.Contains(text))
            {
                found.Add(text);
            }
        }

        return found;
    }

    private static bool IsSql(string text) => Verb().IsMatch(text);

    private static string Text(BlobReader blob) => blob.ReadUTF16(blob.Length);

    private static string SliceOf(string space) =>
        space.StartsWith("Vouch.Server.", StringComparison.Ordinal) ? space.Split('.')[2] : space == "Vouch.Storage" ? "Storage" : "";

    private static TypeDefinition Outermost(MetadataReader metadata, TypeDefinitionHandle handle)
    {
        var type = metadata.GetTypeDefinition(handle);
        return type.IsNested ? Outermost(metadata, type.GetDeclaringType()) : type;
    }

    private static bool IsMarked(MetadataReader metadata, FieldDefinition field) => field.GetCustomAttributes().Any(handle =>
    {
        var constructor = metadata.GetCustomAttribute(handle).Constructor;
        var type = constructor.Kind == HandleKind.MethodDefinition
            ? metadata.GetTypeDefinition(metadata.GetMethodDefinition((MethodDefinitionHandle)constructor).GetDeclaringType()).Name
            : metadata.GetTypeReference((TypeReferenceHandle)metadata.GetMemberReference((MemberReferenceHandle)constructor).Parent).Name;
        return metadata.GetString(type) == nameof(AcrossShopsAttribute);
    });

    [GeneratedRegex(@"^\s*(SELECT|INSERT\s+INTO|UPDATE|DELETE\s+FROM|WITH|TRUNCATE|MERGE|REPLACE)\s+\S")]
    private static partial Regex Verb();
}

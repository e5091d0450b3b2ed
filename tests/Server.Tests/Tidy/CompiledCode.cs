using System.Reflection.Emit;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;

namespace Vouch.Server.Tests.Tidy;

/// <summary>One namespace uses another.</summary>
/// <param name="From">Who uses.</param>
/// <param name="To">What is used.</param>
/// <param name="Member">The type and member that does.</param>
internal sealed record Arrow(string From, string To, string Member);

/// <summary>Reads from compiled code which namespace uses which: signatures, fields, bases and every instruction of every body.</summary>
internal sealed class CompiledCode : IDisposable
{
    private static readonly Dictionary<ushort, OperandType> Operands = typeof(OpCodes).GetFields()
        .Select(field => (OpCode)field.GetValue(null)!).ToDictionary(code => unchecked((ushort)code.Value), code => code.OperandType);

    private readonly PEReader _file;
    private readonly MetadataReader _metadata;
    private readonly string _root;

    /// <param name="path">The assembly.</param>
    /// <param name="root">The namespace whose direct children are told apart; types in it itself are "".</param>
    public CompiledCode(string path, string root)
    {
        _file = new PEReader(File.OpenRead(path));
        _metadata = _file.GetMetadataReader();
        _root = root;
    }

    /// <summary>Each arrow once, with the first member that makes it.</summary>
    public IReadOnlyList<Arrow> Arrows() =>
    [
        .. _metadata.TypeDefinitions.SelectMany(Uses).DistinctBy(arrow => (arrow.From, arrow.To))
            .OrderBy(arrow => arrow.From, StringComparer.Ordinal).ThenBy(arrow => arrow.To, StringComparer.Ordinal),
    ];

    /// <summary>The parts whose methods one method calls, in the order of the calls.</summary>
    public IReadOnlyList<string> CalledFrom(string type, string method)
    {
        var owner = _metadata.TypeDefinitions.Select(_metadata.GetTypeDefinition).Single(t => _metadata.GetString(t.Name) == type && PartOf(t) == "");
        var body = owner.GetMethods().Select(_metadata.GetMethodDefinition).Single(m => _metadata.GetString(m.Name) == method);
        return [.. Tokens(body).SelectMany(Targets).Where(part => part is { Length: > 0 }).Select(part => part!)];
    }

    /// <summary>The assemblies it refers to.</summary>
    public IReadOnlyList<string> References() =>
        [.. _metadata.AssemblyReferences.Select(handle => _metadata.GetString(_metadata.GetAssemblyReference(handle).Name))];

    public void Dispose() => _file.Dispose();

    private IEnumerable<Arrow> Uses(TypeDefinitionHandle handle)
    {
        var type = _metadata.GetTypeDefinition(handle);
        if (PartOf(type) is not { } from)
        {
            return [];
        }

        var name = _metadata.GetString(type.Name);
        var inherited = type.GetInterfaceImplementations().Select(i => _metadata.GetInterfaceImplementation(i).Interface).Append(type.BaseType)
            .SelectMany(Targets).Select(to => (to, name));
        var fields = type.GetFields().Select(_metadata.GetFieldDefinition)
            .SelectMany(field => InSignature(field.Signature).Select(to => (to, $"{name}.{_metadata.GetString(field.Name)}")));
        var methods = type.GetMethods().Select(_metadata.GetMethodDefinition)
            .SelectMany(method => InMethod(method).Select(to => (to, $"{name}.{_metadata.GetString(method.Name)}")));
        return inherited.Concat(fields).Concat(methods).Where(use => use.to is not null && use.to != from)
            .Select(use => new Arrow(from, use.to!, use.Item2));
    }

    private IEnumerable<string?> InMethod(MethodDefinition method)
    {
        var signature = InSignature(method.Signature);
        if (method.RelativeVirtualAddress == 0)
        {
            return signature;
        }

        var locals = _file.GetMethodBody(method.RelativeVirtualAddress).LocalSignature;
        return signature.Concat(locals.IsNil ? [] : Targets(locals)).Concat(Tokens(method).SelectMany(Targets));
    }

    /// <summary>The part of a type: its namespace's first word below the root, "" for the root itself, null when it stands elsewhere.</summary>
    private string? PartOf(TypeDefinition type)
    {
        while (type.IsNested)
        {
            type = _metadata.GetTypeDefinition(type.GetDeclaringType());
        }

        var space = _metadata.GetString(type.Namespace);
        return space == _root ? "" : space.StartsWith(_root + ".", StringComparison.Ordinal) ? space[(_root.Length + 1)..].Split('.')[0] : null;
    }

    private List<string?> Targets(EntityHandle handle) => handle.IsNil ? [] : handle.Kind switch
    {
        HandleKind.TypeDefinition => [PartOf(_metadata.GetTypeDefinition((TypeDefinitionHandle)handle))],
        HandleKind.MethodDefinition => Targets(_metadata.GetMethodDefinition((MethodDefinitionHandle)handle).GetDeclaringType()),
        HandleKind.FieldDefinition => Targets(_metadata.GetFieldDefinition((FieldDefinitionHandle)handle).GetDeclaringType()),
        HandleKind.MemberReference => Targets(_metadata.GetMemberReference((MemberReferenceHandle)handle)),
        HandleKind.MethodSpecification => Targets(_metadata.GetMethodSpecification((MethodSpecificationHandle)handle)),
        HandleKind.TypeSpecification => InSignature(_metadata.GetTypeSpecification((TypeSpecificationHandle)handle).Signature),
        HandleKind.StandaloneSignature => InSignature(_metadata.GetStandaloneSignature((StandaloneSignatureHandle)handle).Signature),
        _ => [],
    };

    private List<string?> Targets(MemberReference member) => [.. Targets(member.Parent), .. InSignature(member.Signature)];

    private List<string?> Targets(MethodSpecification method) => [.. Targets(method.Method), .. InSignature(method.Signature)];

    /// <summary>Every class and value type that a signature names.</summary>
    private List<string?> InSignature(BlobHandle signature)
    {
        var found = new List<string?>();
        var blob = _metadata.GetBlobReader(signature);
        while (blob.RemainingBytes > 0)
        {
            if (blob.ReadByte() is not (0x11 or 0x12) || blob.RemainingBytes == 0)
            {
                continue;
            }

            // A byte that looks so may also be a count: then what follows is no type of ours, or is read again as what it is.
            var after = blob.Offset;
            try
            {
                var type = blob.ReadTypeHandle();
                if (type.Kind == HandleKind.TypeDefinition && MetadataTokens.GetRowNumber(type) <= _metadata.TypeDefinitions.Count)
                {
                    found.AddRange(Targets(type));
                }
            }
            catch (BadImageFormatException)
            {
                blob.Offset = after;
            }
        }

        return found;
    }

    private List<EntityHandle> Tokens(MethodDefinition method)
    {
        var found = new List<EntityHandle>();
        var code = _file.GetMethodBody(method.RelativeVirtualAddress).GetILReader();
        while (code.RemainingBytes > 0)
        {
            ushort operation = code.ReadByte();
            switch (Operands[operation == 0xFE ? (ushort)(0xFE00 | code.ReadByte()) : operation])
            {
                case OperandType.InlineMethod or OperandType.InlineField or OperandType.InlineType or OperandType.InlineTok:
                    found.Add(MetadataTokens.EntityHandle(code.ReadInt32()));
                    break;
                case OperandType.InlineSwitch:
                    var targets = code.ReadInt32();
                    code.Offset += 4 * targets;
                    break;
                case OperandType.InlineI8 or OperandType.InlineR:
                    code.Offset += 8;
                    break;
                case OperandType.InlineNone:
                    break;
                case OperandType.InlineVar:
                    code.Offset += 2;
                    break;
                case OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar:
                    code.Offset += 1;
                    break;
                default:
                    code.Offset += 4;
                    break;
            }
        }

        return found;
    }
}

using System.Reflection;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Vouch.Domain;

namespace Vouch.Server.Platform;

/// <summary>
/// Refuses null where a type says that there is none, also where the serializer does not look: in an optional field, and among the
/// items of a list or a map. What is refused is named by its path.
/// </summary>
internal static class NoNulls
{
    /// <summary>Watches the properties of a type that need it.</summary>
    internal static void Watch(JsonTypeInfo type)
    {
        if (type.Kind != JsonTypeInfoKind.Object)
        {
            return;
        }

        var nullability = new NullabilityInfoContext();
        foreach (var property in type.Properties)
        {
            if (property is { CustomConverter: null, AttributeProvider: PropertyInfo declared }
                && Shape.Of(nullability.Create(declared)) is { } shape
                && (shape.Items is not null || (shape.RefusesNull && IsOptional(declared.PropertyType))))
            {
                property.CustomConverter = (JsonConverter)Activator.CreateInstance(
                    typeof(Watched<>).MakeGenericType(declared.PropertyType), shape)!;
            }
        }
    }

    private static bool IsOptional(Type type) => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Optional<>);

    /// <summary>Where null may not stand in a value.</summary>
    /// <param name="RefusesNull">Not as the value itself.</param>
    /// <param name="Items">Where not inside its items; null where there are none to look at.</param>
    private sealed record Shape(bool RefusesNull, Shape? Items)
    {
        /// <summary>The shape of a type as it was declared; null where null may stand anywhere or the serializer sees to it.</summary>
        internal static Shape? Of(NullabilityInfo declared)
        {
            if (IsOptional(declared.Type))
            {
                return Of(declared.GenericTypeArguments[0]);
            }

            var items = ItemsOf(declared) is { } item ? Of(item) : null;
            var refuses = !declared.Type.IsValueType && declared.ReadState == NullabilityState.NotNull;
            return refuses || items is not null ? new Shape(refuses, items) : null;
        }

        /// <summary>Reads a value ahead.</summary>
        /// <exception cref="JsonException">There is a null where none may be.</exception>
        internal void Check(ref Utf8JsonReader reader, string path)
        {
            if (reader.TokenType == JsonTokenType.Null)
            {
                if (RefusesNull)
                {
                    throw new JsonException("must not be null") { Data = { [OptionalConverters.InnerPath] = path } };
                }
            }
            else if (Items is not null && reader.TokenType == JsonTokenType.StartArray)
            {
                for (var i = 0; reader.Read() && reader.TokenType != JsonTokenType.EndArray; i++)
                {
                    Items.Check(ref reader, $"{path}[{i}]");
                }
            }
            else if (Items is not null && reader.TokenType == JsonTokenType.StartObject)
            {
                while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
                {
                    var name = Encoding.UTF8.GetString(reader.ValueSpan);
                    reader.Read();
                    Items.Check(ref reader, $"{path}.{name}");
                }
            }
            else
            {
                reader.Skip();
            }
        }

        private static NullabilityInfo? ItemsOf(NullabilityInfo declared) =>
            declared.Type == typeof(string) || !declared.Type.IsAssignableTo(typeof(System.Collections.IEnumerable)) ? null
            : declared.ElementType ?? declared.GenericTypeArguments.LastOrDefault();
    }

    private sealed class Watched<T>(Shape shape) : JsonConverter<T>
    {
        // A plain field's own null is the serializer's business.
        public override bool HandleNull => IsOptional(typeof(T));

        public override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            var ahead = reader;
            shape.Check(ref ahead, string.Empty);
            try
            {
                return JsonSerializer.Deserialize<T>(ref reader, options)!;
            }
            catch (JsonException exception)
            {
                throw OptionalConverters.Further(exception);
            }
        }

        public override void Write(Utf8JsonWriter writer, T value, JsonSerializerOptions options) =>
            JsonSerializer.Serialize(writer, value, options);
    }
}

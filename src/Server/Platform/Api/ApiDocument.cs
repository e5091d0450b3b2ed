using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Vouch.Server.Platform;

/// <summary>The OpenAPI 3.1 document at /openapi/v1.json, made from the endpoints themselves.</summary>
internal static class ApiDocument
{
    internal static IServiceCollection AddApiDocument(this IServiceCollection services)
    {
        services.ConfigureHttpJsonOptions(json => ApiSchemas.Configure(json.SerializerOptions));
        var shapes = new ApiSchemas();
        return services.AddOpenApi("v1", options =>
        {
            options.OpenApiVersion = OpenApiSpecVersion.OpenApi3_1;
            options.ShouldInclude = description => description.RelativePath?.StartsWith("v1/", StringComparison.Ordinal) == true;
            options.CreateSchemaReferenceId = shapes.NameOf;
            options.AddDocumentTransformer((document, _, _) => Describe(document));
            options.AddOperationTransformer(DescribeOperation);
            options.AddSchemaTransformer((schema, context, _) => ApiSchemas.Describe(schema, context.JsonTypeInfo));
        });
    }

    private static Task Describe(OpenApiDocument document)
    {
        document.Info = new OpenApiInfo
        {
            Title = "Vouch",
            Version = "1",
            Description = "Referral marketing: programs, advocates, clicks, claims, orders, rewards and the ledger behind them.",
            License = new OpenApiLicense { Name = "MIT", Url = new Uri("https://opensource.org/license/mit") },
        };
        document.Servers = [new OpenApiServer { Url = "/" }];
        foreach (var tag in document.Tags ?? new HashSet<OpenApiTag>())
        {
            tag.Description = tag.Name == nameof(Platform)
                ? "The shop itself, its keys, journal and clock."
                : $"The stage {tag.Name} of the loop.";
        }

        document.Components ??= new OpenApiComponents();
        document.Components.SecuritySchemes ??= new Dictionary<string, IOpenApiSecurityScheme>();
        document.Components.SecuritySchemes["key"] = new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.Http, Scheme = "bearer",
            Description = "A secret key (sk_…); where said so, a publishable key (pk_…).",
        };
        return Task.CompletedTask;
    }

    private static async Task DescribeOperation(
        OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken stop)
    {
        var metadata = context.Description.ActionDescriptor.EndpointMetadata;
        var path = context.Description.RelativePath ?? string.Empty;
        operation.OperationId ??= OperationId(context.Description.HttpMethod ?? "GET", path);
        operation.Summary ??= Words(operation.OperationId);
        var access = metadata.OfType<AccessAttribute>().FirstOrDefault();
        if (access is not null && access.Audience != Audience.Anyone)
        {
            operation.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference("key", context.Document)] = [] }];
            if (access.Audience.HasFlag(Audience.PublishableKey))
            {
                operation.Description = (operation.Description + " A publishable key may do this.").Trim();
            }
        }

        if (metadata.OfType<WriteRequest>().FirstOrDefault() is { } write && write.Type != typeof(NoBody))
        {
            operation.RequestBody = new OpenApiRequestBody
            {
                Required = true,
                Content = new Dictionary<string, OpenApiMediaType>
                {
                    ["application/json"] = new() { Schema = await context.GetOrCreateSchemaAsync(write.Type, null, stop) },
                },
            };
        }

        AddParameters(operation, metadata, path);
    }

    private static void AddParameters(OpenApiOperation operation, IList<object> metadata, string path)
    {
        operation.Parameters ??= [];
        foreach (var part in path.Split('/').Where(p => p.StartsWith('{')))
        {
            var name = part.Trim('{', '}').Split(':')[0].TrimStart('*');
            if (operation.Parameters.All(p => p.Name != name))
            {
                operation.Parameters.Add(new OpenApiParameter
                {
                    Name = name, In = ParameterLocation.Path, Required = true, Schema = new OpenApiSchema { Type = JsonSchemaType.String },
                });
            }
        }

        foreach (var query in QueryParameter.Of([.. metadata]))
        {
            operation.Parameters.Add(new OpenApiParameter
            {
                Name = query.Name, In = ParameterLocation.Query, Description = query.Description,
                Schema = new OpenApiSchema { Type = query.IsNumber ? JsonSchemaType.Integer : JsonSchemaType.String },
            });
        }

        if (metadata.OfType<WriteRequest>().Any() && metadata.OfType<HttpMethodMetadata>().Any(m => m.HttpMethods.Contains("POST")))
        {
            operation.Parameters.Add(new OpenApiParameter
            {
                Name = "Idempotency-Key", In = ParameterLocation.Header,
                Description = "The same key and body again gives the first answer again.",
                Schema = new OpenApiSchema { Type = JsonSchemaType.String, MaxLength = Idempotency.MaxKeyLength },
            });
        }
    }

    private static string OperationId(string method, string path)
    {
        var words = path.Replace("v1/", string.Empty, StringComparison.Ordinal).Split('/', StringSplitOptions.RemoveEmptyEntries)
            .Select(p => p.StartsWith('{') ? "By-" + p.Trim('{', '}').Split(':')[0] : p);
        return method.ToLowerInvariant() + string.Concat(
            words.SelectMany(w => w.Split('-')).Select(w => char.ToUpperInvariant(w[0]) + w[1..]));
    }

    private static string Words(string id) =>
        char.ToUpperInvariant(id[0]) + string.Concat(id[1..].Select(c => char.IsUpper(c) ? " " + char.ToLowerInvariant(c) : c.ToString()));
}

/// <summary>Tells the OpenAPI document a query parameter, which the handler reads by itself.</summary>
/// <param name="Name">As in the address.</param>
/// <param name="Description">One sentence.</param>
/// <param name="IsNumber">A whole number; text otherwise.</param>
internal sealed record QueryParameter(string Name, string Description, bool IsNumber = false)
{
    /// <summary>How every list is read page by page.</summary>
    private static readonly QueryParameter[] OfEveryList =
    [
        new("limit", $"How many items: 1 to {Call.MaxLimit}, {Call.DefaultLimit} when absent.", true),
        new("after", "The `next` of the page before."),
    ];

    /// <summary>All that an endpoint knows.</summary>
    public static IEnumerable<QueryParameter> Of(IReadOnlyList<object> metadata) =>
        metadata.OfType<QueryParameter>().Concat(IsList(metadata) ? OfEveryList : []);

    private static bool IsList(IEnumerable<object> metadata) => metadata.OfType<IProducesResponseTypeMetadata>()
        .Any(answer => answer.Type is { IsGenericType: true } type && type.GetGenericTypeDefinition() == typeof(ListOf<>));
}

using System.Collections.Frozen;
using System.IO.Compression;
using System.Reflection;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;

namespace Vouch.Server.Platform.Pages;

/// <summary>
/// Style sheets, scripts, fonts and icons, embedded in the assembly. Their addresses carry a hash of the content, so a browser
/// keeps them for a year and still gets a new one after an upgrade.
/// </summary>
internal static class AssetFiles
{
    private const string Folder = "assets/";
    private const string ForAYear = "public, max-age=31536000, immutable";

    private static readonly FrozenDictionary<string, Asset> Files = typeof(AssetFiles).Assembly.GetManifestResourceNames()
        .Where(name => name.StartsWith(Folder, StringComparison.Ordinal))
        .ToFrozenDictionary(name => name[Folder.Length..], name => new Asset(name), StringComparer.Ordinal);

    /// <summary>The address of an asset, with the hash of its content; an unknown name is a bug.</summary>
    public static string Url(string name) => $"/assets/{name}?v={Files[name].Version}";

    /// <summary>GET /assets/{name}, for everybody.</summary>
    public static RouteHandlerBuilder MapAssets(this IEndpointRouteBuilder routes) => routes.MapGet("/assets/{name}", Serve)
        .WithMetadata(new AccessAttribute(Audience.Anyone)).ExcludeFromDescription();

    /// <summary>GET /favicon.ico, which browsers ask for by themselves where no page named an icon: the same mark.</summary>
    public static void MapIcon(this IEndpointRouteBuilder routes) => routes.MapGet("/favicon.ico", (HttpContext http) =>
        {
            http.Response.Headers.CacheControl = "public, max-age=86400";
            return TypedResults.Bytes(Files["mark.svg"].Content, Files["mark.svg"].ContentType);
        })
        .WithMetadata(new AccessAttribute(Audience.Anyone)).ExcludeFromDescription();

    private static Results<FileContentHttpResult, NotFound> Serve(HttpContext http, string name)
    {
        if (!Files.TryGetValue(name, out var asset))
        {
            return TypedResults.NotFound();
        }

        http.Response.Headers.CacheControl = ForAYear;
        http.Response.Headers.Vary = HeaderNames.AcceptEncoding;
        var brotli = asset.IsText && http.Request.Headers.AcceptEncoding.ToString().Contains("br", StringComparison.Ordinal);
        if (brotli)
        {
            http.Response.Headers.ContentEncoding = "br";
        }

        return TypedResults.Bytes(brotli ? asset.Brotli : asset.Content, asset.ContentType,
            entityTag: new EntityTagHeaderValue(brotli ? $"\"{asset.Version}-br\"" : $"\"{asset.Version}\""));
    }

    private sealed class Asset(string resource)
    {
        private readonly Lazy<byte[]> _content = new(() => Read(resource));
        private byte[]? _brotli;

        public byte[] Content => _content.Value;

        public byte[] Brotli => _brotli ??= Compress(Content);

        public string Version => field ??= Convert.ToHexStringLower(SHA256.HashData(Content))[..12];

        public bool IsText => !resource.EndsWith(".woff2", StringComparison.Ordinal);

        public string ContentType => Path.GetExtension(resource) switch
        {
            ".css" => "text/css; charset=utf-8",
            ".js" => "text/javascript; charset=utf-8",
            ".svg" => "image/svg+xml",
            ".woff2" => "font/woff2",
            _ => "application/octet-stream",
        };

        private static byte[] Compress(byte[] content)
        {
            using var target = new MemoryStream();
            using (var brotli = new BrotliStream(target, CompressionLevel.Optimal))
            {
                brotli.Write(content);
            }

            return target.ToArray();
        }
    }

    /// <summary>The bytes of an embedded file.</summary>
    public static byte[] Read(string resource)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream(resource)
            ?? throw new InvalidOperationException($"{resource} is not embedded.");
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}

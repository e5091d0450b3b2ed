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
    private const string ForFiveMinutes = "public, max-age=300";

    private static readonly FrozenDictionary<string, Asset> Files = typeof(AssetFiles).Assembly.GetManifestResourceNames()
        .Where(name => name.StartsWith(Folder, StringComparison.Ordinal))
        .ToFrozenDictionary(name => name[Folder.Length..], name => new Asset(name), StringComparer.Ordinal);

    /// <summary>The address of an asset, with the hash of its content; an unknown name is a bug.</summary>
    public static string Url(string name) => $"/assets/{name}?v={Files[name].Version}";

    /// <summary>GET /assets/{name}, for everybody.</summary>
    public static void MapAssets(this IEndpointRouteBuilder routes) => routes.MapResult("/assets/{name}", Serve)
        .WithMetadata(new AccessAttribute(Audience.Anyone)).ExcludeFromDescription();

    /// <summary>GET /favicon.ico, which browsers ask for by themselves where no page named an icon: the same mark.</summary>
    public static void MapIcon(this IEndpointRouteBuilder routes) => routes.MapResult("/favicon.ico", http =>
        {
            http.Response.Headers.CacheControl = "public, max-age=86400";
            return Task.FromResult<IResult>(TypedResults.Bytes(Files["mark.svg"].Content, Files["mark.svg"].ContentType));
        })
        .WithMetadata(new AccessAttribute(Audience.Anyone)).ExcludeFromDescription();

    /// <summary>GET /widget.js and /widget.mjs, for the pages of shops: their address stays, so they are asked for again soon.</summary>
    public static void MapWidget(this IEndpointRouteBuilder routes)
    {
        foreach (var name in new[] { "widget.js", "widget.mjs" })
        {
            routes.MapResult("/" + name, http =>
                {
                    http.Response.Headers.AccessControlAllowOrigin = "*";
                    return Task.FromResult<IResult>(Send(http, Files[name], ForFiveMinutes));
                })
                .WithMetadata(new AccessAttribute(Audience.Anyone), new ForeignPagesAttribute()).ExcludeFromDescription();
        }
    }

    private static Task<IResult> Serve(HttpContext http) => Task.FromResult<IResult>(
        Files.TryGetValue((string)http.Request.RouteValues["name"]!, out var asset)
            ? Send(http, asset, ForAYear) : TypedResults.NotFound());

    private static FileContentHttpResult Send(HttpContext http, Asset asset, string caching)
    {
        http.Response.Headers.CacheControl = caching;
        http.Response.Headers.Vary = HeaderNames.AcceptEncoding;
        var accepted = http.Request.Headers.AcceptEncoding.ToString();
        var encoding = !asset.IsText ? null
            : accepted.Contains("br", StringComparison.Ordinal) ? "br"
            : accepted.Contains("gzip", StringComparison.Ordinal) ? "gzip"
            : null;
        http.Response.Headers.ContentEncoding = encoding;
        return TypedResults.Bytes(
            encoding switch { "br" => asset.Brotli, "gzip" => asset.Gzip, _ => asset.Content }, asset.ContentType,
            entityTag: new EntityTagHeaderValue(encoding is null ? $"\"{asset.Version}\"" : $"\"{asset.Version}-{encoding}\""));
    }

    private sealed class Asset(string resource)
    {
        private readonly Lazy<byte[]> _content = new(() => Read(resource));
        private byte[]? _brotli;
        private byte[]? _gzip;

        public byte[] Content => _content.Value;

        public byte[] Brotli => _brotli ??= Compress(Content, static to => new BrotliStream(to, CompressionLevel.Optimal));

        public byte[] Gzip => _gzip ??= Compress(Content, static to => new GZipStream(to, CompressionLevel.SmallestSize));

        public string Version => field ??= Convert.ToHexStringLower(SHA256.HashData(Content))[..12];

        public bool IsText => !resource.EndsWith(".woff2", StringComparison.Ordinal);

        public string ContentType => Path.GetExtension(resource) switch
        {
            ".css" => "text/css; charset=utf-8",
            ".js" or ".mjs" => "text/javascript; charset=utf-8",
            ".svg" => "image/svg+xml",
            ".woff2" => "font/woff2",
            _ => "application/octet-stream",
        };

        private static byte[] Compress(byte[] content, Func<Stream, Stream> packer)
        {
            using var target = new MemoryStream();
            using (var packed = packer(target))
            {
                packed.Write(content);
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

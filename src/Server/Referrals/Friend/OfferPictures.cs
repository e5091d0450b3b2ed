using System.Collections.Concurrent;
using System.IO.Compression;
using System.Security.Cryptography;
using Microsoft.Net.Http.Headers;
using Vouch.Domain.Pictures;

namespace Vouch.Server.Referrals.Friend;

/// <summary>
/// The pictures that shared links show, drawn once and kept by what is on them: all advocates of a program share one for each
/// language. One is drawn at a time, so that nobody can keep all processors busy with pictures.
/// </summary>
/// <param name="most">How many are kept; the oldest makes way.</param>
internal sealed class OfferPictures(int most = OfferPictures.Most)
{
    private const string Resource = "data/outlines.bin.br";
    private const int Most = 200;
    private const int TagLength = 16;

    private readonly Lazy<Outlines> _outlines = new(Load);
    private readonly ConcurrentDictionary<OfferPicture, DrawnPicture> _drawn = new();
    private readonly Queue<OfferPicture> _order = new();
    private readonly Lock _drawing = new();

    /// <summary>How many are kept now.</summary>
    public int Count => _drawn.Count;

    /// <summary>A picture as PNG.</summary>
    public DrawnPicture Of(OfferPicture picture)
    {
        if (_drawn.TryGetValue(picture, out var known))
        {
            return known;
        }

        lock (_drawing)
        {
            if (_drawn.TryGetValue(picture, out known))
            {
                return known;
            }

            var file = Png.Write(picture.Draw(_outlines.Value));
            var tag = Convert.ToHexStringLower(SHA256.HashData(file))[..TagLength];
            var drawn = new DrawnPicture(file, new EntityTagHeaderValue($"\"{tag}\""));
            _drawn[picture] = drawn;
            _order.Enqueue(picture);
            if (_order.Count > most)
            {
                _drawn.TryRemove(_order.Dequeue(), out _);
            }

            return drawn;
        }
    }

    /// <summary>The letters, as the build embedded them.</summary>
    internal static Outlines Load()
    {
        using var packed = typeof(OfferPictures).Assembly.GetManifestResourceStream(Resource)
            ?? throw new InvalidOperationException($"{Resource} is not embedded.");
        using var brotli = new BrotliStream(packed, CompressionMode.Decompress);
        using var plain = new MemoryStream();
        brotli.CopyTo(plain);
        return Outlines.Read(plain.GetBuffer().AsSpan(0, (int)plain.Length));
    }
}

/// <summary>A picture as it is sent.</summary>
/// <param name="File">The PNG.</param>
/// <param name="Tag">Changes with the content.</param>
internal sealed record DrawnPicture(byte[] File, EntityTagHeaderValue Tag);

using System.Buffers.Binary;

namespace Vouch.Domain.Pictures;

/// <summary>What an uploaded picture says of itself in its first bytes; the name that it came by says nothing.</summary>
/// <param name="MediaType"><c>image/png</c> or <c>image/jpeg</c>.</param>
/// <param name="Width">Pixels.</param>
/// <param name="Height">Pixels.</param>
public sealed record PictureFile(string MediaType, int Width, int Height)
{
    private const int PngHead = 24;

    /// <summary>Reads the head of a PNG (W3C PNG 11.2.2) or JPEG (ITU-T T.81 B.2.2); null for anything else.</summary>
    public static PictureFile? Read(ReadOnlySpan<byte> bytes)
    {
        ReadOnlySpan<byte> png = [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0d, 0x0a, 0x1a, 0x0a];
        if (bytes.Length >= PngHead && bytes.StartsWith(png) && bytes.Slice(12, 4).SequenceEqual("IHDR"u8))
        {
            return Sized("image/png", BinaryPrimitives.ReadUInt32BigEndian(bytes[16..]), BinaryPrimitives.ReadUInt32BigEndian(bytes[20..]));
        }

        return bytes.StartsWith((ReadOnlySpan<byte>)[0xff, 0xd8, 0xff]) ? Jpeg(bytes) : null;
    }

    // From segment to segment up to the frame's header.
    private static PictureFile? Jpeg(ReadOnlySpan<byte> bytes)
    {
        for (var at = 2; at + 9 < bytes.Length && bytes[at] == 0xff;)
        {
            var marker = bytes[at + 1];
            if (marker is >= 0xc0 and <= 0xcf and not (0xc4 or 0xc8 or 0xcc))
            {
                return Sized(
                    "image/jpeg", BinaryPrimitives.ReadUInt16BigEndian(bytes[(at + 7)..]),
                    BinaryPrimitives.ReadUInt16BigEndian(bytes[(at + 5)..]));
            }

            // A segment is as long as it says, of which its own two bytes of length are part.
            at += marker == 0xff ? 1 : 2 + Math.Max((ushort)2, BinaryPrimitives.ReadUInt16BigEndian(bytes[(at + 2)..]));
        }

        return null;
    }

    private static PictureFile? Sized(string type, uint width, uint height) =>
        width is > 0 and < 1 << 16 && height is > 0 and < 1 << 16 ? new PictureFile(type, (int)width, (int)height) : null;
}

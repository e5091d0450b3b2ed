using System.Buffers.Binary;
using System.IO.Compression;

namespace Vouch.Domain.Pictures;

/// <summary>Writes a canvas as PNG (ISO/IEC 15948): eight bits a channel, no transparency, sRGB.</summary>
public static class Png
{
    private const int Filters = 3;
    private const byte PlainFilter = 0;
    private const byte LeftFilter = 1;
    private const byte UpFilter = 2;
    private const int HeaderLength = 13;
    private const byte BitDepth = 8;
    private const byte TrueColor = 2;
    private const uint Polynomial = 0xEDB88320;

    private static readonly uint[] Remainders = MakeRemainders();

    private static ReadOnlySpan<byte> Signature => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    /// <summary>The file.</summary>
    /// <param name="canvas">What to write.</param>
    /// <param name="level">How hard to pack.</param>
    public static byte[] Write(Canvas canvas, CompressionLevel level = CompressionLevel.Optimal)
    {
        ArgumentNullException.ThrowIfNull(canvas);
        using var file = new MemoryStream();
        file.Write(Signature);

        Span<byte> header = stackalloc byte[HeaderLength];
        BinaryPrimitives.WriteInt32BigEndian(header, canvas.Width);
        BinaryPrimitives.WriteInt32BigEndian(header[sizeof(int)..], canvas.Height);
        header[2 * sizeof(int)] = BitDepth;
        header[(2 * sizeof(int)) + 1] = TrueColor;
        header[((2 * sizeof(int)) + 2)..].Clear();
        WriteChunk(file, "IHDR"u8, header);
        WriteChunk(file, "sRGB"u8, [0]);
        WriteChunk(file, "IDAT"u8, Pack(canvas, level));
        WriteChunk(file, "IEND"u8, []);
        return file.ToArray();
    }

    private static byte[] Pack(Canvas canvas, CompressionLevel level)
    {
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, level, leaveOpen: true))
        {
            var stride = canvas.Width * Canvas.Channels;
            var lines = new byte[Filters][];
            for (var filter = 0; filter < Filters; filter++)
            {
                lines[filter] = new byte[stride + 1];
                lines[filter][0] = (byte)filter;
            }

            ReadOnlySpan<byte> above = new byte[stride];
            for (var y = 0; y < canvas.Height; y++)
            {
                var row = canvas.Pixels.Slice(y * stride, stride);
                zlib.Write(Best(lines, row, above));
                above = row;
            }
        }

        return packed.ToArray();
    }

    // The line with the smallest differences packs best, as the standard advises (12.8).
    private static byte[] Best(byte[][] lines, ReadOnlySpan<byte> row, ReadOnlySpan<byte> above)
    {
        if (row.SequenceEqual(above))
        {
            lines[UpFilter].AsSpan(1).Clear();
            return lines[UpFilter];
        }

        row.CopyTo(lines[PlainFilter].AsSpan(1));
        var left = lines[LeftFilter].AsSpan(1, row.Length);
        var up = lines[UpFilter].AsSpan(1, row.Length);
        Span<int> sums = [0, 0, 0];
        unchecked
        {
            for (var i = 0; i < row.Length; i++)
            {
                left[i] = (byte)(row[i] - (i < Canvas.Channels ? 0 : row[i - Canvas.Channels]));
                up[i] = (byte)(row[i] - above[i]);
                sums[PlainFilter] += Magnitude(row[i]);
                sums[LeftFilter] += Magnitude(left[i]);
                sums[UpFilter] += Magnitude(up[i]);
            }
        }

        return lines[sums.IndexOf(Math.Min(sums[PlainFilter], Math.Min(sums[LeftFilter], sums[UpFilter])))];
    }

    private static int Magnitude(byte difference) => difference < 128 ? difference : 256 - difference;

    private static void WriteChunk(MemoryStream file, ReadOnlySpan<byte> type, ReadOnlySpan<byte> content)
    {
        Span<byte> number = stackalloc byte[sizeof(uint)];
        BinaryPrimitives.WriteInt32BigEndian(number, content.Length);
        file.Write(number);
        file.Write(type);
        file.Write(content);
        BinaryPrimitives.WriteUInt32BigEndian(number, ~Check(Check(uint.MaxValue, type), content));
        file.Write(number);
    }

    private static uint Check(uint sum, ReadOnlySpan<byte> bytes)
    {
        foreach (var value in bytes)
        {
            sum = Remainders[(sum ^ value) & byte.MaxValue] ^ (sum >> 8);
        }

        return sum;
    }

    private static uint[] MakeRemainders()
    {
        var remainders = new uint[byte.MaxValue + 1];
        for (var i = 0u; i < remainders.Length; i++)
        {
            remainders[i] = i;
            for (var bit = 0; bit < 8; bit++)
            {
                remainders[i] = (remainders[i] & 1) == 0 ? remainders[i] >> 1 : Polynomial ^ (remainders[i] >> 1);
            }
        }

        return remainders;
    }
}

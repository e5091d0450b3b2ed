using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using Shouldly;
using Vouch.Domain.Pictures;
using Xunit;

namespace Vouch.Domain.Tests.Pictures;

public sealed class PngTests
{
    [Theory]
    [InlineData(CompressionLevel.NoCompression), InlineData(CompressionLevel.Fastest), InlineData(CompressionLevel.Optimal)]
    public void What_is_written_reads_back_as_the_same_pixels(CompressionLevel level)
    {
        foreach (var canvas in Canvases())
        {
            var (width, height, pixels) = Decode(Png.Write(canvas, level));
            (width, height).ShouldBe((canvas.Width, canvas.Height));
            pixels.AsSpan().SequenceEqual(canvas.Pixels).ShouldBeTrue();
        }
    }

    private static IEnumerable<Canvas> Canvases()
    {
        yield return new Canvas(1, 1, new Rgb(1, 2, 3));
        var noise = new Canvas(61, 47, Rgb.White);
        var draw = new Random(7);
        for (var i = 0; i < 400; i++)
        {
            var color = new Rgb((byte)draw.Next(256), (byte)draw.Next(256), (byte)draw.Next(256));
            noise.Fill(Shape.Disc(draw.NextDouble() * 61, draw.NextDouble() * 47, draw.NextDouble() * 9), color);
        }

        yield return noise;
        yield return new OfferPicture("Чай & Œuvre", "tea.example", "Rabat 15% na zamówienie", "Od 10 zł.", Rgb.Parse("#0b5f58"))
            .Draw(Letters.All);
    }

    // The standard, read the other way round: chunks and their check sums, the packed lines, the filters taken back.
    private static (int Width, int Height, byte[] Pixels) Decode(byte[] file)
    {
        file[..8].ShouldBe([137, 80, 78, 71, 13, 10, 26, 10]);
        var (width, height, packed, names) = (0, 0, new List<byte>(), new List<string>());
        for (var at = 8; at < file.Length;)
        {
            var length = BinaryPrimitives.ReadInt32BigEndian(file.AsSpan(at));
            var name = Encoding.ASCII.GetString(file, at + 4, 4);
            var content = file[(at + 8)..(at + 8 + length)];
            BinaryPrimitives.ReadUInt32BigEndian(file.AsSpan(at + 8 + length)).ShouldBe(Check(file[(at + 4)..(at + 8 + length)]), name);
            names.Add(name);
            if (name == "IHDR")
            {
                (width, height) = (BinaryPrimitives.ReadInt32BigEndian(content), BinaryPrimitives.ReadInt32BigEndian(content.AsSpan(4)));
                content[8..].ShouldBe([8, 2, 0, 0, 0]);
            }
            else if (name == "IDAT")
            {
                packed.AddRange(content);
            }

            at += 12 + length;
        }

        names.ShouldBe(["IHDR", "sRGB", "IDAT", "IEND"]);
        using var zlib = new ZLibStream(new MemoryStream([.. packed]), CompressionMode.Decompress);
        using var plain = new MemoryStream();
        zlib.CopyTo(plain);
        return (width, height, Unfilter(plain.ToArray(), width * 3, height));
    }

    private static byte[] Unfilter(byte[] lines, int stride, int height)
    {
        lines.Length.ShouldBe((stride + 1) * height);
        var pixels = new byte[stride * height];
        for (var i = 0; i < pixels.Length; i++)
        {
            var (row, column) = (i / stride, i % stride);
            var value = lines[(row * (stride + 1)) + 1 + column];
            var before = lines[row * (stride + 1)] switch
            {
                0 => 0,
                1 => column < 3 ? 0 : pixels[i - 3],
                2 => row == 0 ? 0 : pixels[i - stride],
                var filter => throw new InvalidOperationException($"Filter {filter} is never written."),
            };
            pixels[i] = (byte)((value + before) & 255);
        }

        return pixels;
    }

    private static uint Check(byte[] bytes)
    {
        var sum = uint.MaxValue;
        foreach (var value in bytes)
        {
            sum ^= value;
            for (var bit = 0; bit < 8; bit++)
            {
                sum = (sum >> 1) ^ ((sum & 1) * 0xEDB88320u);
            }
        }

        return ~sum;
    }
}

using System.IO.Compression;
using Vouch.Domain.Pictures;

namespace Vouch.Domain.Tests.Pictures;

/// <summary>The letters as the build made them.</summary>
internal static class Letters
{
    public static byte[] Bytes { get; } = Unpack();

    public static Outlines All { get; } = Outlines.Read(Bytes);

    private static byte[] Unpack()
    {
        using var brotli = new BrotliStream(File.OpenRead(TestData.PathOf("outlines.bin.br")), CompressionMode.Decompress);
        using var plain = new MemoryStream();
        brotli.CopyTo(plain);
        return plain.ToArray();
    }
}

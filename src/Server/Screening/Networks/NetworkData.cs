using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace Vouch.Server.Screening.Networks;

/// <summary>The table that compact.mjs makes, in memory: some ten megabytes of arrays and no object for each range.</summary>
internal sealed class NetworkData
{
    private const string Resource = "data/networks.bin.br";
    private const int CountryLength = 2;
    private const int Planes = 3;
    private static ReadOnlySpan<byte> Magic => "VNET1"u8;
    private static ReadOnlySpan<byte> NoCountry => "--"u8;

    private readonly byte[] _organisations;
    private readonly int[] _lineStarts;
    private readonly string?[] _countries;
    private readonly int[] _entryLines;
    private readonly byte[] _entryCountries;
    private readonly uint[] _numbers;
    private readonly uint[] _starts4;
    private readonly int[] _entries4;
    private readonly ulong[] _starts6;
    private readonly int[] _entries6;

    private NetworkData(Reader reader)
    {
        _organisations = reader.Text().ToArray();
        _countries = Countries(reader.Text());
        var entries = reader.Number();
        _entryLines = Array.ConvertAll(reader.Steps(entries), line => (int)line);
        _entryCountries = reader.Bytes(entries).ToArray();
        _numbers = Array.ConvertAll(reader.Steps(reader.Number()), number => (uint)number);
        _lineStarts = LineStarts(_organisations, _numbers.Length);
        var ranges = reader.Number();
        _starts4 = Array.ConvertAll(reader.Steps(ranges), start => (uint)start);
        _entries4 = reader.Entries(ranges);
        ranges = reader.Number();
        _starts6 = reader.Steps(ranges);
        _entries6 = reader.Entries(ranges);
    }

    /// <summary>Reads the table that is embedded; about a third of a second.</summary>
    public static NetworkData Load()
    {
        using var packed = typeof(NetworkData).Assembly.GetManifestResourceStream(Resource)
            ?? throw new InvalidOperationException($"{Resource} is not embedded.");
        using var brotli = new BrotliStream(packed, CompressionMode.Decompress);
        using var plain = new MemoryStream();
        brotli.CopyTo(plain);
        return new NetworkData(new Reader(plain.GetBuffer().AsMemory(0, (int)plain.Length)));
    }

    /// <summary>What is known of an IPv4 address.</summary>
    public (string? Country, long Asn, string Organisation) Of(uint address) => Entry(_entries4, Array.BinarySearch(_starts4, address));

    /// <summary>What is known of an IPv6 network of 64 bits.</summary>
    public (string? Country, long Asn, string Organisation) Of(ulong network) => Entry(_entries6, Array.BinarySearch(_starts6, network));

    private (string? Country, long Asn, string Organisation) Entry(int[] entries, int found)
    {
        var at = found >= 0 ? found : ~found - 1;
        if (at < 0)
        {
            return (null, 0, "");
        }

        var line = _entryLines[entries[at]];
        var name = _organisations.AsSpan(_lineStarts[line].._lineStarts[line + 1]).TrimEnd((byte)'\n');
        return (_countries[_entryCountries[entries[at]]], _numbers[line], Encoding.UTF8.GetString(name));
    }

    private static string?[] Countries(ReadOnlySpan<byte> letters)
    {
        var countries = new string?[letters.Length / CountryLength];
        for (var i = 0; i < countries.Length; i++)
        {
            var country = letters.Slice(i * CountryLength, CountryLength);
            countries[i] = country.SequenceEqual(NoCountry) ? null : Encoding.ASCII.GetString(country);
        }

        return countries;
    }

    private static int[] LineStarts(byte[] lines, int count)
    {
        var starts = new int[count + 1];
        var at = 0;
        for (var line = 1; line < count; line++)
        {
            at += lines.AsSpan(at).IndexOf((byte)'\n') + 1;
            starts[line] = at;
        }

        starts[count] = lines.Length;
        return starts;
    }

    private sealed class Reader
    {
        private readonly ReadOnlyMemory<byte> _bytes;
        private int _at;

        public Reader(ReadOnlyMemory<byte> bytes)
        {
            _bytes = bytes;
            if (!Bytes(Magic.Length).SequenceEqual(Magic))
            {
                throw new InvalidOperationException($"{Resource} has another format.");
            }
        }

        public ReadOnlySpan<byte> Bytes(int count)
        {
            var bytes = _bytes.Span.Slice(_at, count);
            _at += count;
            return bytes;
        }

        public int Number() => checked((int)BinaryPrimitives.ReadUInt32LittleEndian(Bytes(sizeof(uint))));

        public ReadOnlySpan<byte> Text() => Bytes(Number());

        public ulong[] Steps(int count)
        {
            var values = new ulong[count];
            var bytes = _bytes.Span;
            var value = 0UL;
            for (var i = 0; i < count; i++)
            {
                var (step, shift) = (0UL, 0);
                for (; bytes[_at] >= 0x80; shift += 7)
                {
                    step |= (ulong)(bytes[_at++] & 0x7F) << shift;
                }

                value += step | ((ulong)bytes[_at++] << shift);
                values[i] = value;
            }

            return values;
        }

        public int[] Entries(int count)
        {
            var entries = new int[count];
            for (var plane = 0; plane < Planes; plane++)
            {
                var bytes = Bytes(count);
                for (var i = 0; i < count; i++)
                {
                    entries[i] |= bytes[i] << (plane * 8);
                }
            }

            return entries;
        }
    }
}

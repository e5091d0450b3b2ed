using System.Buffers.Binary;

namespace Vouch.Domain.Pictures;

/// <summary>Reads numbers one after another.</summary>
internal ref struct OutlineReader(ReadOnlySpan<byte> bytes)
{
    private readonly ReadOnlySpan<byte> _bytes = bytes;
    private int _at = 0;

    public bool Begins(ReadOnlySpan<byte> magic) => _bytes.StartsWith(magic) && Bytes(magic.Length).Length > 0;

    public ReadOnlySpan<byte> Bytes(int count)
    {
        var bytes = _bytes.Slice(_at, count);
        _at += count;
        return bytes;
    }

    public int Short() => BinaryPrimitives.ReadInt16LittleEndian(Bytes(sizeof(short)));

    public int Number()
    {
        var (value, shift) = (0, 0);
        for (; _bytes[_at] >= 0x80; shift += 7)
        {
            value |= (_bytes[_at++] & 0x7F) << shift;
        }

        return value | (_bytes[_at++] << shift);
    }

    public int Signed()
    {
        var value = Number();
        return (value & 1) == 0 ? value >> 1 : -((value + 1) >> 1);
    }

    public int[] Numbers(int count)
    {
        var values = new int[count];
        for (var i = 0; i < count; i++)
        {
            values[i] = Number();
        }

        return values;
    }

    public int[] Steps(int count)
    {
        var values = Numbers(count);
        for (var i = 1; i < count; i++)
        {
            values[i] += values[i - 1];
        }

        return values;
    }
}

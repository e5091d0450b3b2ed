using System.Security.Cryptography;

namespace Vouch.Server.Platform;

/// <summary>AES-256-GCM with a random nonce for each message: the one place that calls the cipher.</summary>
internal static class AesGcmBox
{
    /// <summary>The size of every key, bytes.</summary>
    internal const int KeySize = 32;

    /// <summary>The size of a nonce, bytes.</summary>
    internal const int NonceSize = 12;

    private const int TagSize = 16;

    /// <summary>A new nonce, and tag and cipher text in one piece.</summary>
    internal static (byte[] Nonce, byte[] TagAndCipher) Lock(byte[] key, ReadOnlySpan<byte> clear, byte[] bound)
    {
        var nonce = RandomNumberGenerator.GetBytes(NonceSize);
        var box = new byte[TagSize + clear.Length];
        using var cipher = new AesGcm(key, TagSize);
        cipher.Encrypt(nonce, clear, box.AsSpan(TagSize), box.AsSpan(0, TagSize), bound);
        return (nonce, box);
    }

    /// <summary>The clear bytes, which the caller wipes; null where anything was changed or bound otherwise.</summary>
    internal static byte[]? Unlock(byte[] key, ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> tagAndCipher, byte[] bound)
    {
        if (nonce.Length != NonceSize || tagAndCipher.Length < TagSize)
        {
            return null;
        }

        var clear = new byte[tagAndCipher.Length - TagSize];
        using var cipher = new AesGcm(key, TagSize);
        try
        {
            cipher.Decrypt(nonce, tagAndCipher[TagSize..], tagAndCipher[..TagSize], clear, bound);
            return clear;
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }
    }
}

using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Vouch.Domain.People;

/// <summary>Codes of an authenticator app: RFC 6238 with HMAC-SHA-1 and steps of 30 seconds, which is what all of them know.</summary>
public static class Totp
{
    /// <summary>Bytes of a secret: as long as what the HMAC yields (RFC 4226, section 4).</summary>
    public const int SecretLength = 20;

    /// <summary>Digits of a code.</summary>
    public const int Digits = 6;

    private const long StepMilliseconds = 30_000;
    private const string Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    /// <summary>Which step of 30 seconds an instant is in, counted from 1970.</summary>
    public static long StepOf(Instant at) => at.Milliseconds / StepMilliseconds;

    /// <summary>The code of one step.</summary>
    /// <param name="secret">What the app and we both know.</param>
    /// <param name="step">See <see cref="StepOf"/>.</param>
    /// <param name="digits">How many digits, up to 8.</param>
    [SuppressMessage("Security", "CA5350:Do Not Use Weak Cryptographic Algorithms", Justification = "RFC 6238; apps know no other")]
    public static string Code(byte[] secret, long step, int digits = Digits)
    {
        Span<byte> counter = stackalloc byte[8];
        Span<byte> mac = stackalloc byte[20];
        BinaryPrimitives.WriteInt64BigEndian(counter, step);
        HMACSHA1.HashData(secret, counter, mac);
        var number = BinaryPrimitives.ReadInt32BigEndian(mac[(mac[^1] & 15)..]) & int.MaxValue;
        var modulus = (int)Math.Pow(10, digits);
        return (number % modulus).ToString(CultureInfo.InvariantCulture).PadLeft(digits, '0');
    }

    /// <summary>The step whose code was typed: the present one, the one before or after it; null where it is none of them.</summary>
    /// <param name="secret">What the app and we both know.</param>
    /// <param name="typed">As typed; spaces do not count.</param>
    /// <param name="now">Wall time.</param>
    /// <param name="lastStep">The last step whose code was used: no code of it or before counts again.</param>
    public static long? Match(byte[] secret, string typed, Instant now, long lastStep)
    {
        var code = Encoding.ASCII.GetBytes(typed.Replace(" ", "", StringComparison.Ordinal));
        var present = StepOf(now);
        long? matched = null;
        // All are compared, whichever it is.
        for (var step = present - 1; step <= present + 1; step++)
        {
            var isIt = CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(Code(secret, step)), code);
            matched = isIt && step > lastStep ? step : matched;
        }

        return matched;
    }

    /// <summary>Bytes in base 32 (RFC 4648) without padding, as apps take them.</summary>
    public static string Base32(ReadOnlySpan<byte> bytes)
    {
        var text = new StringBuilder((bytes.Length * 8 / 5) + 1);
        var (bits, kept) = (0, 0);
        foreach (var one in bytes)
        {
            (bits, kept) = ((bits << 8) | one, kept + 8);
            for (; kept >= 5; kept -= 5)
            {
                text.Append(Letters[(bits >> (kept - 5)) & 31]);
            }

            bits &= (1 << kept) - 1;
        }

        return kept == 0 ? text.ToString() : text.Append(Letters[(bits << (5 - kept)) & 31]).ToString();
    }

    /// <summary>What the QR code says to an app: <c>otpauth://totp/…</c>.</summary>
    /// <param name="issuer">Whose page it is for.</param>
    /// <param name="account">Whose account there.</param>
    /// <param name="secret">What both will know.</param>
    public static string Address(string issuer, string account, byte[] secret) =>
        $"otpauth://totp/{Uri.EscapeDataString(issuer)}:{Uri.EscapeDataString(account)}"
        + $"?secret={Base32(secret)}&issuer={Uri.EscapeDataString(issuer)}&algorithm=SHA1&digits={Digits}&period=30";
}

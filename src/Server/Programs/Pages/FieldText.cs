using System.Globalization;
using Vouch.Server.Platform.Pages;
using Vouch.Server.Platform.Pages.Forms;

namespace Vouch.Server.Programs.Pages;

/// <summary>Numbers and amounts between a form's texts and a request; what cannot be read is said beside its field.</summary>
internal static class FieldText
{
    /// <summary>A whole number; null when empty or unreadable.</summary>
    public static long? Number(FormValues form, string name)
    {
        if (form[name].Length == 0)
        {
            return null;
        }

        if (long.TryParse(form[name], NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            return number;
        }

        form.Refuse(name, ProgramTexts.NotANumber);
        return null;
    }

    /// <summary>A percentage; null when empty or unreadable.</summary>
    public static decimal? Percentage(FormValues form, string name)
    {
        if (decimal.TryParse(form[name].Replace(',', '.'), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var percent))
        {
            return percent;
        }

        if (form[name].Length > 0)
        {
            form.Refuse(name, ProgramTexts.NotANumber);
        }

        return null;
    }

    /// <summary>Minor units; null when empty or unreadable.</summary>
    public static long? Money(FormValues form, string name, Locality place)
    {
        if (form[name].Length == 0)
        {
            return null;
        }

        var minor = place.Minor(form[name]);
        if (minor is null)
        {
            form.Refuse(name, ProgramTexts.NotAnAmount);
        }

        return minor;
    }

    /// <summary>An amount as typed; empty for nothing.</summary>
    public static string Amount(long minor, Locality place) => minor == 0 ? "" : place.Plain(minor);

    /// <summary>A number as typed; empty for none.</summary>
    public static string Of(long? number) => number?.ToString(CultureInfo.InvariantCulture) ?? "";
}

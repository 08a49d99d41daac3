using System.Text;

namespace CaseTriage.Formats.Mail.Outlook;

/// <summary>Names of code pages.</summary>
internal static class CodePageName
{
    /// <summary>The name under which mails declare a code page; null for one that nobody knows.</summary>
    public static string? Of(int codePage)
    {
        // 0 to 3 stand for those of the machine that reads.
        if (codePage is < 37 or > 65535)
        {
            return null;
        }

        try
        {
            return (CodePagesEncodingProvider.Instance.GetEncoding(codePage) ?? Encoding.GetEncoding(codePage)).WebName;
        }
        catch (Exception unknown) when (unknown is ArgumentException or NotSupportedException)
        {
            return null;
        }
    }
}

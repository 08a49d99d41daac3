using MimeKit.IO;
using MimeKit.IO.Filters;
using MimeKit.Tnef;

namespace CaseTriage.Formats.Mail.Outlook;

/// <summary>The compressed rich text of a mail (MS-OXRTFCP).</summary>
internal static class RtfBody
{
    /// <summary>Most bytes of rich text that are read, unpacked.</summary>
    public const int MaxSizeInBytes = 16 << 20;

    /// <summary>Most bytes that are read of it, packed.</summary>
    public const int MaxPackedSizeInBytes = 4 << 20;

    /// <summary>Unpacks rich text as far as it can be had; reading ends where it is no more, whatever size its head states.</summary>
    public static byte[] Unpack(byte[] packed)
    {
        using var source = new MemoryStream(packed, writable: false);
        using var filtered = new FilteredStream(source);
        filtered.Add(new RtfCompressedToRtf());
        using var unpacked = new MemoryStream();
        byte[] buffer = new byte[1 << 14];
        try
        {
            for (int read = filtered.Read(buffer, 0, buffer.Length); read > 0 && unpacked.Length < MaxSizeInBytes; read = filtered.Read(buffer, 0, buffer.Length))
            {
                unpacked.Write(buffer, 0, read);
            }
        }
        catch (Exception foreign) when (MailReader.IsOfTheLibrary(foreign))
        {
            // What was unpacked before stands.
        }

        return unpacked.ToArray();
    }
}

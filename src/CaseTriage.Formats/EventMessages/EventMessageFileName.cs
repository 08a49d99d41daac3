using System.Globalization;

namespace CaseTriage.Formats.EventMessages;

/// <summary>
/// What the place of a file of texts says: <c>LocaleMetaData/NAME_LCID.MTA</c> beside the log, where NAME is the log's file name without its extension and LCID the
/// language as a decimal number (1033 English, 2052 Simplified Chinese). The file itself names neither. Source: the Forensics Wiki on EVTX, and scripts that move both files.
/// </summary>
/// <param name="LogFolder">Folder of the log with its closing slash, or empty.</param>
/// <param name="LogName">File name of the log without <c>.evtx</c>.</param>
/// <param name="Lcid">Language.</param>
public sealed record EventMessageFileName(string LogFolder, string LogName, int Lcid)
{
    /// <summary>Name of the folder; Windows writes it so, any case is read.</summary>
    public const string Folder = "LocaleMetaData";

    private const string Extension = ".MTA";
    private const string LogExtension = ".evtx";

    // Chinese first, since the customers' systems speak it and the support engineers read it; English next, since everyone reads it.
    private static readonly int[] s_preferred = [2052, 1033];

    /// <summary>Place in the order of choice among several languages of one log: the lowest is used.</summary>
    public int Rank => Array.IndexOf(s_preferred, Lcid) is var place and >= 0 ? place : s_preferred.Length + Lcid;

    /// <summary>Reads a path, parts joined by '/'; null where it is no place of such a file.</summary>
    public static EventMessageFileName? Parse(string path)
    {
        int nameAt = path.LastIndexOf('/') + 1;
        int folderAt = nameAt > 1 ? path.LastIndexOf('/', nameAt - 2) + 1 : 0;
        string name = path[nameAt..];
        if (nameAt == 0 || !path[folderAt..(nameAt - 1)].Equals(Folder, StringComparison.OrdinalIgnoreCase) || !name.EndsWith(Extension, StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        int line = name.LastIndexOf('_');
        return line > 0 && int.TryParse(name.AsSpan()[(line + 1)..^Extension.Length], NumberStyles.None, CultureInfo.InvariantCulture, out int lcid)
            ? new EventMessageFileName(path[..folderAt], Bare(name[..line]), lcid)
            : null;
    }

    /// <summary>Whether it belongs to a log.</summary>
    /// <param name="logPath">Path of the log, parts joined by '/'.</param>
    public bool IsFor(string logPath)
    {
        int nameAt = logPath.LastIndexOf('/') + 1;
        return logPath.AsSpan(0, nameAt).SequenceEqual(LogFolder) && Bare(logPath[nameAt..]).Equals(LogName, StringComparison.OrdinalIgnoreCase);
    }

    private static string Bare(string name) => name.EndsWith(LogExtension, StringComparison.OrdinalIgnoreCase) ? name[..^LogExtension.Length] : name;
}

using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using CaseTriage.Analysis.Documents;

namespace CaseTriage.Analysis.Mail;

/// <summary>Who sent a mail, so that his mails come together whatever form they arrive in.</summary>
internal static partial class Sender
{
    private const int KeyLength = 12;

    /// <summary>His name in upper case; of one who shows none, the key of his address.</summary>
    public static string Of(MessageSummary message)
    {
        string name = Address().Replace(message.From, "").Trim(' ', '"', '\'');
        return name.Length > 0 ? name.ToUpperInvariant() : message.SenderKey ?? message.From;
    }

    /// <summary>Stands for an address that is shown nowhere: 12 hex digits; null where the sender as written holds none.</summary>
    public static string? KeyOf(string from) =>
        Raw().Match(from) is { Success: true } address
            ? Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes("sender\n" + address.Value.ToUpperInvariant())))[..KeyLength]
            : null;

    [GeneratedRegex(@"[<\[(]?(?:mailto:)?‹mail›@[A-Za-z0-9.-]{1,200}[>\])]?|<[^>]{0,200}>", RegexOptions.CultureInvariant, 2000)]
    private static partial Regex Address();

    [GeneratedRegex(@"[A-Za-z0-9._%+-]{1,64}@[A-Za-z0-9.-]{1,200}", RegexOptions.CultureInvariant, 2000)]
    private static partial Regex Raw();
}

using System.Collections.Frozen;
using System.Collections.Immutable;
using CaseTriage.Analysis.Devices;
using CaseTriage.Analysis.Documents;

namespace CaseTriage.Analysis.Mail;

/// <summary>Which device each mail speaks of, where it is one only, and the files that the mail carried or announces.</summary>
internal static class MailCarriers
{
    // A mail announces a handful of files; looking for thousands of names in each mail would take for ever.
    private const int MaxFiles = 200;

    /// <summary>Reads the mails.</summary>
    /// <param name="messages">All mails of the case, in order and numbered as in the document.</param>
    /// <param name="paths">Paths of all files of the case.</param>
    public static MailCargo Read(ImmutableArray<MessageSummary> messages, IEnumerable<string> paths)
    {
        List<Letter> letters = [.. messages.Select(Letter.Read)];
        var index = SerialIndex.Read(letters, []);
        ImmutableArray<string> files = [.. paths.Where(path => !path.Contains(Bundles.ArtifactPath.ContainerSeparator, StringComparison.Ordinal)).Take(MaxFiles)];
        var carried = ImmutableSortedDictionary.CreateBuilder<string, (string, Evidence)>(StringComparer.Ordinal);
        foreach (Letter letter in letters)
        {
            (string Serial, string Sentence)[] named = [.. letter.Sentences.SelectMany(sentence => index.In(sentence.Text).Select(mention => (mention.Serial, sentence.Text))).DistinctBy(mention => mention.Serial)];
            if (named is [var (serial, sentence)])
            {
                // An earlier mail that carried the same file has had its say.
                foreach (string path in files.Where(file => IsAnnounced(letter, file)).Append(letter.Message.Artifact))
                {
                    carried.TryAdd(path, (serial, letter.Cite(sentence)));
                }
            }
        }

        // A thread is one file of many mails: what is in it came with none of them in particular.
        carried.RemoveRange(messages.GroupBy(message => message.Artifact, StringComparer.Ordinal).Where(thread => thread.Count() > 1).Select(thread => thread.Key));
        return new MailCargo(index.All.ToFrozenSet(StringComparer.OrdinalIgnoreCase), carried.ToImmutable());
    }

    /// <summary>What was not there yet at an instant: mails sent later, and files that only later mails carried or announce. Of other files nothing says when they came.</summary>
    /// <param name="messages">All mails of the case, in order, later ones included.</param>
    /// <param name="paths">Paths of all files of the case.</param>
    /// <param name="instant">The instant.</param>
    public static ImmutableHashSet<string> CameAfter(ImmutableArray<MessageSummary> messages, IEnumerable<string> paths, DateTimeOffset instant)
    {
        List<Letter> letters = [.. messages.Select(Letter.Read)];
        bool IsLate(IEnumerable<MessageSummary> carriers) => carriers.Any() && carriers.All(message => message.SentAt > instant);
        return
        [
            .. messages.GroupBy(message => message.Artifact, StringComparer.Ordinal).Where(IsLate).Select(mail => mail.Key),
            .. paths.Where(path => !path.Contains(Bundles.ArtifactPath.ContainerSeparator, StringComparison.Ordinal)).Take(MaxFiles)
                .Where(path => IsLate(letters.Where(letter => IsAnnounced(letter, path)).Select(letter => letter.Message))),
        ];
    }

    private static bool IsAnnounced(Letter letter, string file)
    {
        string name = file[(file.LastIndexOf('/') + 1)..];
        return letter.Message.AttachmentsExpected.Contains(name, StringComparer.OrdinalIgnoreCase) || (name.Length > 4 && letter.Body.Contains(name, StringComparison.OrdinalIgnoreCase));
    }
}

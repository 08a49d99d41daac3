using System.Collections.Immutable;
using CaseTriage.Analysis.Documents;

namespace CaseTriage.Web.Features.Cases.Timeline;

/// <summary>A file that a mail carries or names.</summary>
/// <param name="Name">As the mail says.</param>
/// <param name="Path">Path of the artifact; null where the case does not hold it.</param>
public sealed record MailFile(string Name, string? Path);

/// <summary>The files of a mail: those that came with it, and those that it names.</summary>
public static class MailFiles
{
    /// <summary>Parts a container from what it holds.</summary>
    private const string Inside = "!/";

    /// <summary>Files of a mail, each once.</summary>
    public static ImmutableArray<MailFile> Of(MessageSummary message, AnalysisDocument document)
    {
        string inside = message.Artifact + Inside;
        List<MailFile> carried = message.IsQuoted ? [] :
        [
            .. document.Artifacts.Select(artifact => artifact.Path)
                .Where(path => path.StartsWith(inside, StringComparison.Ordinal) && path.IndexOf(Inside, inside.Length, StringComparison.Ordinal) < 0)
                .Select(path => new MailFile(path[inside.Length..], path)),
        ];
        return
        [
            .. carried,
            .. message.AttachmentsExpected.Where(name => !carried.Exists(file => string.Equals(file.Name, name, StringComparison.OrdinalIgnoreCase)))
                .Select(name => new MailFile(name, document.Artifacts.FirstOrDefault(artifact => IsNamed(artifact.Path, name))?.Path)),
        ];
    }

    private static bool IsNamed(string path, string name) =>
        path.EndsWith(name, StringComparison.OrdinalIgnoreCase) && (path.Length == name.Length || path[^(name.Length + 1)] is '/' or '\\');
}

using System.CommandLine;
using CaseTriage.Analysis.Bundles;
using CaseTriage.Analysis.Documents;
using CaseTriage.Formats;

namespace CaseTriage.Cli;

/// <summary>The options that say how archives are to be opened.</summary>
internal sealed class ArchiveChoices
{
    private readonly Option<string> _names = new("--names") { Description = "Encoding of file names in archives that are neither ASCII nor marked as UTF-8, instead of the one found." };

    // Not the password itself: others on the machine can read what a command was started with.
    private readonly Option<FileInfo> _password = new("--password-file") { Description = "File whose first line is the password of encrypted archives." };

    public ArchiveChoices() => _names.AcceptOnlyFromAmong([.. FileNameEncodingWords.All]);

    public void AddTo(Command command)
    {
        command.Options.Add(_names);
        command.Options.Add(_password.AcceptExistingOnly());
    }

    /// <summary>An input with what was chosen.</summary>
    public CaseInput Apply(CaseInput input, ParseResult parsed) => input with
    {
        Names = FileNameEncodingWords.TryParse(parsed.GetValue(_names), out FileNameEncoding? encoding) ? encoding : null,
        Password = parsed.GetValue(_password) is { } file ? FirstLine(file) : null,
    };

    private static string? FirstLine(FileInfo file)
    {
        using StreamReader reader = file.OpenText();
        return reader.ReadLine();
    }
}

using CaseTriage.Analysis;
using CaseTriage.Analysis.Bundles;
using CaseTriage.Formats;
using CaseTriage.Formats.Sealed;

namespace CaseTriage.Web.AnalyzerProcess;

/// <summary>What the child process is told, one line of JSON on its standard input: the files it may read, and nothing else.</summary>
/// <param name="Inputs">Files of the case.</param>
/// <param name="DeviceByArtifact">Devices given by hand, by artifact path.</param>
/// <param name="Corrections">What people put right in the reading of the mails.</param>
/// <param name="KnownPeople">People whose party was told in earlier cases.</param>
/// <param name="Calendar">The calendar of the case, as a file.</param>
/// <param name="PacksFolder">Folder of the knowledge packs.</param>
/// <param name="Limits">How much may come out of archives.</param>
internal sealed record AnalyzeManifest(
    IReadOnlyList<ManifestInput> Inputs,
    IReadOnlyDictionary<string, string> DeviceByArtifact,
    IReadOnlyList<Correction> Corrections,
    IReadOnlyList<KnownPerson> KnownPeople,
    string Calendar,
    string PacksFolder,
    UnpackLimits Limits)
{
    /// <summary>What was known then; null: all of it.</summary>
    public DateTimeOffset? AsOf { get; init; }
}

/// <param name="Label">How the file is called in the case.</param>
/// <param name="Device">Serial number given by hand, or null.</param>
/// <param name="File">Where its bytes lie.</param>
internal sealed record ManifestInput(string Label, string? Device, string File)
{
    /// <summary>The encoding that a person chose for the names in its archives, or null.</summary>
    public FileNameEncoding? Names { get; init; }

    /// <summary>Password for what is encrypted in its archives, or null.</summary>
    public string? Password { get; init; }

    /// <summary>Key of this one file, 32 bytes; null where it lies in clear.</summary>
    public byte[]? Key { get; init; }

    /// <summary>The input as the analyzer takes it.</summary>
    public CaseInput ToInput() => new(Label, Device, Open) { Names = Names, Password = Password };

    /// <summary>The label alone: a password or key is not for messages.</summary>
    public override string ToString() => Label;

    private Stream Open() => Key is null ? System.IO.File.OpenRead(File) : SealedReadStream.OpenFile(File, Key);
}

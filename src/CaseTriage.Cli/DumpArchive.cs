using System.Collections.Immutable;
using System.CommandLine;
using System.Text.Json;
using CaseTriage.Analysis.Bundles;
using CaseTriage.Analysis.Documents;
using CaseTriage.Formats;

namespace CaseTriage.Cli;

/// <summary><c>dump archive FILE</c>: the entries of a container of one file, those of containers inside it included.</summary>
internal static class DumpArchive
{
    private const string Root = "file";

    public static Command Create()
    {
        var file = new Argument<FileInfo>("FILE") { Description = "An archive (zip, cab, 7z, rar, tar, gz, xz, bz2, zst), under any name." };
        var json = new Option<bool>("--json") { Description = "One JSON object a line." };
        var command = new Command("archive", "Dump the entries of a container of one file.") { file, json };
        var choices = new ArchiveChoices();
        choices.AddTo(command);
        command.SetAction((result, cancellationToken) => Task.FromResult(Dump(
            result.GetRequiredValue(file), input => choices.Apply(input, result), result.GetValue(json), result.InvocationConfiguration, cancellationToken)));
        return command;
    }

    private static int Dump(FileInfo file, Func<CaseInput, CaseInput> choose, bool isJson, InvocationConfiguration console, CancellationToken cancellationToken)
    {
        if (!file.Exists)
        {
            console.Error.WriteLine($"There is no file '{file.FullName}'.");
            return ExitCode.NothingReadable;
        }

        (IReadOnlyList<UnpackedRow> rows, UnpackedRow root) = Read(choose(new CaseInput(Root, null, file.OpenRead)), cancellationToken);
        foreach (UnpackedRow row in rows)
        {
            console.Output.WriteLine(isJson ? ToJson(row) : $"{row.Status,-9} {row.SizeInBytes,12} {row.Path}{Say(row.Damage)}");
        }

        ImmutableArray<Damage> damage = root.Damage;
        console.Output.WriteLine(isJson
            ? JsonSerializer.Serialize(new { summary = new { entries = rows.Count, damage } }, AnalysisJson.Compact)
            : $"{rows.Count} entries{Say(damage)}");
        return root.IsContainer ? ExitCode.Done : ExitCode.NothingReadable;
    }

    private static string ToJson(UnpackedRow row) =>
        JsonSerializer.Serialize(new { row.Path, row.SizeInBytes, row.Sha256, row.Status, row.Damage }, AnalysisJson.Compact);

    private static string Say(ImmutableArray<Damage> damage) => string.Concat(damage.Select(one => $"\n          {one.Message}"));

    /// <summary>Puts each container before its members; the unpacker yields it after them.</summary>
    private static (IReadOnlyList<UnpackedRow> Rows, UnpackedRow Root) Read(CaseInput input, CancellationToken cancellationToken)
    {
        var rows = new List<UnpackedRow>();
        foreach (UnpackedFile unpacked in BundleUnpacker.Unpack([input], UnpackLimits.Default, cancellationToken))
        {
            string inside = unpacked.Path + "!/";
            int first = rows.FindLastIndex(row => !row.Path.StartsWith(inside, StringComparison.Ordinal)) + 1;
            rows.Insert(first, UnpackedRow.Of(unpacked));
        }

        UnpackedRow root = rows[0];
        return ([.. rows.Skip(1).Select(row => row with { Path = row.Path[(Root.Length + 2)..] })], root);
    }

    private sealed record UnpackedRow(string Path, long SizeInBytes, string Sha256, string Status, ImmutableArray<Damage> Damage, bool IsContainer)
    {
        public static UnpackedRow Of(UnpackedFile file)
        {
            bool isMember = file.Path.Length > Root.Length;
            bool isContainer = file.IsContainer;
            ImmutableArray<Damage> damage = isMember ? file.Damage.RemoveAll(one => one.Code == "empty") : file.Damage;
            if (!isMember && !isContainer && damage.IsEmpty)
            {
                damage = [new Damage("not-archive", "The file is no archive by its content.", 0)];
            }

            return new UnpackedRow(file.Path, file.SizeInBytes, file.Sha256, StatusOf(file), damage, isContainer);
        }

        private static string StatusOf(UnpackedFile file) => file switch
        {
            { IsWhole: true } => "ok",
            { Damage: [{ Code: "entry-encrypted" }, ..] } => "encrypted",
            { SizeInBytes: 0 } => "refused",
            _ => "damaged",
        };
    }
}

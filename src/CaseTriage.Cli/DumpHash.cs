using System.Collections.Immutable;
using System.CommandLine;
using System.Text.Json;
using CaseTriage.Analysis.Documents;
using CaseTriage.Analysis.Facts;
using CaseTriage.Formats;
using CaseTriage.Formats.HardwareHash;

namespace CaseTriage.Cli;

/// <summary><c>dump hash FILE</c>: the hardware inventories of one file.</summary>
internal static class DumpHash
{
    public static Command Create()
    {
        var file = new Argument<FileInfo>("FILE") { Description = "A file that holds hardware inventories, in any form." };
        var json = new Option<bool>("--json") { Description = "One JSON object a line; this is the only form there is." };
        var command = new Command("hash", "Dump the hardware inventories of one file.") { file, json };
        command.SetAction((result, cancellationToken) => RunAsync(result.GetRequiredValue(file), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(FileInfo file, CancellationToken cancellationToken)
    {
        byte[] content;
        try
        {
            content = await ReadAsync(file, cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            await Console.Error.WriteLineAsync($"'{file.Name}' could not be read: {exception.Message}");
            return ExitCode.NothingReadable;
        }

        ImmutableArray<HardwareInventory> inventories = HardwareInventoryReader.Read(content);
        foreach ((int index, HardwareInventory inventory) in inventories.Index())
        {
            InventorySummary summary = InventorySummaries.Create(InventorySecrets.Mask(inventory), evidence: null) with { Number = index + 1 };
            Console.Out.WriteLine(JsonSerializer.Serialize(summary, AnalysisJson.Compact));
        }

        ImmutableArray<Damage> damage = [.. inventories.SelectMany(inventory => inventory.Damage)];
        Console.Out.WriteLine(JsonSerializer.Serialize(new { summary = new { inventories = inventories.Length, damage } }, AnalysisJson.Compact));
        return ExitCode.Done;
    }

    /// <summary>No more than the reader looks at.</summary>
    private static async Task<byte[]> ReadAsync(FileInfo file, CancellationToken cancellationToken)
    {
        await using FileStream stream = file.OpenRead();
        byte[] content = new byte[Math.Min(stream.Length, HardwareInventoryReader.MaxTextLength)];
        int length = await stream.ReadAtLeastAsync(content, content.Length, throwOnEndOfStream: false, cancellationToken);
        return content[..length];
    }
}

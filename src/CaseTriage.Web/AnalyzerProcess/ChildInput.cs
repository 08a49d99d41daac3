using System.Text.Json;
using CaseTriage.Analysis.Documents;

namespace CaseTriage.Web.AnalyzerProcess;

/// <summary>What a child process does with its standard input.</summary>
internal static class ChildInput
{
    /// <summary>Reads the one line that tells it what to do.</summary>
    public static T Read<T>(Stream input)
    {
        using var line = new MemoryStream();
        int value;
        while ((value = input.ReadByte()) is not (-1 or '\n') && line.Length < WorkerPipe.MaxLineLength)
        {
            line.WriteByte((byte)value);
        }

        line.Position = 0;
        return JsonSerializer.Deserialize<T>(line, AnalysisJson.Compact)
            ?? throw new InvalidDataException("The line on standard input is the JSON word null.");
    }

    /// <summary>The server keeps our input open. When it closes, the server is gone and nobody waits for the result.</summary>
    public static void EndWithTheServer(Stream input)
    {
        var watch = new Thread(() =>
        {
            _ = input.ReadByte();
            Environment.Exit(2);
        })
        {
            IsBackground = true,
        };
        watch.Start();
    }
}

using CaseTriage.TestKit;

namespace CaseTriage.Formats.Tests.Evtx;

/// <summary>The logs that may lie beside the checkout.</summary>
internal static class EvtxCorpus
{
    /// <summary>Where they are; null where they are not.</summary>
    public static string? Folder { get; } = SharedFolder.Find("corpus", "evtx");

    /// <summary>Names of the logs, in order; empty where they are not there.</summary>
    public static IReadOnlyList<string> Names { get; } = Folder is null
        ? []
        : [.. Directory.EnumerateFiles(Folder, "*.evtx").Select(Path.GetFileName).OfType<string>().Order(StringComparer.Ordinal)];

    /// <summary>The names for a theory, which must have one row at least.</summary>
    public static TheoryData<string> Rows => Names is [] ? ["absent"] : [.. Names];

    /// <summary>The bytes of a log; skips the test where the logs are not there.</summary>
    public static byte[] Read(string name)
    {
        Assert.SkipWhen(Folder is null, SharedFolder.AbsentReason);
        using FileStream stream = File.OpenRead(Path.Combine(Folder, name));
        byte[] bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}

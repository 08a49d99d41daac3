namespace CaseTriage.Formats.Archives.Tests;

/// <summary>What one archive gave.</summary>
internal sealed record Reading(IReadOnlyList<(string Name, byte[] Content, Damage? Damage)> Entries, IReadOnlyList<Damage> Damage)
{
    private static readonly ArchiveOptions s_options = new() { MaxEntries = 100 };

    public static Reading Of(ArchiveFormat format, byte[] bytes, string? password = null)
    {
        ArchiveReader archive = ArchiveReader.Open(new MemoryStream(bytes), format, "a.log", s_options with { Password = password }, TestContext.Current.CancellationToken);
        var entries = new List<(string, byte[], Damage?)>();
        foreach (ArchiveEntry entry in archive.Entries)
        {
            using var content = new MemoryStream();
            Damage? damage = archive.Extract(entry, content, Stream.Null, TestContext.Current.CancellationToken);
            entries.Add((entry.Name, content.ToArray(), damage));
        }

        return new Reading(entries, archive.Damage);
    }
}

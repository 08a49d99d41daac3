namespace CaseTriage.TestKit.Archives;

/// <summary>Spanned sets: one folder of MSZIP over several cabinets, of which each but the last ends within a block.</summary>
public static class CabSets
{
    private const ushort FromPrevious = 0xFFFD;
    private const ushort ToNext = 0xFFFE;
    private const ushort Both = 0xFFFF;

    /// <summary>The cabinets of a set with the files <c>a</c> (the first 10 bytes), <c>b</c> (the rest, over all cabinets) and <c>c</c> (the last 10).</summary>
    /// <param name="content">Content of the folder: at least as many blocks of 32 KiB as there are cabinets.</param>
    /// <param name="count">How many cabinets.</param>
    public static byte[][] Of(byte[] content, int count)
    {
        CabFileSpec first = CabBuilder.File("a", content[..10]);
        CabFileSpec middle = CabBuilder.File("b", content[10..^10]) with { Offset = 10 };
        CabFileSpec last = CabBuilder.File("c", content[^10..]) with { Offset = (uint)content.Length - 10 };
        List<CabBlockSpec>[] blocks = Deal(CabBuilder.MsZip(CabBuilder.File("all", content)).Blocks, count);
        return
        [
            .. blocks.Select((own, i) => new CabBuilder
            {
                Place = (7, (ushort)i),
                PreviousName = i == 0 ? null : $"part{i}.cab",
                NextName = i == count - 1 ? null : $"part{i + 2}.cab",
            }.Add(new CabFolderSpec(1, own,
            [
                .. i == 0 ? new[] { first } : [],
                middle with { FolderIndex = count == 1 ? null : i == 0 ? ToNext : i == count - 1 ? FromPrevious : Both },
                .. i == count - 1 ? new[] { last } : [],
            ])).Build()),
        ];
    }

    /// <summary>Deals blocks out to cabinets; one at each border is cut in two, of which the first states the size 0.</summary>
    private static List<CabBlockSpec>[] Deal(IReadOnlyList<CabBlockSpec> blocks, int count)
    {
        List<CabBlockSpec>[] dealt = [.. Enumerable.Range(0, count).Select(_ => new List<CabBlockSpec>())];
        for (int i = 0; i < blocks.Count; i++)
        {
            int cabinet = Math.Min(i, count - 1);
            bool isCut = i < count - 1;
            byte[] data = blocks[i].Data;
            dealt[cabinet].Add(isCut ? new CabBlockSpec(data[..(data.Length / 2)], 0) : blocks[i]);
            if (isCut)
            {
                dealt[cabinet + 1].Add(new CabBlockSpec(data[(data.Length / 2)..], blocks[i].Size));
            }
        }

        return dealt;
    }
}

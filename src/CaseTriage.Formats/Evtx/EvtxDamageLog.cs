namespace CaseTriage.Formats.Evtx;

/// <summary>Damage met so far, up to a number of entries.</summary>
internal sealed class EvtxDamageLog(int maxEntries)
{
    private readonly List<Damage> _entries = [];

    /// <summary>Entries kept, in the order they were met.</summary>
    public IReadOnlyList<Damage> Entries => [.. _entries];

    /// <summary>Entries that were only counted.</summary>
    public long OmittedCount { get; private set; }

    /// <summary>Whether any of it may have cost records.</summary>
    public bool MayLackRecords { get; private set; }

    /// <summary>Adds damage that leaves all records there.</summary>
    public void Add(string code, string message, long offset)
    {
        if (_entries.Count < maxEntries)
        {
            _entries.Add(new Damage(code, message, offset));
        }
        else
        {
            OmittedCount++;
        }
    }

    /// <summary>Adds the entries of a part, and empties it.</summary>
    public void Take(EvtxDamageLog part)
    {
        foreach (Damage entry in part._entries)
        {
            Add(entry.Code, entry.Message, entry.Offset ?? 0);
        }

        OmittedCount += part.OmittedCount;
        MayLackRecords |= part.MayLackRecords;
        part._entries.Clear();
        (part.OmittedCount, part.MayLackRecords) = (0, false);
    }

    /// <summary>Adds damage that may have cost records.</summary>
    public void AddLoss(string code, string message, long offset)
    {
        MayLackRecords = true;
        Add(code, message, offset);
    }
}

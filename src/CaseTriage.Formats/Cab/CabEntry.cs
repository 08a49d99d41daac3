using CaseTriage.Formats.Text;

namespace CaseTriage.Formats.Cab;

/// <summary>One file of a cabinet or a set as its CFFILE names it ([MS-CAB] 2.4). Every number is the cabinet's word only.</summary>
public sealed record CabEntry
{
    /// <summary>Name as the cabinet holds it.</summary>
    public required RawFileName RawName { get; init; }

    /// <summary>Name as decoded, raw: may be absolute, climb, and hold any character.</summary>
    public string Name { get; init; } = "";

    /// <summary>Size of the content in bytes.</summary>
    public required long SizeInBytes { get; init; }

    /// <summary>Number of the CFFOLDER that holds it among those of the set, from 0; outside the table where the cabinet is damaged.</summary>
    public required int FolderIndex { get; init; }

    /// <summary>Offset of its content in the unpacked data of the folder, in bytes.</summary>
    public required long OffsetInFolder { get; init; }

    /// <summary>Why the content cannot be had, or null.</summary>
    public Damage? Refusal { get; init; }
}

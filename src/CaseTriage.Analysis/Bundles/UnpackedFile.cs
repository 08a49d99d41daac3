using System.Collections.Immutable;
using CaseTriage.Formats;
using CaseTriage.Formats.Text;

namespace CaseTriage.Analysis.Bundles;

/// <summary>
/// One file of a case, an input or a member of an archive. <see cref="Content"/> belongs to the unpacker and can be read only until
/// the next file is asked for.
/// </summary>
public sealed class UnpackedFile
{
    /// <summary>Path in the case, containers joined by <c>!/</c>. Safe to show, unique in the case, never a path on disk.</summary>
    public required string Path { get; init; }

    /// <summary>Serial number given by hand for the input that it came from, or null.</summary>
    public required string? Device { get; init; }

    /// <summary>What it is by its content; <see cref="ArtifactKind.Unknown"/> where no byte could be had.</summary>
    public required ArtifactKind Kind { get; init; }

    /// <summary>What it is more exactly.</summary>
    public ArtifactFormat Format { get; init; }

    /// <summary>
    /// <see cref="ArtifactStatus.Stored"/>: a whole file that a reader may turn to; <see cref="ArtifactStatus.Partial"/>: only a part of the
    /// bytes could be had, or of a container's members; <see cref="ArtifactStatus.Parsed"/>: a container of which every member came out;
    /// <see cref="ArtifactStatus.Refused"/> and <see cref="ArtifactStatus.Skipped"/>: nothing to read, <see cref="Damage"/> says why.
    /// </summary>
    public required ArtifactStatus Status { get; init; }

    /// <summary>What is wrong with it, in the order found.</summary>
    public ImmutableArray<Damage> Damage { get; init; } = [];

    /// <summary>Whether its own bytes are all there and verified. A whole container may still hold members that are damaged.</summary>
    public bool IsWhole { get; init; }

    /// <summary>Number of entries of a container; else 0.</summary>
    public int Records { get; init; }

    /// <summary>How the names in it were read, of a container that has such; else null.</summary>
    public FileNameDecoder? Names { get; init; }

    /// <summary>Number of bytes that could be had.</summary>
    public required long SizeInBytes { get; init; }

    /// <summary>SHA-256 over <see cref="Content"/>, lower-case hex; empty where no byte could be had of a file that is not empty.</summary>
    public required string Sha256 { get; init; }

    /// <summary>The bytes: seekable, at its start, read-only. <see cref="Stream.Null"/> where none could be had.</summary>
    public Stream Content { get; init; } = Stream.Null;

    /// <summary>Whether a leaf reader should be given it: bytes are there, and it is no container that was opened.</summary>
    public bool IsReadable => Status is ArtifactStatus.Stored or ArtifactStatus.Partial && SizeInBytes > 0 && !IsContainer;

    /// <summary>Whether it is of a kind that is opened.</summary>
    public bool IsContainer => OpenedArchive.IsOpened(Kind);

    /// <summary>The same with bytes of its own, which stay readable.</summary>
    public UnpackedFile Detach() => new()
    {
        Path = Path,
        Device = Device,
        Kind = Kind,
        Format = Format,
        Status = Status,
        Damage = Damage,
        IsWhole = IsWhole,
        Records = Records,
        Names = Names,
        SizeInBytes = SizeInBytes,
        Sha256 = Sha256,
        Content = new MemoryStream(ReadContent(int.MaxValue).ToArray(), 0, (int)SizeInBytes, writable: false, publiclyVisible: true),
    };

    /// <summary>The bytes at once, at most <paramref name="maxSizeInBytes"/> of them from the start; valid as long as <see cref="Content"/> is.</summary>
    public ReadOnlyMemory<byte> ReadContent(int maxSizeInBytes)
    {
        int size = (int)Math.Min(SizeInBytes, maxSizeInBytes);
        if (Content is MemoryStream memory && memory.TryGetBuffer(out ArraySegment<byte> buffer))
        {
            return buffer.AsMemory(0, size);
        }

        byte[] bytes = new byte[size];
        Content.Position = 0;
        Content.ReadExactly(bytes);
        Content.Position = 0;
        return bytes;
    }
}

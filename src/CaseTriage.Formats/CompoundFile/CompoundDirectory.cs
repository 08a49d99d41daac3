using System.Buffers.Binary;
using System.Collections;
using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace CaseTriage.Formats.CompoundFile;

/// <summary>Reads the directory of a compound file (MS-CFB 2.6): an array of entries that form a tree of trees. No entry is visited twice.</summary>
internal sealed class CompoundDirectory
{
    /// <summary>Most entries that are read. A mail has about 30, and 25 for each of its attachments and recipients.</summary>
    public const int MaxEntries = 100_000;

    private const int EntrySize = 128;
    private const int MaxNameSize = 64;
    private const int NameLengthOffset = 64;
    private const int TypeOffset = 66;
    private const int LeftOffset = 68;
    private const int RightOffset = 72;
    private const int ChildOffset = 76;
    private const int FirstSectorOffset = 116;
    private const int SizeOffset = 120;

    private const byte Storage = 1;
    private const byte StreamType = 2;
    private const byte RootType = 5;

    private readonly List<Node> _nodes = [];
    private readonly ImmutableArray<Damage>.Builder _damage;
    private readonly bool _isVersion3;

    private CompoundDirectory(bool isVersion3, ImmutableArray<Damage>.Builder damage) => (_isVersion3, _damage) = (isVersion3, damage);

    /// <summary>Reads the tree and gives its root.</summary>
    /// <exception cref="MalformedDataException"><c>compound-directory</c>: there is no root.</exception>
    public static CompoundEntry Read(CompoundSectors sectors, SectorChain chain, bool isVersion3, ImmutableArray<Damage>.Builder damage, CancellationToken cancellationToken)
    {
        var directory = new CompoundDirectory(isVersion3, damage);
        directory.ReadNodes(sectors, chain, cancellationToken);
        if (directory._nodes is not [{ Entry: { } root, Type: RootType }, ..])
        {
            throw new MalformedDataException("compound-directory", "The directory of the compound file does not begin with a root. Ask for the file again.");
        }

        directory.Link();
        return root;
    }

    private void ReadNodes(CompoundSectors sectors, SectorChain chain, CancellationToken cancellationToken)
    {
        byte[] sector = new byte[sectors.Size];
        while (chain.TryNext(out uint number))
        {
            cancellationToken.ThrowIfCancellationRequested();
            ReadOnlySpan<byte> bytes = sectors.Read(number, 0, sector);
            for (; bytes.Length >= EntrySize; bytes = bytes[EntrySize..])
            {
                if (_nodes.Count == MaxEntries)
                {
                    _damage.Add(new Damage("limit-entries", string.Create(CultureInfo.InvariantCulture, $"The compound file has more than {MaxEntries} entries; the rest was not looked at."), null));
                    return;
                }

                _nodes.Add(Parse(bytes[..EntrySize]));
            }
        }

        if (chain.IsBroken)
        {
            _damage.Add(new Damage("compound-directory", string.Create(CultureInfo.InvariantCulture, $"The directory of the compound file breaks off after {_nodes.Count} entries. Ask for the file again."), null));
        }
    }

    private Node Parse(ReadOnlySpan<byte> entry)
    {
        byte type = entry[TypeOffset];
        long size = BinaryPrimitives.ReadInt64LittleEndian(entry[SizeOffset..]);

        // MS-CFB 2.6.3: old writers leave anything in the upper half.
        size = _isVersion3 ? size & uint.MaxValue : size;
        return new Node(
            type is Storage or StreamType or RootType ? new CompoundEntry(NameOf(entry), type != StreamType, UInt32(entry, FirstSectorOffset), Math.Max(0, size)) : null,
            type,
            UInt32(entry, LeftOffset),
            UInt32(entry, RightOffset),
            UInt32(entry, ChildOffset));
    }

    private static string NameOf(ReadOnlySpan<byte> entry)
    {
        int length = BinaryPrimitives.ReadUInt16LittleEndian(entry[NameLengthOffset..]);
        string name = Encoding.Unicode.GetString(entry[..Math.Min(length & ~1, MaxNameSize)]);
        return name.IndexOf('\0', StringComparison.Ordinal) is >= 0 and int end ? name[..end] : name;
    }

    private static uint UInt32(ReadOnlySpan<byte> entry, int offset) => BinaryPrimitives.ReadUInt32LittleEndian(entry[offset..]);

    private void Link()
    {
        var visited = new BitArray(_nodes.Count) { [0] = true };
        int lost = 0;
        Stack<(uint Index, CompoundEntry Parent)> open = [];
        open.Push((_nodes[0].Child, _nodes[0].Entry!));
        while (open.TryPop(out (uint Index, CompoundEntry Parent) place))
        {
            if (place.Index == uint.MaxValue)
            {
                continue;
            }

            if (place.Index >= _nodes.Count || visited[(int)place.Index] || _nodes[(int)place.Index] is not { Entry: { } entry } node)
            {
                lost++;
                continue;
            }

            visited[(int)place.Index] = true;
            lost += place.Parent.Add(entry) ? 0 : 1;
            open.Push((node.Left, place.Parent));
            open.Push((node.Right, place.Parent));
            if (entry.IsStorage)
            {
                open.Push((node.Child, entry));
            }
        }

        if (lost > 0)
        {
            _damage.Add(new Damage("compound-directory", string.Create(CultureInfo.InvariantCulture, $"The directory of the compound file points {lost} times to no entry, or to one that it holds elsewhere. Ask for the file again."), null));
        }
    }

    /// <param name="Entry">Null where the place is unused or of no known type.</param>
    /// <param name="Type">Storage, stream or root.</param>
    /// <param name="Left">Place of the sibling before it; all ones where there is none.</param>
    /// <param name="Right">Place of the sibling behind it.</param>
    /// <param name="Child">Place of one of its children.</param>
    private readonly record struct Node(CompoundEntry? Entry, byte Type, uint Left, uint Right, uint Child);
}

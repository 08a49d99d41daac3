using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using CaseTriage.Formats;

namespace CaseTriage.Analysis.Bundles;

/// <summary>
/// The files of a case, those inside archives included: inputs by path (ordinal), below them depth first, members in the order of their
/// archive, and a container after its members, since only then it is known what was lost. Texts of event logs come before other files where
/// the archive allows it. The order of the inputs changes nothing.
/// </summary>
public sealed class BundleUnpacker
{
    private readonly UnpackBudget _budget;
    private readonly CancellationToken _cancellationToken;

    private BundleUnpacker(UnpackLimits limits, CancellationToken cancellationToken)
    {
        _budget = new UnpackBudget(limits);
        _cancellationToken = cancellationToken;
    }

    /// <summary>
    /// Yields one file at a time; its content can be read until the next one is asked for. Nothing in the bytes makes it throw.
    /// </summary>
    /// <exception cref="IOException">A temporary file could not be written.</exception>
    public static IEnumerable<UnpackedFile> Unpack(ImmutableArray<CaseInput> inputs, UnpackLimits limits, CancellationToken cancellationToken)
    {
        var unpacker = new BundleUnpacker(limits, cancellationToken);

        // Not SelectMany: its short cut for First() would close the content before the caller sees it.
        foreach ((string path, CaseInput input) in InputOrder.Sort(inputs))
        {
            foreach (UnpackedFile file in unpacker.ReadInput(path, input))
            {
                yield return file;
            }
        }
    }

    private IEnumerable<UnpackedFile> ReadInput(string path, CaseInput input)
    {
        _cancellationToken.ThrowIfCancellationRequested();
        using Stream? content = TryOpen(input);
        if (content is null)
        {
            yield return Lost(new Member(path, input), new Damage("unreadable", "The file could not be opened. Upload it again.", null), ArtifactStatus.Refused);
            yield break;
        }

        content.Position = 0;
        string sha256 = Convert.ToHexStringLower(SHA256.HashData(content));
        foreach (UnpackedFile file in ReadContent(new Member(path, input), content, sha256, damage: null))
        {
            yield return file;
        }
    }

    private static Stream? TryOpen(CaseInput input)
    {
        try
        {
            return input.Open();
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>One file whose bytes are there, and all below it.</summary>
    private IEnumerable<UnpackedFile> ReadContent(Member member, Stream content, string sha256, Damage? damage)
    {
        ArtifactKind kind = ArtifactIdentifier.Identify(content);
        UnpackedFile file = Describe(member, content, sha256, damage, kind);
        if (!OpenedArchive.IsOpened(kind))
        {
            content.Position = 0;
            yield return file;
            yield break;
        }

        if (_budget.Depth >= _budget.Limits.MaxNesting)
        {
            yield return Close(file, ArtifactStatus.Skipped, [Nested()], records: 0);
            yield break;
        }

        (OpenedArchive? archive, Damage? refusal) = TryOpen(new ArchiveSource(kind, content, member.Name, member.Input.Password));
        if (archive is null)
        {
            yield return Close(file, ArtifactStatus.Refused, [.. refusal is null ? [] : new[] { refusal }], records: 0);
            yield break;
        }

        var tally = new Tally();
        foreach (UnpackedFile inner in ReadMembers(file, member.Input, archive, tally))
        {
            yield return inner;
        }

        ImmutableArray<Damage> all = [.. archive.Damage, .. tally.ToDamage()];
        ArtifactStatus status = tally.GaveNothing ? ArtifactStatus.Refused : all.IsEmpty ? ArtifactStatus.Parsed : ArtifactStatus.Partial;
        yield return Close(file, status, all, archive.Members.Length);
    }

    private IEnumerable<UnpackedFile> ReadMembers(UnpackedFile container, CaseInput input, OpenedArchive archive, Tally tally)
    {
        var taken = new HashSet<string>(StringComparer.Ordinal);
        _budget.OpenArchive(container.SizeInBytes);
        foreach (ArchiveMember entry in archive.Members)
        {
            string name = ArtifactPath.MakeUnique(ArtifactPath.Clean(entry.Name), taken);
            var member = new Member(container.Path + ArtifactPath.ContainerSeparator + name, input);
            foreach (UnpackedFile file in ReadMember(member, entry, tally))
            {
                yield return file;
            }
        }

        _budget.CloseArchive();
    }

    private IEnumerable<UnpackedFile> ReadMember(Member member, ArchiveMember entry, Tally tally)
    {
        _cancellationToken.ThrowIfCancellationRequested();
        using var spool = new Spool(_budget);
        (Damage? damage, bool isLimit) = Extract(entry, spool);
        tally.Count(damage, isLimit, spool.Length);
        if (damage is not null && (isLimit || spool.Length == 0))
        {
            yield return Lost(member, damage, isLimit ? ArtifactStatus.Skipped : ArtifactStatus.Refused);
            yield break;
        }

        foreach (UnpackedFile file in ReadContent(member, spool.Content, spool.Sha256, damage))
        {
            yield return file;
        }
    }

    private (Damage? Damage, bool IsLimit) Extract(ArchiveMember entry, Spool spool)
    {
        if (_budget.TakeEntry() is { } reached)
        {
            return (reached, true);
        }

        try
        {
            return (_budget.Measure(() => entry.Extract(spool)), false);
        }
        catch (LimitReachedException limit)
        {
            return (limit.Damage, true);
        }
    }

    private (OpenedArchive? Archive, Damage? Refusal) TryOpen(ArchiveSource source)
    {
        try
        {
            return (OpenedArchive.Open(source, _budget, _cancellationToken), null);
        }
        catch (MalformedDataException malformed)
        {
            return (null, new Damage(malformed.Code, malformed.Message, null));
        }
    }

    private static UnpackedFile Describe(Member member, Stream content, string sha256, Damage? damage, ArtifactKind kind)
    {
        bool isEmpty = content.Length == 0;
        Damage? reason = isEmpty ? new Damage("empty", "The file has 0 bytes: there is nothing in it. Collect it again.", 0) : null;
        return new UnpackedFile
        {
            Path = member.Path,
            Device = member.Device,
            Kind = kind,
            Status = reason is not null ? ArtifactStatus.Refused : damage is not null ? ArtifactStatus.Partial : ArtifactStatus.Stored,
            Damage = [.. new[] { damage, reason }.OfType<Damage>()],
            IsWhole = damage is null,
            SizeInBytes = content.Length,
            Sha256 = sha256,
            Content = content,
        };
    }

    private static UnpackedFile Close(UnpackedFile file, ArtifactStatus status, ImmutableArray<Damage> damage, int records)
    {
        file.Content.Position = 0;
        return new UnpackedFile
        {
            Path = file.Path,
            Device = file.Device,
            Kind = file.Kind,
            Status = file.Damage.IsEmpty || status != ArtifactStatus.Parsed ? status : ArtifactStatus.Partial,
            Damage = [.. file.Damage, .. damage],
            IsWhole = file.IsWhole,
            Records = records,
            SizeInBytes = file.SizeInBytes,
            Sha256 = file.Sha256,
            Content = file.Content,
        };
    }

    private static UnpackedFile Lost(Member member, Damage damage, ArtifactStatus status) => new()
    {
        Path = member.Path,
        Device = member.Device,
        Kind = ArtifactKind.Unknown,
        Status = status,
        Damage = [damage],
        SizeInBytes = 0,
        Sha256 = "",
    };

    private Damage Nested() => new("limit-nesting", string.Create(CultureInfo.InvariantCulture,
        $"The archive lies in {_budget.Depth} others; no more than {_budget.Limits.MaxNesting} are opened. Ask for what is in it."), null);

    private sealed record Member(string Path, CaseInput Input)
    {
        public string? Device => Input.Device;

        public string Name => Path[(Path.LastIndexOf('/') + 1)..];
    }

    /// <summary>What became of the entries of one archive.</summary>
    private sealed class Tally
    {
        private int _entries;
        private int _lost;
        private int _encrypted;
        private bool _gave;
        private Damage? _limit;

        /// <summary>Whether it has entries, and no byte of any could be had.</summary>
        public bool GaveNothing => _entries > 0 && !_gave;

        public void Count(Damage? damage, bool isLimit, long sizeInBytes)
        {
            _entries++;
            _lost += damage is null ? 0 : 1;
            _encrypted += damage?.Code is "entry-encrypted" or "entry-password" ? 1 : 0;
            _gave |= damage is null || (!isLimit && sizeInBytes > 0);
            _limit ??= isLimit ? damage : null;
        }

        public IEnumerable<Damage> ToDamage()
        {
            if (_encrypted > 0)
            {
                yield return new Damage("encrypted", string.Create(CultureInfo.InvariantCulture,
                    $"Of {_entries} entries {_encrypted} are encrypted and cannot be read without their password. Give the right one, or ask for the archive without one."), null);
            }

            if (_lost > _encrypted)
            {
                yield return new Damage("members", string.Create(CultureInfo.InvariantCulture, $"Of {_entries} entries {_lost - _encrypted} could not be read whole."), null);
            }

            if (_limit is not null)
            {
                yield return _limit;
            }
        }
    }
}

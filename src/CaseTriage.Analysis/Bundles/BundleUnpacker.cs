using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using CaseTriage.Formats;
using CaseTriage.Formats.Text;

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
        using var sets = new CabSetShelf();

        // Not SelectMany: its short cut for First() would close the content before the caller sees it.
        foreach ((string path, CaseInput input) in InputOrder.Sort(inputs))
        {
            foreach (UnpackedFile file in unpacker.ReadInput(new Member(path, input), sets))
            {
                yield return file;
            }
        }

        foreach (UnpackedFile file in unpacker.ReadSets(sets))
        {
            yield return file;
        }
    }

    private IEnumerable<UnpackedFile> ReadInput(Member member, CabSetShelf sets)
    {
        _cancellationToken.ThrowIfCancellationRequested();
        if (TryOpen(member.Input) is not { } content)
        {
            yield return Lost(member, new Damage("unreadable", "The file could not be opened. Upload it again.", null), ArtifactStatus.Refused);
            yield break;
        }

        content.Position = 0;
        string sha256 = Convert.ToHexStringLower(SHA256.HashData(content));
        foreach (UnpackedFile file in ReadContent(member, Describe(member, content, sha256, damage: null), content, sets))
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

    /// <summary>One file whose bytes are there, and all below it; a cabinet of a set goes on the shelf with its bytes.</summary>
    private IEnumerable<UnpackedFile> ReadContent(Member member, UnpackedFile file, IDisposable owner, CabSetShelf sets)
    {
        if (sets.TryKeep(member, file, owner))
        {
            yield break;
        }

        using (owner)
        {
            foreach (UnpackedFile inner in ReadFile(member, [file]))
            {
                yield return inner;
            }
        }
    }

    /// <summary>The sets on the shelf, and what lies in them. Their files are listed below the first cabinet.</summary>
    private IEnumerable<UnpackedFile> ReadSets(CabSetShelf sets)
    {
        while (sets.TryTake(out KeptCabinet[]? run))
        {
            foreach (UnpackedFile file in ReadFile(run[0].Member, [.. run.Select(kept => kept.File)]))
            {
                yield return file;
            }

            Array.ForEach(run, kept => kept.Owner.Dispose());
        }
    }

    /// <param name="member">The file, or the first cabinet of a set.</param>
    /// <param name="parts">It, and the cabinets that follow it.</param>
    private IEnumerable<UnpackedFile> ReadFile(Member member, ImmutableArray<UnpackedFile> parts)
    {
        UnpackedFile file = parts[0];
        if (!OpenedArchive.IsOpened(file.Kind))
        {
            foreach (UnpackedFile inner in file.Format is ArtifactFormat.Eml or ArtifactFormat.Mbox or ArtifactFormat.OutlookMessage ? ReadMail(member, file) : [file])
            {
                inner.Content.Position = 0;
                yield return inner;
            }

            yield break;
        }

        if (_budget.Depth >= _budget.Limits.MaxNesting)
        {
            foreach (UnpackedFile part in parts)
            {
                yield return Close(part, ArtifactStatus.Skipped, [Nested()], records: 0);
            }

            yield break;
        }

        (OpenedArchive? archive, Damage? refusal) = TryOpen(member, parts);
        if (archive is null)
        {
            foreach (UnpackedFile part in parts)
            {
                yield return Close(part, ArtifactStatus.Refused, [.. refusal is null ? [] : new[] { refusal }], records: 0);
            }

            yield break;
        }

        var tally = new Tally();
        foreach (UnpackedFile inner in ReadMembers(member, parts, archive, tally))
        {
            yield return inner;
        }

        ImmutableArray<Damage> all = [.. archive.Damage, .. tally.ToDamage()];
        ArtifactStatus status = tally.GaveNothing ? ArtifactStatus.Refused : all.IsEmpty ? ArtifactStatus.Parsed : ArtifactStatus.Partial;
        yield return Close(file, status, all, archive.Members.Length, archive.Names);
        foreach (UnpackedFile part in parts.Skip(1))
        {
            yield return Close(part, status, [], records: 0);
        }
    }

    /// <summary>What a mail carries, or the mails of a folder, and the file itself.</summary>
    private IEnumerable<UnpackedFile> ReadMail(Member member, UnpackedFile file)
    {
        OpenedArchive? mail = null;
        Damage? damage = null;
        bool isFolder = file.Format == ArtifactFormat.Mbox;
        if (_budget.Depth >= _budget.Limits.MaxNesting)
        {
            damage = Nested();
        }
        else
        {
            try
            {
                mail = file.Format switch
                {
                    ArtifactFormat.Mbox => OpenedArchive.OpenMailFolder(file.Content, _budget.Limits.MaxEntriesPerArchive, _cancellationToken),
                    ArtifactFormat.OutlookMessage => OpenedArchive.OpenOutlookMail(file.Content, _budget.Limits.MaxEntriesPerArchive, _cancellationToken),
                    _ => OpenedArchive.OpenMail(file.Content, _budget.Limits.MaxEntriesPerArchive, _cancellationToken),
                };
            }
            catch (MalformedDataException malformed)
            {
                damage = new Damage(malformed.Code, malformed.Message, null);
            }
        }

        var tally = new Tally();
        foreach (UnpackedFile inner in mail is null ? [] : ReadMembers(member, [file], mail, tally))
        {
            yield return inner;
        }

        ImmutableArray<Damage> all = [.. mail?.Damage ?? [], .. tally.ToDamage(), .. damage is null ? [] : new[] { damage }];
        yield return isFolder && mail is not null
            ? Close(file, all.IsEmpty ? ArtifactStatus.Parsed : ArtifactStatus.Partial, all, mail.Members.Length)
            : Close(file, file.Status, all, file.Records);
    }

    private IEnumerable<UnpackedFile> ReadMembers(Member container, ImmutableArray<UnpackedFile> parts, OpenedArchive archive, Tally tally)
    {
        var taken = new HashSet<string>(StringComparer.Ordinal);
        using var sets = new CabSetShelf();
        _budget.OpenArchive(parts.Sum(part => part.SizeInBytes));
        foreach (ArchiveMember entry in archive.Members)
        {
            string name = ArtifactPath.MakeUnique(ArtifactPath.Clean(entry.Name), taken);
            var member = new Member(container.Path + ArtifactPath.ContainerSeparator + name, container.Input);
            foreach (UnpackedFile file in ReadMember(member, entry, tally, sets))
            {
                yield return file;
            }
        }

        foreach (UnpackedFile file in ReadSets(sets))
        {
            yield return file;
        }

        _budget.CloseArchive();
    }

    private IEnumerable<UnpackedFile> ReadMember(Member member, ArchiveMember entry, Tally tally, CabSetShelf sets)
    {
        _cancellationToken.ThrowIfCancellationRequested();
        var spool = new Spool(_budget);
        (Damage? damage, bool isLimit) = Extract(entry, spool);
        tally.Count(damage, isLimit, spool.Length);
        if (damage is not null && (isLimit || spool.Length == 0))
        {
            spool.Dispose();
            yield return Lost(member, damage, isLimit ? ArtifactStatus.Skipped : ArtifactStatus.Refused);
            yield break;
        }

        foreach (UnpackedFile file in ReadContent(member, Describe(member, spool.Content, spool.Sha256, damage, entry.Format), spool, sets))
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

    private (OpenedArchive? Archive, Damage? Refusal) TryOpen(Member member, ImmutableArray<UnpackedFile> parts)
    {
        var options = new ArchiveOptions { MaxEntries = _budget.Limits.MaxEntriesPerArchive, Names = member.Input.Names, Password = member.Input.Password };
        try
        {
            return (OpenedArchive.Open(parts, member.Name, options, _budget, _cancellationToken), null);
        }
        catch (MalformedDataException malformed)
        {
            return (null, new Damage(malformed.Code, malformed.Message, null));
        }
    }

    private static UnpackedFile Describe(Member member, Stream content, string sha256, Damage? damage, ArtifactFormat? known = null)
    {
        ArtifactFormat format = known ?? ArtifactIdentifier.Identify(content);
        ArtifactKind kind = format.Kind();
        bool isEmpty = content.Length == 0;
        Damage? reason = isEmpty ? new Damage("empty", "The file has 0 bytes: there is nothing in it. Collect it again.", 0) : null;
        return new UnpackedFile
        {
            Path = member.Path,
            Device = member.Input.Device,
            Kind = kind,
            Format = format,
            Status = reason is not null ? ArtifactStatus.Refused : damage is not null ? ArtifactStatus.Partial : ArtifactStatus.Stored,
            Damage = [.. new[] { damage, reason }.OfType<Damage>()],
            IsWhole = damage is null,
            SizeInBytes = content.Length,
            Sha256 = sha256,
            Content = content,
        };
    }

    private static UnpackedFile Close(UnpackedFile file, ArtifactStatus status, ImmutableArray<Damage> damage, int records, FileNameDecoder? names = null)
    {
        file.Content.Position = 0;
        return new UnpackedFile
        {
            Path = file.Path,
            Device = file.Device,
            Kind = file.Kind,
            Format = file.Format,
            Status = file.Damage.IsEmpty || status != ArtifactStatus.Parsed ? status : ArtifactStatus.Partial,
            Damage = [.. file.Damage, .. damage],
            IsWhole = file.IsWhole,
            Records = records,
            Names = names,
            SizeInBytes = file.SizeInBytes,
            Sha256 = file.Sha256,
            Content = file.Content,
        };
    }

    private static UnpackedFile Lost(Member member, Damage damage, ArtifactStatus status) => new()
    {
        Path = member.Path,
        Device = member.Input.Device,
        Kind = ArtifactKind.Unknown,
        Status = status,
        Damage = [damage],
        SizeInBytes = 0,
        Sha256 = "",
    };

    private Damage Nested() => new("limit-nesting", string.Create(CultureInfo.InvariantCulture,
        $"The archive lies in {_budget.Depth} others; no more than {_budget.Limits.MaxNesting} are opened. Ask for what is in it."), null);

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

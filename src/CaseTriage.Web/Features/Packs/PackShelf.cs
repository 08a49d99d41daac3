using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using CaseTriage.Analysis.Documents;
using CaseTriage.Analysis.Packs;
using CaseTriage.Cases.Storage;

namespace CaseTriage.Web.Features.Packs;

/// <summary>
/// Which packs analyses use: those that came with the program, and in place of them or beside them those that people imported. A set of packs is a folder that is
/// never changed once it is there; the file <c>imported</c> names the imported packs in use.
/// </summary>
public sealed class PackShelf
{
    private const string ListName = "imported";
    private readonly string _builtIn;
    private readonly string _folder;
    private readonly Lock _changing = new();
    private volatile string _current;

    /// <param name="builtIn">Folder of the packs of the program.</param>
    /// <param name="folder">Where imported packs are kept.</param>
    public PackShelf(string builtIn, string folder)
    {
        _builtIn = builtIn;
        _folder = folder;
        _current = Compose(Imported());
        Sweep();
    }

    /// <summary>The folder with all packs in use.</summary>
    public string Current => _current;

    /// <summary>A folder with the packs in use and another one in its place or beside them. It is not in use yet.</summary>
    /// <exception cref="InvalidPackException">They cannot be used together; nothing changes.</exception>
    public string Stage(PackArchive archive)
    {
        lock (_changing)
        {
            Keep(archive);
            string folder = Compose(Imported().SetItem(archive.Reference.Id, NameOf(archive.Reference)));
            try
            {
                _ = PackGate.Load(folder);
                return folder;
            }
            catch (InvalidPackException) when (folder != _current)
            {
                Directory.Delete(folder, recursive: true);
                throw;
            }
        }
    }

    /// <summary>Uses a pack from now on.</summary>
    /// <exception cref="InvalidPackException">It cannot be used; nothing changes.</exception>
    public void Import(PackArchive archive)
    {
        lock (_changing)
        {
            string folder = Stage(archive);
            Remember(Imported().SetItem(archive.Reference.Id, NameOf(archive.Reference)), folder);
        }
    }

    /// <summary>Uses the pack of the program again, or none of the id.</summary>
    /// <returns>Whether it was in use.</returns>
    public bool Remove(string id)
    {
        lock (_changing)
        {
            ImmutableSortedDictionary<string, string> imported = Imported();
            if (!imported.ContainsKey(id))
            {
                return false;
            }

            ImmutableSortedDictionary<string, string> rest = imported.Remove(id);
            Remember(rest, Compose(rest));
            return true;
        }
    }

    /// <summary>Ids of the imported packs in use.</summary>
    public IEnumerable<string> ImportedIds => Imported().Keys;

    private static string NameOf(PackReference reference) => $"{reference.Id}@{reference.Sha256}";

    private ImmutableSortedDictionary<string, string> Imported()
    {
        string list = Path.Combine(_folder, ListName);
        return !File.Exists(list)
            ? ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal)
            : File.ReadAllLines(list).Where(line => line.Contains('@', StringComparison.Ordinal)).ToImmutableSortedDictionary(line => line[..line.IndexOf('@', StringComparison.Ordinal)], line => line, StringComparer.Ordinal);
    }

    private void Remember(ImmutableSortedDictionary<string, string> imported, string folder)
    {
        string temporary = Path.Combine(_folder, ListName + ".new");
        using (FileStream list = File.Create(temporary))
        {
            list.Write(Encoding.UTF8.GetBytes(string.Concat(imported.Values.Select(name => name + "\n"))));
            list.Flush(flushToDisk: true);
        }

        File.Move(temporary, Path.Combine(_folder, ListName), overwrite: true);
        DurableFolder.Flush(_folder);
        _current = folder;
    }

    private void Keep(PackArchive archive)
    {
        string kept = Path.Combine(_folder, "kept", NameOf(archive.Reference));
        if (!Directory.Exists(kept))
        {
            string temporary = Path.Combine(_folder, Guid.NewGuid().ToString("N"));
            archive.ExtractTo(temporary);
            Directory.CreateDirectory(Path.Combine(_folder, "kept"));
            Directory.Move(temporary, kept);
        }
    }

    /// <summary>The folder of the program's packs where nothing is imported; else one named by what is in it.</summary>
    private string Compose(ImmutableSortedDictionary<string, string> imported)
    {
        if (imported.IsEmpty)
        {
            return _builtIn;
        }

        // Site overlays are among them.
        IEnumerable<PackReference> own = KnowledgeBase.Load(_builtIn).Packs.Where(pack => !imported.ContainsKey(pack.Id));
        string name = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', own.Select(NameOf).Concat(imported.Values)))));
        string set = Path.Combine(_folder, "sets", name);
        if (Directory.Exists(set))
        {
            return set;
        }

        string temporary = Path.Combine(_folder, Guid.NewGuid().ToString("N"));
        foreach (string pack in Directory.EnumerateDirectories(_builtIn).Select(pack => Path.GetFileName(pack)).Where(pack => !imported.ContainsKey(pack)))
        {
            Copy(Path.Combine(_builtIn, pack), Path.Combine(temporary, pack));
        }

        foreach ((string id, string kept) in imported)
        {
            Copy(Path.Combine(_folder, "kept", kept), Path.Combine(temporary, id));
        }

        Directory.CreateDirectory(Path.Combine(_folder, "sets"));
        Directory.Move(temporary, set);
        return set;
    }

    /// <summary>Removes what trials and refused packs left. Only at the start: later an analysis may read a set that is no longer in use.</summary>
    private void Sweep()
    {
        if (!Directory.Exists(_folder))
        {
            return;
        }

        HashSet<string> used = [Path.Combine(_folder, "sets"), Path.Combine(_folder, "kept"), _current, .. Imported().Values.Select(name => Path.Combine(_folder, "kept", name))];
        foreach (string folder in ((string[])[_folder, Path.Combine(_folder, "sets"), Path.Combine(_folder, "kept")]).Where(Directory.Exists).SelectMany(Directory.GetDirectories).Where(folder => !used.Contains(folder)))
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void Copy(string from, string to)
    {
        foreach (string file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            string path = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(path) ?? to);
            File.Copy(file, path);
        }
    }
}

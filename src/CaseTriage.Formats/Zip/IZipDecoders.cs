namespace CaseTriage.Formats.Zip;

/// <summary>Decoders of the methods of zip that are not known here, since they need more than the base library.</summary>
public interface IZipDecoders
{
    /// <summary>Opens the content of an entry.</summary>
    /// <param name="entry">The entry; its numbers are the archive's word only.</param>
    /// <param name="data">Its data, decrypted, read forward; not owned.</param>
    /// <param name="cancellationToken">Checked at least once per 64 KiB of the data.</param>
    /// <returns>The content, of which neither size nor checksum is verified; null where the method is not known either.</returns>
    /// <exception cref="MalformedDataException">The data are damaged or ask for too much memory; thrown by the stream, too.</exception>
    Stream? Open(ZipEntry entry, Stream data, CancellationToken cancellationToken);
}

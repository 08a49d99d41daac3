using CaseTriage.Analysis.Bundles;
using CaseTriage.Analysis.Documents;
using CaseTriage.Analysis.Facts;
using CaseTriage.Analysis.Mail;
using CaseTriage.Analysis.Packs;
using CaseTriage.Formats;
using CaseTriage.Formats.Qr;

namespace CaseTriage.Analysis;

/// <summary>
/// Gives each file to the reader of its kind. This is the border at which a fault of a reader becomes damage of one artifact: the rest of the case goes on.
/// </summary>
internal sealed class ArtifactReader(KnowledgeBase knowledge, IQrDecoder? qr, IAnalysisObserver observer)
{
    // What is read at once, not streamed: texts and reports. Event logs are streamed and know no such limit.
    private const int MaxTextSizeInBytes = 64 << 20;

    private const int MaxBesideSizeInBytes = 8 << 20;

    private readonly LogTexts _texts = new();

    /// <summary>Whether a file can be read while others are: it is small enough to be held beside them, and nobody watches its events, nor do other files wait for it.</summary>
    public bool CanReadBeside(UnpackedFile file) => file.IsReadable && file.SizeInBytes <= MaxBesideSizeInBytes && file.Kind switch
    {
        ArtifactKind.Evtx => false,
        ArtifactKind.TextLog or ArtifactKind.LicensingDiag => !observer.WantsEvents,
        _ => true,
    };

    /// <summary>Reads a file; one that no reader is for stays as the unpacker left it.</summary>
    public ArtifactReading Read(UnpackedFile file, CancellationToken cancellationToken)
    {
        try
        {
            ArtifactReading reading = file.IsReadable ? Dispatch(file, cancellationToken) : AsUnpacked(file);
            return reading with
            {
                Status = file.Status == ArtifactStatus.Partial && reading.Status == ArtifactStatus.Parsed ? ArtifactStatus.Partial : reading.Status,
                Damage = file.IsReadable ? [.. file.Damage, .. reading.Damage] : reading.Damage,
            };
        }
        catch (MalformedDataException refused)
        {
            return Refused(file, refused.Code, refused.Message);
        }
        catch (IOException broken)
        {
            return Refused(file, "io-error", $"The bytes could not be read: {broken.Message}");
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            return Refused(file, "reader-fault", $"The reader of '{file.Kind}' failed with {fault.GetType().Name}. This is a fault of the program; the file is kept, the rest of the case was read.");
        }
    }

    private ArtifactReading Dispatch(UnpackedFile file, CancellationToken cancellationToken) => file.Kind switch
    {
        ArtifactKind.Evtx when file.Format == ArtifactFormat.EvtxTexts => _texts.Read(file.Path, file.ReadContent(LogTexts.MaxSizeInBytes).ToArray(), cancellationToken),
        ArtifactKind.Evtx => EvtxFacts.Read(new EventLog(file.Path, file.Content, _texts.TakeFor(file.Path)), knowledge.Events, knowledge.Messages, observer, cancellationToken),
        ArtifactKind.HardwareInventory => InventoryFacts.Read(file.Path, Text(file), cancellationToken),
        ArtifactKind.Mail when file.Format is ArtifactFormat.Mbox or ArtifactFormat.OutlookMessage => AsUnpacked(file),
        ArtifactKind.MailThread or ArtifactKind.Mail => MailFacts.Read(file.Path, Text(file), cancellationToken),
        ArtifactKind.Image or ArtifactKind.Qr => ImageFacts.Read(file.Path, file.Format, Text(file), qr, cancellationToken),
        ArtifactKind.TextLog => LogFacts.Read(file.Path, Text(file), observer, cancellationToken),
        ArtifactKind.Registry => RegistryFacts.Read(file.Path, file.Format, Text(file), cancellationToken),
        ArtifactKind.LicensingDiag => LicensingDiagFacts.Read(file.Path, Text(file), observer, cancellationToken),
        _ => AsUnpacked(file),
    };

    private static ReadOnlyMemory<byte> Text(UnpackedFile file) => file.ReadContent(MaxTextSizeInBytes);

    private static ArtifactReading AsUnpacked(UnpackedFile file) => new() { Status = file.Status, Records = file.Records, Damage = file.Damage, Names = NameReading.Of(file.Names) };

    private static ArtifactReading Refused(UnpackedFile file, string code, string message) =>
        new() { Status = ArtifactStatus.Refused, Damage = [.. file.Damage, new Damage(code, message, null)] };
}

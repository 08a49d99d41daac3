using System.Collections.Immutable;

namespace CaseTriage.Formats.OfflineRequest;

/// <summary>What a payload holds. The format of offline requests is not documented: all of it is a structural guess.</summary>
/// <param name="Outermost">The layers, from the payload as it is inward.</param>
/// <param name="Fields">Its values in their order.</param>
public sealed record OfflineRequestContent(PayloadLayer Outermost, ImmutableArray<RequestField> Fields)
{
    /// <summary>What it was taken for: the most telling thing that it holds.</summary>
    public RecognizedPayload Recognized
    {
        get
        {
            PayloadKind[] layers = [.. Outermost.All().Select(entry => entry.Layer.Kind)];
            return Outermost.SizeInBytes == 0 ? RecognizedPayload.Empty
                : layers.Contains(PayloadKind.HardwareHash) ? RecognizedPayload.HardwareInventory
                : Holds(RequestFieldKind.InstallationId) ? RecognizedPayload.InstallationId
                : Holds(RequestFieldKind.ConfirmationId) ? RecognizedPayload.ConfirmationId
                : Fields.Any(value => value.Kind is not (RequestFieldKind.Text or RequestFieldKind.Length)) ? RecognizedPayload.RequestFields
                : layers.Contains(PayloadKind.Link) ? RecognizedPayload.Link
                : layers.Contains(PayloadKind.Opaque) ? RecognizedPayload.EncryptedOrSigned
                : layers.Contains(PayloadKind.Binary) ? RecognizedPayload.Binary
                : RecognizedPayload.Text;
        }
    }

    private bool Holds(RequestFieldKind kind) => Fields.Any(field => field.Kind == kind);
}

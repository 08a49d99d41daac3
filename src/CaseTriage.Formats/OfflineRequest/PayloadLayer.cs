using System.Collections.Immutable;

namespace CaseTriage.Formats.OfflineRequest;

/// <summary>One layer of a payload: what was peeled, and what was in it.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Name">Name under which it stands in the layer around it: key, path or number of a part; empty where there is none.</param>
/// <param name="SizeInBytes">Its size before it was peeled; of a text in UTF-8.</param>
public sealed record PayloadLayer(PayloadKind Kind, string Name, int SizeInBytes)
{
    /// <summary>What is wrong with it.</summary>
    public PayloadFault Fault { get; init; }

    /// <summary>Entropy in bits a byte; of <see cref="PayloadKind.Opaque"/> and <see cref="PayloadKind.Binary"/> only, else 0.</summary>
    public double Entropy { get; init; }

    /// <summary>Its bytes where it is a <see cref="PayloadKind.HardwareHash"/>, else empty.</summary>
    public ImmutableArray<byte> Content { get; init; } = [];

    /// <summary>The layers in it, in its order.</summary>
    public ImmutableArray<PayloadLayer> Inside { get; init; } = [];

    /// <summary>It and all layers in it with their depth, from 0, outer before inner.</summary>
    public IEnumerable<(PayloadLayer Layer, int Depth)> All() =>
        Inside.SelectMany(inner => inner.All()).Select(inner => (inner.Layer, inner.Depth + 1)).Prepend((this, 0));
}

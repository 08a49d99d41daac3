namespace CaseTriage.Formats.OfflineRequest;

/// <summary>One value of a request.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Label">Name that stands before it, or empty.</param>
/// <param name="Value">As written, at most <see cref="MaxValueLength"/> characters.</param>
/// <param name="Place">Names of the layers and keys that lead to it, joined by <c>/</c>.</param>
public sealed record RequestField(RequestFieldKind Kind, string Label, string Value, string Place)
{
    /// <summary>Longest value that is kept.</summary>
    public const int MaxValueLength = 400;

    /// <summary>Groups and check digits of an installation or confirmation id, else null.</summary>
    public ActivationId? Id { get; init; }

    /// <summary>The instant of a time stamp, else null.</summary>
    public RequestTime? Time { get; init; }

    /// <summary>Of a declared length: whether the payload or a part of it is so long; else null.</summary>
    public bool? Agrees { get; init; }
}

namespace CaseTriage.Formats.OfflineRequest;

/// <summary>Where in a payload something stands, and how deep.</summary>
/// <param name="Name">Its own name, or empty.</param>
/// <param name="Path">All names that lead to it, joined by <c>/</c>.</param>
/// <param name="Decodings">Decodings around it.</param>
/// <param name="Splits">Splits around it.</param>
internal readonly record struct PayloadPlace(string Name, string Path, int Decodings, int Splits)
{
    public static PayloadPlace Outermost => new("", "", 0, 0);

    public bool MayDecode => Decodings < OfflineRequestReader.MaxDepth;

    public bool MaySplit => Splits < OfflineRequestReader.MaxDepth;

    public PayloadPlace Decoded => this with { Name = "", Decodings = Decodings + 1 };

    public PayloadPlace Of(string part) => new(part, Path.Length == 0 ? part : $"{Path}/{part}", Decodings, Splits + 1);
}

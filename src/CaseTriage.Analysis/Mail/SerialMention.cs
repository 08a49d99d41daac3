namespace CaseTriage.Analysis.Mail;

/// <summary>A device named in a text: characters from <paramref name="Start"/>, end exclusive, and the full serial number meant.</summary>
internal readonly record struct SerialMention(int Start, int Length, string Serial)
{
    public int End => Start + Length;
}

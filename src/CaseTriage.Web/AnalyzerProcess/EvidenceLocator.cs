using System.Globalization;

namespace CaseTriage.Web.AnalyzerProcess;

internal enum EvidenceLocatorKind
{
    /// <summary>The artifact as a whole.</summary>
    None,
    Record,
    Line,
    Message,
    Offset,

    /// <summary><c>inventory 1</c>: the bytes of one of a file's inventories. In addresses only, never in a document.</summary>
    Inventory,

    /// <summary><c>field NAME</c> or <c>entry NAME</c>.</summary>
    Name,
}

/// <summary>A locator taken apart: <c>record 1234</c>, <c>line 17</c>, <c>message 2</c>, <c>offset 0x1a0</c>, <c>entry NAME</c>, <c>field NAME</c>.</summary>
internal readonly record struct EvidenceLocator(EvidenceLocatorKind Kind, long Number, string Name)
{
    public static EvidenceLocator Parse(string text) => text.Split(' ', 2) switch
    {
        ["record", var value] when TryNumber(value, out long number) => new(EvidenceLocatorKind.Record, number, ""),
        ["line", var value] when TryNumber(value, out long number) => new(EvidenceLocatorKind.Line, number, ""),
        ["message", var value] when TryNumber(value, out long number) => new(EvidenceLocatorKind.Message, number, ""),
        ["offset", var value] when TryOffset(value, out long number) => new(EvidenceLocatorKind.Offset, number, ""),
        ["inventory", var value] when TryNumber(value, out long number) => new(EvidenceLocatorKind.Inventory, number, ""),
        ["field" or "entry", var name] => new(EvidenceLocatorKind.Name, 0, name),
        _ => new(EvidenceLocatorKind.None, 0, ""),
    };

    private static bool TryNumber(string text, out long number) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);

    private static bool TryOffset(string text, out long offset)
    {
        offset = 0;
        return text.StartsWith("0x", StringComparison.OrdinalIgnoreCase)
            && long.TryParse(text.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out offset)
            && offset >= 0;
    }
}

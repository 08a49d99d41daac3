using System.Collections.Immutable;

namespace CaseTriage.Formats.LicensingDiag;

/// <summary>An XML file out of a cabinet of licensingdiag.</summary>
/// <param name="Root">Name of the root element: <c>DiagReport</c> or <c>HardwareID</c>.</param>
/// <param name="Values">In the order of the file; those of the document inside <c>ServerProps</c> included. May hold secrets.</param>
/// <param name="Damage">Where the XML breaks off; the values before it stay.</param>
public sealed record LicensingDiagDocument(string Root, ImmutableArray<LicensingDiagValue> Values, ImmutableArray<Damage> Damage)
{
    /// <summary>Text of the first value of a name that is not empty, or null.</summary>
    public string? Text(string name) => Values.FirstOrDefault(value => value.Name == name && value.Text.Length > 0)?.Text;
}

namespace CaseTriage.Formats.LicensingDiag;

/// <summary>One value of a report of licensingdiag.</summary>
/// <param name="Section">Names of the elements above it, joined by <c>/</c>; without the root.</param>
/// <param name="Name">Its attribute <c>name</c>, or the name of its element.</param>
/// <param name="Text">Its text, untouched: it may be a product key.</param>
public sealed record LicensingDiagValue(string Section, string Name, string Text);

using CaseTriage.Analysis.Documents;

namespace CaseTriage.Analysis;

/// <summary>A person whose party was told by hand in an earlier case.</summary>
/// <param name="Key">From <see cref="Mail.PersonName.KeyOf"/>.</param>
/// <param name="Party">Party.</param>
/// <param name="CaseNumber">Number of the case in which it was told.</param>
public sealed record KnownPerson(string Key, Party Party, string CaseNumber);

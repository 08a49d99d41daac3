using System.Collections.Immutable;
using CaseTriage.Analysis;

namespace CaseTriage.Web.Features.Cases.Mails;

/// <summary>What a person puts right on the page of the mails.</summary>
/// <param name="Kind">What is put right.</param>
/// <param name="Subjects">Of what; several where a person has several names.</param>
/// <param name="Value">What holds instead; null takes the word back.</param>
public sealed record MailCorrection(CorrectionKind Kind, ImmutableArray<string> Subjects, string? Value);

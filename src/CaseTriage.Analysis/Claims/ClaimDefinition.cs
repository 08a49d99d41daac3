using CaseTriage.Analysis.Rules;

namespace CaseTriage.Analysis.Claims;

/// <summary>What speaks for and against a claim of people on a topic: "the clock is wrong".</summary>
/// <param name="Topic">One of the topics of the fact <c>mail.claim</c>.</param>
/// <param name="Title">The claim in words, as that something is wrong.</param>
/// <param name="FineTitle">The claim in words, as that it is not.</param>
/// <param name="WrongIf">Evidence that it is wrong.</param>
/// <param name="WrongBecause">The same in words.</param>
/// <param name="FineIf">Evidence that it is fine, or null where none could show it.</param>
/// <param name="FineBecause">The same in words.</param>
public sealed record ClaimDefinition(
    string Topic, LocalizedText Title, LocalizedText FineTitle, Condition WrongIf, LocalizedText WrongBecause, Condition? FineIf, LocalizedText? FineBecause);

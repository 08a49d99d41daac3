using System.Collections.Immutable;
using CaseTriage.Analysis.Documents;

namespace CaseTriage.Analysis.Steps;

/// <summary>A proposed step before it is put into one language.</summary>
/// <param name="Step">The step.</param>
/// <param name="Devices">Serial numbers that it is for; empty for the whole case.</param>
/// <param name="Score">What it is worth for each hour that it costs.</param>
/// <param name="Separates">Causes that it tells apart here.</param>
/// <param name="BlockedBy">Site rule that forbids it, or null.</param>
public sealed record StepDraft(StepDefinition Step, ImmutableArray<string> Devices, double Score, ImmutableArray<string> Separates, string? BlockedBy)
{
    /// <summary>The step in one language.</summary>
    /// <param name="rank">Place in the list, from 1.</param>
    /// <param name="language">Language.</param>
    /// <param name="words">What the text is filled in with.</param>
    public NextStep In(int rank, Language language, StepWords words)
    {
        string separator = language == Language.Chinese ? "、" : ", ";
        string? Value(string name) => name switch
        {
            "devices" => Devices.IsEmpty ? words.AnyDevice.In(language) : string.Join(separator, Devices),
            "causes" => string.Join(separator, Separates.Select(cause => words.CauseTitle(cause).In(language))),
            _ => null,
        };
        return new NextStep
        {
            Code = Step.Code,
            Rank = rank,
            Device = Devices is [var one] ? one : null,
            Audience = Step.Audience,
            Channel = Step.Channel,
            CostMinutes = Step.Minutes,
            Why = Step.Why.In(language, Value),
            Text = Step.Text.In(language, Value),
            Separates = Separates,
            BlockedBy = BlockedBy,
        };
    }
}

/// <summary>What texts of steps are filled in with.</summary>
/// <param name="CauseTitle">Name of a cause by its code.</param>
/// <param name="AnyDevice">What to call a device where none is named.</param>
public sealed record StepWords(Func<string, LocalizedText> CauseTitle, LocalizedText AnyDevice);

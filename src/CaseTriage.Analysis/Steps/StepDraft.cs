using System.Collections.Immutable;
using System.Globalization;
using CaseTriage.Analysis.Documents;
using CaseTriage.Analysis.Hypotheses;
using CaseTriage.Analysis.Packs;

namespace CaseTriage.Analysis.Steps;

/// <summary>A proposed step before it is put into one language.</summary>
/// <param name="Step">The step.</param>
/// <param name="Devices">Serial numbers that it is for; empty for the whole case.</param>
/// <param name="Gain">Business hours won if it is done first, against the best order of fixes; by this the steps are ranked.</param>
/// <param name="Separates">Causes that it tells apart here.</param>
/// <param name="BlockedBy">Site rule or site overlay that forbids it, or null.</param>
public sealed record StepDraft(StepDefinition Step, ImmutableArray<string> Devices, double Gain, ImmutableArray<string> Separates, string? BlockedBy)
{
    /// <summary>Causes named in the explanation.</summary>
    public const int MaxSuspected = 3;

    /// <summary>Business hours that the case would take longer without it.</summary>
    public double SavedHours { get; init; }

    /// <summary>Codes of the steps to be asked in the same contact.</summary>
    public ImmutableArray<string> AskWith { get; init; } = [];

    /// <summary>The likeliest causes of its devices, best first.</summary>
    public ImmutableArray<CauseDraft> Suspected { get; init; } = [];

    /// <summary>The step in one language.</summary>
    /// <param name="rank">Place in the list, from 1.</param>
    /// <param name="language">Language.</param>
    /// <param name="words">What the text is filled in with.</param>
    public NextStep In(int rank, Language language, StepWords words)
    {
        string? Value(string name) => name switch
        {
            "devices" => Devices.IsEmpty ? words.Texts["device.any"].In(language) : Join(Devices, language),
            "causes" => Join(Separates.Select(cause => words.CauseTitle(cause).In(language)), language),
            "suspected" => Join(Suspected.Select(cause => $"{cause.Title.In(language)} ({words.Texts[$"likelihood.{cause.Likelihood}"].In(language)})"), language),
            "hours" => SavedHours.ToString("0.#", CultureInfo.InvariantCulture),
            "minutes" => Step.Minutes.ToString(CultureInfo.InvariantCulture),
            "opening" => Step.OpeningMinutes.ToString(CultureInfo.InvariantCulture),
            "more" => AskWith.Length.ToString(CultureInfo.InvariantCulture),
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
            SavedHours = SavedHours,
            AskWith = AskWith,
            Verify = Step.WorksFor.IsEmpty ? [] : Devices,
            Explanation = [.. Lines().Select(line => words.Texts[line].In(language, Value)).Append(Step.NotCovered?.In(language, Value)).OfType<string>()],
        };
    }

    /// <summary>Keys of texts; with what it does not cover they are at most five.</summary>
    private IEnumerable<string> Lines()
    {
        if (!Suspected.IsEmpty)
        {
            yield return "card.suspected";
        }

        yield return SavedHours > 0 ? "card.saves" : "card.cost";
        if (!AskWith.IsEmpty)
        {
            yield return "card.ask-with";
        }

        yield return Step.WorksFor.IsEmpty ? "card.after-answer" : "card.after-fix";
    }

    private static string Join(IEnumerable<string> parts, Language language) => string.Join(language == Language.Chinese ? "、" : ", ", parts);
}

/// <summary>What texts of steps are filled in with.</summary>
/// <param name="CauseTitle">Name of a cause by its code.</param>
/// <param name="Texts">Words that belong to no step.</param>
public sealed record StepWords(Func<string, LocalizedText> CauseTitle, Wording Texts);

using System.Collections.Immutable;
using CaseTriage.Analysis.Documents;
using CaseTriage.Analysis.Rules;

namespace CaseTriage.Analysis.Steps;

/// <summary>A thing that can be asked or done next.</summary>
public sealed record StepDefinition
{
    /// <summary>Code of the vocabulary.</summary>
    public required string Code { get; init; }

    /// <summary>Who is asked.</summary>
    public required Party Audience { get; init; }

    /// <summary>By what way; one of the channels of <c>steps.yaml</c>.</summary>
    public required string Channel { get; init; }

    /// <summary>Minutes of people's time, the opening of the channel not counted.</summary>
    public required int Minutes { get; init; }

    /// <summary>Minutes that opening the channel costs: permission, visit, queue.</summary>
    public required int OpeningMinutes { get; init; }

    /// <summary>Whether it is asked for each device.</summary>
    public required bool PerDevice { get; init; }

    /// <summary>It makes sense only where this is known to hold; null: always.</summary>
    public Condition? When { get; init; }

    /// <summary>It is done or answered where this holds; null: never.</summary>
    public Condition? Unless { get; init; }

    /// <summary>Site rules that forbid it.</summary>
    public ImmutableArray<string> ForbiddenIf { get; init; } = [];

    /// <summary>How likely it cures, or proves, each cause; 0 to 1.</summary>
    public ImmutableSortedDictionary<string, double> WorksFor { get; init; } = ImmutableSortedDictionary<string, double>.Empty;

    /// <summary>Causes that its answer tells apart.</summary>
    public ImmutableArray<string> Separates { get; init; } = [];

    /// <summary>How surely its answer tells those causes apart, 0 to 1; that it may not be obtained at all is part of it.</summary>
    public double Tells { get; init; } = 0.75;

    /// <summary>Site overlay that forbids it, or null.</summary>
    public string? ForbiddenBySite { get; init; }

    /// <summary>What it does not tell, or null.</summary>
    public LocalizedText? NotCovered { get; init; }

    /// <summary>What it is worth whatever the cause is, 0 to 1; for steps that keep the case in order.</summary>
    public double Worth { get; init; }

    /// <summary>What to say or do; <c>{devices}</c> is filled in.</summary>
    public required LocalizedText Text { get; init; }

    /// <summary>Why now.</summary>
    public required LocalizedText Why { get; init; }
}

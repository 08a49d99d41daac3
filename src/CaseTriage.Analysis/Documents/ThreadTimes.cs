using System.Collections.Immutable;

namespace CaseTriage.Analysis.Documents;

/// <summary>How the zone label of a thread is read.</summary>
public enum TimesReading
{
    /// <summary>The label is right.</summary>
    AsLabelled,

    /// <summary>The label is wrong, and the clock was that of the office.</summary>
    OfficeClock,
}

/// <summary>Who settled how the times are read.</summary>
public enum TimesState
{
    /// <summary>Nothing speaks against the label.</summary>
    Believed,

    /// <summary>The label may be wrong, but the evidence is not strong: it is believed until a person says otherwise.</summary>
    Proposed,

    /// <summary>The label is wrong by strong evidence, and the times are corrected.</summary>
    Applied,

    /// <summary>A person said how they are read.</summary>
    Hand,
}

/// <summary>Something that speaks for one reading of the times, or against it.</summary>
public enum TimesReasonKind
{
    /// <summary>People of one office write while it is open.</summary>
    WorkingHours,

    /// <summary>They do not write on days off.</summary>
    RestDays,

    /// <summary>The UTC clock of a device, against the mail that brought it.</summary>
    DeviceClock,

    /// <summary>A mail names the zone of the office's own machines.</summary>
    ZoneInText,

    /// <summary>A mail greets by the time of day.</summary>
    DayGreeting,
}

/// <summary>One reason.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Says">The reading for which it speaks.</param>
/// <param name="AsLabelled">How many of the judged agree with the label.</param>
/// <param name="AsOffice">How many of the judged agree with the clock of the office.</param>
/// <param name="Judged">How many mails or clocks were judged.</param>
/// <param name="Evidence">One of them.</param>
public sealed record TimesReason(TimesReasonKind Kind, TimesReading Says, int AsLabelled, int AsOffice, int Judged, Evidence Evidence);

/// <summary>Waiting of the whole case under one reading of a thread's times.</summary>
/// <param name="Total">From the first message to the last, or to the instant asked for.</param>
/// <param name="ByParty">By party.</param>
public sealed record TimesFigures(WaitingTime Total, ImmutableSortedDictionary<Party, WaitingTime> ByParty);

/// <summary>How the times of one thread are read, and why.</summary>
public sealed record ThreadTimes
{
    /// <summary>Artifact that holds the thread.</summary>
    public required string Artifact { get; init; }

    /// <summary>Zone as labelled, <c>+00:00</c>; null where no zone is written.</summary>
    public string? Label { get; init; }

    /// <summary>Zone of the office, <c>+08:00</c>.</summary>
    public required string OfficeZone { get; init; }

    /// <summary>The reading that holds.</summary>
    public required TimesReading Reading { get; init; }

    /// <summary>Who settled it.</summary>
    public required TimesState State { get; init; }

    /// <summary>Time of the first mail as written.</summary>
    public required string FirstRaw { get; init; }

    /// <summary>Why; those for the office's clock first.</summary>
    public ImmutableArray<TimesReason> Reasons { get; init; } = [];

    /// <summary>Waiting if the label is believed; null where no other reading is in question.</summary>
    public TimesFigures? AsLabelled { get; init; }

    /// <summary>Waiting if the clock is that of the office; null where that is not in question.</summary>
    public TimesFigures? AsOffice { get; init; }
}

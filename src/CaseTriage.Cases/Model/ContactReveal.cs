using CaseTriage.Analysis.Documents;

namespace CaseTriage.Cases.Model;

/// <summary>That a person had a masked telephone number or mail address shown. Written before it is shown, never changed; the value is not in it.</summary>
public sealed class ContactReveal(int supportCaseId, string who, DateTimeOffset at, RedactionKind kind, string artifact, string locator)
{
    public int Id { get; private set; }

    public int SupportCaseId { get; private set; } = supportCaseId;

    /// <summary>Name of the person.</summary>
    public string Who { get; private set; } = who;

    public DateTimeOffset At { get; private set; } = at;

    public RedactionKind Kind { get; private set; } = kind;

    /// <summary>Path of the file in the case.</summary>
    public string Artifact { get; private set; } = artifact;

    /// <summary>Place in the file.</summary>
    public string Locator { get; private set; } = locator;
}

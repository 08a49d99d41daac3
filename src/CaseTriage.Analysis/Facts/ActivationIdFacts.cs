using System.Globalization;
using System.Text.Json;
using CaseTriage.Analysis.Documents;
using CaseTriage.Formats.OfflineRequest;
using CaseTriage.Formats.Text;

namespace CaseTriage.Analysis.Facts;

/// <summary>
/// Facts <c>activation.id</c>: installation and confirmation ids wherever they stand, with what their check digits say. The check is general knowledge; an id whose
/// groups fail throughout is not of this scheme and is never called mistyped.
/// </summary>
public static class ActivationIdFacts
{
    /// <summary>The ids that a mail quotes. They belong to the one device that the mail names, if it is one.</summary>
    public static IEnumerable<Fact> InMessage(MessageSummary message)
    {
        ActivationId[] ids = [.. ActivationIdFinder.Find(message.Text)];
        string? device = ids.Length == 0 ? null : SerialNumberFinder.Single(message.Text);
        return ids.Select(id => Create(id, device, Evidence.Of(message.Artifact, FormattableString.Invariant($"message {message.Index}"), Written(id)), message.SentAt, "mail"));
    }

    /// <summary>The fact of one id.</summary>
    /// <param name="id">The id.</param>
    /// <param name="device">Serial number, or null.</param>
    /// <param name="evidence">Where it stands.</param>
    /// <param name="at">When it was written, or null.</param>
    /// <param name="source">qr, mail.</param>
    internal static Fact Create(ActivationId id, string? device, Evidence evidence, DateTimeOffset? at, string source) => Fact.Create(
        "activation.id",
        device,
        evidence,
        at,
        ("kind", Word(id.Kind)),
        ("source", source),
        ("digits", id.Digits),
        ("complete", id.IsComplete),
        ("check", Word(id.Check)),
        ("wrongGroups", id.Check == ActivationIdCheck.Fails ? string.Join(", ", id.WrongGroups.Select(number => number.ToString(CultureInfo.InvariantCulture))) : null));

    /// <summary>The id as a document has it.</summary>
    internal static ActivationIdSummary Summarize(ActivationId id) => new(
        id.Digits, id.GroupsExpected * id.GroupLength, id.IsComplete, Word(id.Check), [.. id.Groups.Select(group => new DigitGroupSummary(group.Digits, group.Holds))]);

    /// <summary>A word of ours in documents and facts: <c>does-not-apply</c>.</summary>
    internal static string Word<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString());

    private static string Written(ActivationId id) => string.Join('-', id.Groups.Select(group => group.Digits));
}

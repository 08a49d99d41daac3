using System.Collections.Immutable;
using CaseTriage.Analysis.Documents;
using CaseTriage.Analysis.Facts;

namespace CaseTriage.Analysis.Mail;

/// <summary>
/// What the mails say about the activation of each device. Within a mail the last word counts, except that a closing mail, which tells the
/// old trouble once more, counts by its success.
/// </summary>
internal static class OutcomeReader
{
    /// <summary>Facts <c>activation.outcome</c>, in the order of the mails.</summary>
    public static IEnumerable<Fact> Read(IEnumerable<Letter> letters, SerialIndex serials, string? soleDevice) =>
        letters.SelectMany(letter => OfLetter(letter, serials, soleDevice));

    private static IEnumerable<Fact> OfLetter(Letter letter, SerialIndex serials, string? soleDevice)
    {
        List<Statement> statements = Statements(letter, serials, soleDevice);
        bool closes = SolvedReader.SaysSolved(letter) == true;
        foreach (IGrouping<string, Statement> device in statements.GroupBy(statement => statement.Device, StringComparer.Ordinal))
        {
            Statement last = closes ? device.LastOrDefault(statement => statement.Outcome == DeviceOutcome.Activated) ?? device.Last() : device.Last();
            yield return Fact.Create(
                "activation.outcome",
                last.Device,
                letter.Cite(last.Sentence),
                letter.Message.SentAt,
                ("outcome", last.Outcome == DeviceOutcome.Activated ? "activated" : "failed"),
                ("source", "mail"),
                ("by", PartyNames.Of(letter.Role)));
        }
    }

    private static List<Statement> Statements(Letter letter, SerialIndex serials, string? soleDevice)
    {
        var statements = new List<Statement>();
        ImmutableArray<string> inLetter = [.. letter.Sentences.SelectMany(sentence => serials.In(sentence.Text)).Select(mention => mention.Serial).Distinct(StringComparer.Ordinal)];
        ImmutableArray<string> usual = inLetter.Length == 1 ? inLetter : inLetter.IsEmpty && soleDevice is not null ? [soleDevice] : [];
        ImmutableArray<string> subjects = usual;
        int line = -1;
        foreach (Sentence sentence in letter.Sentences)
        {
            subjects = sentence.Line == line ? subjects : usual;
            line = sentence.Line;
            foreach (Clause clause in Clause.Split(sentence.Text, serials))
            {
                subjects = clause.Devices.IsEmpty ? subjects : OutcomeCues.IsException(clause.Text) ? [.. serials.All.Except(clause.Devices)] : clause.Devices;
                DeviceOutcome outcome = OutcomeCues.Read(clause.Text);
                if (outcome != DeviceOutcome.Unknown)
                {
                    statements.AddRange(Targets(clause, subjects, inLetter, serials).Select(device => new Statement(device, outcome, sentence.Text)));
                }
            }
        }

        return statements;
    }

    private static IEnumerable<string> Targets(Clause clause, ImmutableArray<string> subjects, ImmutableArray<string> inLetter, SerialIndex serials)
    {
        if (!clause.Devices.IsEmpty)
        {
            return subjects;
        }

        int? count = DeviceCount.In(clause.Text);
        if (OutcomeCues.IsTheRest(clause.Text))
        {
            List<string> rest = [.. serials.All.Except(inLetter)];
            return count is null || rest.Count == count ? rest : [];
        }

        if (OutcomeCues.IsAll(clause.Text) && (subjects.IsEmpty || subjects.Length == count || count is null))
        {
            return count is null || count == serials.All.Count ? serials.All : subjects.Length == count ? subjects : [];
        }

        return count is null || subjects.Length == count ? subjects : [];
    }

    private sealed record Statement(string Device, DeviceOutcome Outcome, string Sentence);
}

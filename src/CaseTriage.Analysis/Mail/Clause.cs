using System.Collections.Immutable;
using System.Text;
using System.Text.RegularExpressions;

namespace CaseTriage.Analysis.Mail;

/// <summary>A part of a sentence that says one thing.</summary>
/// <param name="Text">Its words, devices replaced by <see cref="OutcomeCues.DeviceSign"/>.</param>
/// <param name="Devices">Serial numbers that it names, in order, each once.</param>
internal sealed partial record Clause(string Text, ImmutableArray<string> Devices)
{
    /// <summary>Divides a sentence at commas, colons and words of contrast.</summary>
    public static ImmutableArray<Clause> Split(string sentence, SerialIndex serials)
    {
        ImmutableArray<SerialMention> mentions = serials.In(sentence);
        var marked = new StringBuilder(sentence.Length);
        var devices = new List<(int At, string Serial)>();
        int position = 0;
        foreach (SerialMention mention in mentions)
        {
            if (mention.Start >= position)
            {
                marked.Append(sentence, position, mention.Start - position);
                devices.Add((marked.Length, mention.Serial));
                marked.Append(OutcomeCues.DeviceSign);
                position = mention.End;
            }
            else
            {
                devices.Add((Math.Max(0, marked.Length - 1), mention.Serial));
            }
        }

        string text = marked.Append(sentence, position, sentence.Length - position).ToString();
        var clauses = ImmutableArray.CreateBuilder<Clause>();
        foreach (Range part in Boundary().EnumerateSplits(text))
        {
            (int start, int length) = part.GetOffsetAndLength(text.Length);
            if (length > 0)
            {
                ImmutableArray<string> named = [.. devices.Where(device => device.At >= start && device.At < start + length).Select(device => device.Serial).Distinct(StringComparer.Ordinal)];
                clauses.Add(new Clause(text.Substring(start, length).Trim(), named));
            }
        }

        return clauses.ToImmutable();
    }

    // A comma between two devices is a list, not the end of a clause; a word of contrast begins one.
    [GeneratedRegex("(?<!\uE000\\s{0,2})[，,：:；;]|[，,：:；;](?!\\s{0,2}\uE000)|(?=但是|但|不过|只有|仅有|而(?!且|是|已)|\\bbut\\b|\\bwhereas\\b|\\bwhile\\b|\\bhowever\\b|\\bonly\\b)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, 5000)]
    private static partial Regex Boundary();
}

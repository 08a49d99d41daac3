using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using CaseTriage.Analysis.Masking;
using CaseTriage.TestKit;

namespace CaseTriage.Analysis.Tests.Masking;

/// <summary>
/// Two hundred invented lines, half of them without a secret. What is one stands as <c>[[kind|value]]</c>. The lines were written before the patterns were tried on them;
/// a line that fails is a reason to mend a pattern, not the line.
/// </summary>
public sealed partial class LabelledLinesTests(ITestOutputHelper output)
{
    private static readonly Dictionary<string, string> s_markers = new(StringComparer.Ordinal)
    {
        ["pw"] = "‹password›", ["user"] = "‹user›", ["phone"] = "‹phone›", ["mail"] = "‹mail›", ["key"] = "‹key›", ["link"] = "‹link›",
    };

    [Fact]
    public void Mask_LabelledLines_FindsWhatIsSecretAndLittleElse()
    {
        string[] lines = File.ReadAllLines(Path.Combine(SharedFolder.RepositoryRoot, "tests", "CaseTriage.Analysis.Tests", "Masking", "labelled-lines.txt"));
        Assert.True(lines.Length >= 190, $"Only {lines.Length} lines were found.");
        var found = s_markers.Keys.ToDictionary(kind => kind, _ => 0, StringComparer.Ordinal);
        var labelled = s_markers.Keys.ToDictionary(kind => kind, _ => 0, StringComparer.Ordinal);
        var masked = s_markers.Keys.ToDictionary(kind => kind, _ => 0, StringComparer.Ordinal);
        foreach (string line in lines)
        {
            string plain = Label().Replace(line, match => match.Groups["value"].Value);
            string wanted = Label().Replace(line, match => s_markers[match.Groups["kind"].Value]);
            string got = SecretMask.Mask(plain).Text;
            foreach (var group in Label().Matches(line).GroupBy(match => match.Groups["kind"].Value))
            {
                labelled[group.Key] += group.Count();
                int gone = group.Count(match => !got.Contains(match.Groups["value"].Value, StringComparison.Ordinal));
                found[group.Key] += Math.Min(gone, Count(got, s_markers[group.Key]));
            }

            foreach ((string kind, string marker) in s_markers)
            {
                masked[kind] += Count(got, marker);
            }

            if (got != wanted)
            {
                output.WriteLine($"{wanted}  ->  {got}");
            }
        }

        var table = new StringBuilder();
        foreach (string kind in s_markers.Keys)
        {
            table.AppendLine(CultureInfo.InvariantCulture, $"{kind}: {labelled[kind]} labelled, recall {Share(found[kind], labelled[kind]):P1}, precision {Share(found[kind], masked[kind]):P1}");
        }

        output.WriteLine(table.ToString());
        Assert.All(s_markers.Keys, kind => Assert.True(Share(found[kind], labelled[kind]) >= (kind == "pw" ? 0.99 : 0.97), table.ToString()));
        Assert.All(s_markers.Keys, kind => Assert.True(Share(found[kind], masked[kind]) >= 0.95, table.ToString()));
    }

    [Fact]
    public void Mask_PrivateKey_KeepsItsFrameAndTheNumbersOfTheLines()
    {
        const string text = "a\n-----BEGIN RSA PRIVATE KEY-----\nMIIEowIBAAKCAQEA\nabc+/9==\n-----END RSA PRIVATE KEY-----\nb";

        Assert.Equal("a\n-----BEGIN RSA PRIVATE KEY-----\n‹password›\n‹password›\n-----END RSA PRIVATE KEY-----\nb", SecretMask.Mask(text).Text);
    }

    private static double Share(int part, int whole) => whole == 0 ? 1 : (double)part / whole;

    private static int Count(string text, string marker) => text.Split(marker).Length - 1;

    [GeneratedRegex(@"\[\[(?<kind>[a-z]+)\|(?<value>.+?)\]\]", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Label();
}

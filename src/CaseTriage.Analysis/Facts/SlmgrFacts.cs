using System.Globalization;
using System.Text.RegularExpressions;
using CaseTriage.Analysis.Documents;
using CaseTriage.Formats.TextLog;

namespace CaseTriage.Analysis.Facts;

/// <summary>Facts <c>licence</c> out of the lines that slmgr prints: one for each product that it lists.</summary>
/// <param name="artifactPath">Path of the file in the case.</param>
internal sealed partial class SlmgrFacts(string artifactPath)
{
    private const int MaxFacts = 200;
    private const int MaxTextLength = 200;

    private readonly List<Fact> _facts = [];
    private readonly Dictionary<string, object?> _fields = new(StringComparer.Ordinal);
    private Evidence? _evidence;

    /// <summary>Takes a line.</summary>
    public void Add(int number, string line)
    {
        if (SlmgrOutput.FieldOf(line) is { } found)
        {
            if (found.Field == SlmgrField.Name)
            {
                Close();
            }

            Keep(found.Field, found.Value, number, line);
        }

        if (SlmgrOutput.StatusOf(line) is { } status)
        {
            _fields["status"] = status;
            _evidence = Place(number, line);
        }
    }

    /// <summary>The facts.</summary>
    public IEnumerable<Fact> ToFacts()
    {
        Close();
        return _facts;
    }

    private void Keep(SlmgrField field, string value, int number, string line)
    {
        _evidence ??= Place(number, line);
        switch (field)
        {
            case SlmgrField.Name or SlmgrField.Description:
                _fields[field == SlmgrField.Name ? "product" : "description"] = value[..Math.Min(value.Length, MaxTextLength)];
                break;
            case SlmgrField.ActivationId when Guid.TryParse(value, out Guid id):
                _fields["activationId"] = id.ToString("D");
                break;
            case SlmgrField.Channel:
                _fields["channel"] = value[..Math.Min(value.Length, MaxTextLength)];
                break;
            case SlmgrField.InstallationId:
                int digits = value.Count(char.IsAsciiDigit);
                _fields["installationIdDigits"] = digits;
                _fields["installationIdComplete"] = digits == SlmgrOutput.InstallationIdDigits && value.All(sign => char.IsAsciiDigit(sign) || sign is ' ' or '-');
                break;
            case SlmgrField.PartialKey when value.Length == 5 && value.All(char.IsAsciiLetterOrDigit):
                _fields["partialKey"] = value.ToUpperInvariant();
                break;
            case SlmgrField.Reason:
                _fields["reason"] = ErrorCodeReader.Find(value).FirstOrDefault()?.Code;
                break;
            case SlmgrField.Grace:
                _fields["graceMinutes"] = Number(value);
                break;
            case SlmgrField.WindowsRearms or SlmgrField.ProductRearms:
                _fields[field == SlmgrField.WindowsRearms ? "windowsRearms" : "productRearms"] = Number(value);
                break;
            case SlmgrField.Kms when Host().Match(value) is { Success: true } host:
                _fields["kmsHost"] = host.Groups["host"].Value;
                _fields["kmsPort"] = Number(host.Groups["port"].Value);
                break;
        }
    }

    /// <summary>A name alone, which many texts have, is no licence.</summary>
    private void Close()
    {
        if (_evidence is { } evidence && _facts.Count < MaxFacts && _fields.Keys.Any(field => field is not ("product" or "description")))
        {
            _facts.Add(Fact.Create("licence", null, evidence, null, [("source", "slmgr"), .. _fields.Select(field => (field.Key, field.Value))]));
        }

        _fields.Clear();
        _evidence = null;
    }

    private Evidence Place(int number, string line) => Evidence.Of(artifactPath, FormattableString.Invariant($"line {number}"), line);

    private static object? Number(string text) =>
        LeadingNumber().Match(text) is { Success: true } match ? long.Parse(match.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture) : null;

    [GeneratedRegex("[0-9]{1,10}", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex LeadingNumber();

    [GeneratedRegex(@"^(?<host>[A-Za-z0-9._-]{1,255})(?::(?<port>[0-9]{1,5}))?$", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Host();
}

using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using CaseTriage.Formats.Text;

namespace CaseTriage.Formats.Registry;

/// <summary>
/// Reads registry texts in any encoding: exports of the registry editor (<c>REGEDIT4</c>, and version 5.00 whose strings in hexadecimal are UTF-16), and what
/// <c>reg query</c> prints. Lines that are neither key nor value are passed over.
/// <para>Damage: <c>reg-value</c>: a value cannot be read; <c>reg-key</c>: values stand before any key; <c>limit-values</c>.</para>
/// </summary>
public static class RegistryTextReader
{
    /// <summary>Values that are kept.</summary>
    public const int MaxValues = 10_000;

    private const int MaxDamage = 50;

    /// <summary>Longest value with all its lines, in characters; the data of a large binary value is passed over, not kept.</summary>
    private const int MaxValueLength = 64 * 1024;

    /// <summary>Reads the values of those keys that are asked for. Never refuses a text: one without values gives none.</summary>
    /// <param name="content">The whole file.</param>
    /// <param name="wants">Whether the values of a key are asked for, by its path as it is written.</param>
    /// <param name="cancellationToken">Looked at once for each key.</param>
    public static RegistryContent Read(ReadOnlySpan<byte> content, Func<string, bool> wants, CancellationToken cancellationToken)
    {
        string text = TextDecoder.Decode(content).Text;
        var reading = new Reading(text.TrimStart().StartsWith("REGEDIT4", StringComparison.Ordinal));
        string? key = null;
        bool isWanted = true;
        foreach ((int number, string line) in LogicalLines(text))
        {
            if (KeyOf(line) is { } found)
            {
                cancellationToken.ThrowIfCancellationRequested();
                (key, isWanted) = (found, wants(found));
            }
            else if (isWanted && !reading.Add(key, line, number))
            {
                break;
            }
        }

        return reading.ToContent();
    }

    /// <summary>Lines of which those that end with a backslash go on in the next one: data in hexadecimal.</summary>
    private static IEnumerable<(int Number, string Line)> LogicalLines(string text)
    {
        var reader = new StringReader(text);
        var joined = new StringBuilder();
        int number = 0;
        int first = 1;
        while (reader.ReadLine() is { } line)
        {
            number++;
            bool goesOn = line.EndsWith('\\') && (joined.Length > 0 || line.Contains("=hex", StringComparison.OrdinalIgnoreCase));
            if (joined.Length < MaxValueLength)
            {
                joined.Append(joined.Length > 0 ? line.TrimStart() : line);
            }

            if (goesOn)
            {
                joined.Length -= joined[^1] == '\\' ? 1 : 0;
                continue;
            }

            yield return (first, joined.ToString());
            joined.Clear();
            first = number + 1;
        }
    }

    private static string? KeyOf(string line) =>
        line.StartsWith("[HK", StringComparison.OrdinalIgnoreCase) && line.TrimEnd().EndsWith(']') ? line.TrimEnd()[1..^1]
        : line.StartsWith("[-HK", StringComparison.OrdinalIgnoreCase) ? ""
        : line.StartsWith("HKEY_", StringComparison.OrdinalIgnoreCase) ? line.TrimEnd()
        : null;

    private sealed class Reading(bool isVersion4)
    {
        private readonly ImmutableArray<RegistryValue>.Builder _values = ImmutableArray.CreateBuilder<RegistryValue>();
        private readonly ImmutableArray<Damage>.Builder _damage = ImmutableArray.CreateBuilder<Damage>();

        public RegistryContent ToContent() => new(_values.ToImmutable(), _damage.ToImmutable());

        /// <summary>Takes a line; false where no more is taken.</summary>
        public bool Add(string? key, string line, int number)
        {
            if (RegistryLine.TryRead(line, isVersion4, out RegistryLine value))
            {
                if (key is null)
                {
                    Report("reg-key", string.Create(CultureInfo.InvariantCulture, $"Line {number} holds a value before any key. The beginning of the export may be missing."));
                }
                else if (_values.Count == MaxValues)
                {
                    Report("limit-values", string.Create(CultureInfo.InvariantCulture, $"The text holds more than {MaxValues} values of keys that matter; those from line {number} on were not read."));
                    return false;
                }
                else if (key.Length > 0 && !value.IsDeleted)
                {
                    _values.Add(new RegistryValue { Key = key, Name = value.Name, Text = value.Text, Line = number });
                }
            }
            else if (line.StartsWith('"') || line.StartsWith('@'))
            {
                Report("reg-value", string.Create(CultureInfo.InvariantCulture, $"The value on line {number} cannot be read."));
            }

            return true;
        }

        private void Report(string code, string message)
        {
            if (_damage.Count < MaxDamage)
            {
                _damage.Add(new Damage(code, message, null));
            }
        }
    }
}

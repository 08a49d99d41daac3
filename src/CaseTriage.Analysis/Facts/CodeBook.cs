using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Globalization;

namespace CaseTriage.Analysis.Facts;

/// <summary>What sort of thing a result code says.</summary>
public enum CodeKind
{
    /// <summary>Not in the book.</summary>
    Unlisted,

    /// <summary>A refusal with a meaning of its own.</summary>
    Result,

    /// <summary>Success, or a state that is no failure.</summary>
    Success,

    /// <summary>A state, such as a grace period that is over: it says that the machine is not activated, not why.</summary>
    State,

    /// <summary>A failure of the network; on an isolated machine it means nothing.</summary>
    Network,

    /// <summary>A number that any program gives for any fault.</summary>
    Generic,

    /// <summary>What logs say about things that are not in use.</summary>
    Noise,

    /// <summary>The platform's refusal to bind hardware and licence.</summary>
    Binding,
}

/// <summary>What the packs know of a result code.</summary>
/// <param name="Code">As facts write it: <c>0xC004F074</c>, <c>106</c>.</param>
/// <param name="Kind">Sort.</param>
/// <param name="SpeaksFor">Causes that it speaks for; may be empty.</param>
/// <param name="Text">Meaning in a few words.</param>
public sealed record CodeMeaning(string Code, CodeKind Kind, ImmutableArray<string> SpeaksFor, LocalizedText Text);

/// <summary>The result codes of all packs.</summary>
public sealed class CodeBook(IEnumerable<CodeMeaning> codes)
{
    private readonly FrozenDictionary<string, CodeMeaning> _codes = codes.ToFrozenDictionary(code => code.Code, StringComparer.OrdinalIgnoreCase);

    /// <summary>All codes, ordinal order.</summary>
    public IEnumerable<CodeMeaning> All => _codes.Values.OrderBy(code => code.Code, StringComparer.Ordinal);

    /// <summary>What is known of a code, or null.</summary>
    public CodeMeaning? Find(string code) => _codes.GetValueOrDefault(code);

    /// <summary>Sort of a code; one of the licensing facility (0xC004 and 0x8004D) that is not listed still is a result.</summary>
    public CodeKind KindOf(string code) => Find(code)?.Kind ?? (IsLicensing(code) ? CodeKind.Result : CodeKind.Unlisted);

    /// <summary>Codes that speak for a cause.</summary>
    public IEnumerable<string> SpeakingFor(string cause) => All.Where(code => code.SpeaksFor.Contains(cause)).Select(code => code.Code);

    /// <summary>A number as facts write it: <c>0x</c> and eight upper-case digits.</summary>
    public static string Format(uint number) => "0x" + number.ToString("X8", CultureInfo.InvariantCulture);

    private static bool IsLicensing(string code) =>
        code.Length == 10 && (code.StartsWith("0xC004", StringComparison.OrdinalIgnoreCase) || code.StartsWith("0x8004D", StringComparison.OrdinalIgnoreCase));
}

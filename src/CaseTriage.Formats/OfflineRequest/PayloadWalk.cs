using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using CaseTriage.Formats.Text;

namespace CaseTriage.Formats.OfflineRequest;

/// <summary>Peels one payload: which layers it has, and the values met on the way.</summary>
internal sealed class PayloadWalk(KnownPayload isHardwareHash)
{
    /// <summary>Shorter results are text by chance.</summary>
    private const int MinPlausibleText = 6;

    /// <summary>From this length on, chance gives no text in a code page, which nearly any two bytes are a sign of.</summary>
    private const int MinPlausibleCodePage = 64;

    private readonly List<RequestField> _fields = [];
    private readonly HashSet<int> _lengths = [];
    private int _inflated;

    /// <summary>The fields, declared lengths held against the layers and values.</summary>
    public ImmutableArray<RequestField> ToFields(PayloadLayer outermost)
    {
        _lengths.UnionWith(outermost.All().Select(entry => entry.Layer.SizeInBytes));
        return [.. _fields.Select(field => field.Kind == RequestFieldKind.Length ? field with { Agrees = _lengths.Contains(int.Parse(field.Value, CultureInfo.InvariantCulture)) } : field)];
    }

    /// <summary>The layers of some bytes.</summary>
    public PayloadLayer Peel(byte[] bytes, PayloadPlace place)
    {
        if (isHardwareHash(bytes))
        {
            return new PayloadLayer(PayloadKind.HardwareHash, place.Name, bytes.Length) { Content = [.. bytes] };
        }

        if (Unpack(bytes) is { } unpacked)
        {
            var packed = new PayloadLayer(unpacked.Kind, place.Name, bytes.Length);
            if (!place.MayDecode)
            {
                return packed with { Fault = PayloadFault.Limit };
            }

            _inflated += unpacked.Content.Length;
            return packed with { Fault = unpacked.Fault, Inside = [Peel(unpacked.Content, place.Decoded)] };
        }

        return AsText(bytes) is { } text ? PeelText(text, bytes.Length, place) : PeelBinary(bytes, place);
    }

    private (PayloadKind Kind, byte[] Content, PayloadFault Fault)? Unpack(byte[] bytes) =>
        Compression.Undo(bytes, OfflineRequestReader.MaxInflated - _inflated, content => isHardwareHash(content) || IsPlausibleText(content));

    private PayloadLayer PeelText(string text, int size, PayloadPlace place)
    {
        string trimmed = text.Trim().TrimStart('\uFEFF');
        var plain = new PayloadLayer(PayloadKind.Text, place.Name, size);
        if (Decode(trimmed) is { } decoded)
        {
            return plain with { Inside = [PeelDecoded(decoded, trimmed.Length, place with { Name = "" })] };
        }

        if (TextStructure.Split(trimmed) is not { } split)
        {
            AddFields("", trimmed, place.Path);
            return plain;
        }

        var layer = new PayloadLayer(split.Kind, place.Name, size) { Fault = split.Fault };
        if (!place.MaySplit)
        {
            AddFields("", trimmed, place.Path);
            return layer with { Fault = PayloadFault.Limit };
        }

        if (split.Fault != PayloadFault.None && split.Values.Count == 0)
        {
            AddFields("", trimmed, place.Path);
        }

        return layer with { Inside = [.. split.Values.Select(value => PeelValue(value.Name, value.Value, place.Of(value.Name))).OfType<PayloadLayer>()] };
    }

    /// <summary>A value: a field, or a layer of its own where it carries something.</summary>
    private PayloadLayer? PeelValue(string name, string value, PayloadPlace place)
    {
        string trimmed = value.Trim();
        int size = Encoding.UTF8.GetByteCount(trimmed);
        _lengths.Add(size);
        _lengths.Add(trimmed.Length);
        string label = name.All(char.IsAsciiDigit) ? "" : name;
        if (RequestFieldFinder.IsKnown(label, trimmed))
        {
            AddFields(label, trimmed, place.Path);
            return null;
        }

        if (Decode(trimmed) is { } decoded)
        {
            return PeelDecoded(decoded, trimmed.Length, place);
        }

        // A link or a date in a value is that value; only what is a document of its own is split again.
        bool isDocument = trimmed is ['{', .., '}'] or ['[', .., ']'] or ['<', .., '>'] || trimmed.Contains('|') || (trimmed.Contains('=') && trimmed.AsSpan().ContainsAny('&', ';', '\n'));
        if (isDocument && TextStructure.Split(trimmed) is { Fault: PayloadFault.None, Values.Count: > 0 })
        {
            return PeelText(trimmed, size, place);
        }

        AddFields(label, trimmed, place.Path);
        return null;
    }

    private (PayloadKind Kind, byte[] Content, PayloadFault Fault)? Decode(string text) => EncodedText.Undo(text, IsPlausible);

    private PayloadLayer PeelDecoded((PayloadKind Kind, byte[] Content, PayloadFault Fault) decoded, int length, PayloadPlace place)
    {
        var layer = new PayloadLayer(decoded.Kind, place.Name, length);
        return place.MayDecode
            ? layer with { Fault = decoded.Fault, Inside = [Peel(decoded.Content, place.Decoded)] }
            : layer with { Fault = PayloadFault.Limit };
    }

    private bool IsPlausible(byte[] content) =>
        isHardwareHash(content) || IsPlausibleText(content) || Unpack(content) is { Content.Length: > 0 };

    private static bool IsPlausibleText(byte[] content) =>
        content.Length >= MinPlausibleText && AsText(content) is not null
        && (content.Length >= MinPlausibleCodePage || TextDecoder.Decode(content).Reason is not (EncodingReason.CodePage or EncodingReason.Big5Pairs or EncodingReason.ChineseHalves));

    private PayloadLayer PeelBinary(byte[] bytes, PayloadPlace place)
    {
        var layer = new PayloadLayer(Randomness.IsLikely(bytes) ? PayloadKind.Opaque : PayloadKind.Binary, place.Name, bytes.Length) { Entropy = Randomness.Entropy(bytes) };
        for (int at = 1; at < bytes.Length; at++)
        {
            if (isHardwareHash(bytes.AsSpan(at)))
            {
                string name = FormattableString.Invariant($"0x{at:x}");
                return layer with { Kind = PayloadKind.Binary, Inside = [new PayloadLayer(PayloadKind.HardwareHash, name, bytes.Length - at) { Content = [.. bytes.AsSpan(at)] }] };
            }
        }

        return layer;
    }

    private void AddFields(string label, string value, string place)
    {
        int room = OfflineRequestReader.MaxValues - _fields.Count;
        if (value.Length > 0 && room > 0)
        {
            _fields.AddRange(RequestFieldFinder.Find(label, value, place).Take(room));
        }
    }

    /// <summary>UTF-8, UTF-16 or a Chinese code page without a sign that no text has; null where it is none.</summary>
    private static string? AsText(byte[] bytes)
    {
        DecodedText decoded = TextDecoder.Decode(bytes);
        return decoded.CutBytes == 0 && !decoded.Text.Any(IsNoText) ? decoded.Text : null;
    }

    private static bool IsNoText(char sign) =>
        sign == '\uFFFD' || (char.IsControl(sign) && sign is not ('\t' or '\r' or '\n')) || char.GetUnicodeCategory(sign) is UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned;
}

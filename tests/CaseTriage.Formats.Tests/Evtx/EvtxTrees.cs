using CaseTriage.TestKit.Evtx;

namespace CaseTriage.Formats.Tests.Evtx;

/// <summary>Elements at random: nested, with attributes, markup, values of all types, arrays, namespaces and names that XML forbids.</summary>
internal sealed class EvtxTrees
{
    private static readonly string[] Names = ["Data", "Event", "System", "EventID", "EventData", "p:Item", "Item", "1 bad", "坏", "x:y:z", ":"];
    private static readonly string[] AttributeNames = ["Name", "code", "xmlns", "xmlns:p", "xmlns:x", "p:a", "x:a", "xmlns:", "b c", "b_c"];
    private static readonly string[] Texts = ["", "text", "<&>\"'", "\r\n\t", "激活🔑", "a\uD800", "\u0001\uFFFE", "end\0"];
    private readonly Random _random;
    private int _slots;
    private int _budget = 60;

    private EvtxTrees(int seed) => _random = new Random(seed);

    /// <summary>The element of a seed, always the same.</summary>
    public static EvtxElement Of(int seed) => new EvtxTrees(seed).Element(depth: 0);

    private EvtxElement Element(int depth)
    {
        // Slots are counted in document order: attributes first.
        List<(string, object)> attributes = [];
        for (int i = _random.Next(4); i > 0; i--)
        {
            attributes.Add((One(AttributeNames), Content(depth, isAttribute: true)));
        }

        List<object> children = [];
        for (int i = _random.Next(5); i > 0 && --_budget > 0; i--)
        {
            children.Add(Content(depth, isAttribute: false));
        }

        bool canBeLeftOut = attributes.Count == 0 && children is [EvtxValue];
        return new EvtxElement(One(Names), children) { Attributes = attributes, IsOmittedWhenNull = canBeLeftOut && depth > 0 && _random.Next(3) == 0 };
    }

    private object Content(int depth, bool isAttribute)
    {
        int kind = _random.Next(isAttribute || depth > 8 ? 7 : 10);
        switch (kind)
        {
            case 0:
                return One(Texts);
            case 1:
                return new EvtxElement.CData(One(Texts));
            case 2:
                return new EvtxElement.CharacterReference((char)_random.Next(1, 0x10000));
            case 3:
                return new EvtxElement.Entity(_random.Next(2) == 0 ? "amp" : "none");
            case 4:
                _slots++;
                return new EvtxElement.Always(Value());
            case 5 or 6:
                _slots++;
                return Value();
            case 7:
                int outer = _slots;
                _slots = 0;
                EvtxElement nested = Element(depth + 1);
                _slots = outer + 1;
                return new EvtxElement.Nested(nested) { IsPlain = _random.Next(3) == 0 };
            case 8 when _slots > 0:
                return new EvtxElement.Again(_random.Next(_slots));
            default:
                return Element(depth + 1);
        }
    }

    private EvtxValue Value()
    {
        if (_random.Next(2) == 0)
        {
            return EvtxKinds.AnyValue(_random);
        }

        byte[] bytes = new byte[_random.Next(24)];
        _random.NextBytes(bytes);
        byte type = (byte)(_random.Next(0x18) | (_random.Next(3) == 0 ? 0x80 : 0));
        return new EvtxValue(type, bytes, One(Texts));
    }

    private string One(string[] of) => of[_random.Next(of.Length)];
}

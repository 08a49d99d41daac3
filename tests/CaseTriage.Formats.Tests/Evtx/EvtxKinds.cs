using CaseTriage.TestKit.Evtx;

namespace CaseTriage.Formats.Tests.Evtx;

/// <summary>Built logs of every kind: each type of value and array, records with and without templates, nesting, markup, namespaces.</summary>
internal static class EvtxKinds
{
    private static readonly EvtxValue[] Values =
    [
        EvtxValue.Null(), EvtxValue.Null(16), EvtxValue.Text("<激活> & \"🔑\"\r\n\t"), EvtxValue.Text("end\0"), EvtxValue.Text(""), EvtxValue.Utf16('a', '\uD800'),
        EvtxValue.Ansi([0x63, 0xE9, 0x80]), EvtxValue.Int8(-5), EvtxValue.UInt8(250), EvtxValue.Int16(-300), EvtxValue.UInt16(65535), EvtxValue.Int32(-70000),
        EvtxValue.UInt32(4000000000), EvtxValue.Int64(long.MinValue), EvtxValue.UInt64(ulong.MaxValue), EvtxValue.Float32(1.5f), EvtxValue.Float32(float.NaN),
        EvtxValue.Float64(-2.25e200), EvtxValue.Float64(double.PositiveInfinity), EvtxValue.Bool(0), EvtxValue.Bool(0x40000), EvtxValue.Binary(0xDE, 0xAD), EvtxValue.Binary(),
        EvtxValue.Guid(new Guid("8d1c1a6e-4a35-5b0e-9f43-2c0c8d7a6b51")), EvtxValue.Pointer(-1), EvtxValue.Pointer(0x1234, size: 4), EvtxValue.FileTime(EvtxSamples.At),
        EvtxValue.FileTime(-1), EvtxValue.SystemTime(EvtxSamples.At), EvtxValue.Sid(5), EvtxValue.Sid(5, 21, 1, 2, 3, 512), EvtxValue.Hex32(0xC004F074), EvtxValue.Hex64(1),
        new(0x55, [1, 2, 3], ""), new(7, [1, 2], ""), new(0x21, [], ""),
    ];

    private static readonly EvtxValue[] Arrays =
    [
        EvtxValue.TextArray("一", "", "a,b"), new(0x82, [0x61, 0, 0, 0x62], ""), .. Values.Where(value => value.Type is > 2 and < 0x20 && value.Bytes.Length > 0 && value.Bytes.Length % 2 == 0 || value.Type is 3 or 4)
            .Select(value => EvtxValue.Array(value, value, value)),
        new(0x88, [1, 2, 3, 4, 5], ""), new(0xA1, [1, 2], ""), new(0x80, [1], ""),
    ];

    /// <summary>Name and bytes of each.</summary>
    public static IReadOnlyList<(string Name, byte[] Log)> All { get; } =
    [
        ("values", Log(Values.Select(value => EvtxSamples.Event(("item", value), value)))),
        ("values-always", Log(Values.Select(value => User(new EvtxElement("V", new EvtxElement.Always(value), "|", value) { Attributes = [("a", new EvtxElement.Always(value)), ("b", value)] })))),
        ("arrays", Log(Arrays.Select(array => EvtxSamples.Event(("item", array), "after")))),
        ("arrays-in-attributes", Log(Arrays.Select(array => User(new EvtxElement("V", array) { Attributes = [("a", array), ("b", "x")] })))),
        ("arrays-in-text", Log(Arrays.Select(array => User(new EvtxElement("V", "before ", array, new EvtxElement("W", new EvtxElement.Again(0))))))),
        ("plain", Log(Values.Select(value => EvtxSamples.Event(("item", value), value) with { IsPlain = true }))),
        ("mixed", Log(Values.Select((value, i) => EvtxSamples.Event(("item", value)) with { IsPlain = i % 2 == 0 }))),
        ("log", EvtxSamples.Log(35)),
        ("nested", Log(Enumerable.Range(0, 30).Select(depth => User(Nested(depth, isPlain: depth % 3 == 2))))),
        ("namespaces", Log(Namespaces.SelectMany(element => new[] { User(element), User(element) with { IsPlain = true } }))),
        ("markup", Log(new[] { User(Markup), User(Markup) with { IsPlain = true } })),
        ("documents", Log(Documents.SelectMany(element => new[] { EvtxSamples.Event() with { Document = element }, EvtxSamples.Event() with { Document = element, IsPlain = true } }))),
    ];

    /// <summary>One of the values or arrays.</summary>
    public static EvtxValue AnyValue(Random random) => random.Next(3) == 0 ? Arrays[random.Next(Arrays.Length)] : Values[random.Next(Values.Length)];

    private static EvtxElement Markup => new(
        "M",
        new EvtxElement.Instruction("target", "data"),
        new EvtxElement.CData("<c>]]>"),
        new EvtxElement.CharacterReference('é'),
        new EvtxElement.Entity("lt"),
        new EvtxElement.Entity("amp"),
        new EvtxElement.Entity("unknown"),
        EvtxValue.Text("value"),
        new EvtxElement("E"))
    {
        Attributes = [("a", new EvtxElement.Entity("quot")), ("b", new EvtxElement.CharacterReference('\n')), ("c", new EvtxElement.CData("x"))],
    };

    private static EvtxElement[] Namespaces =>
    [
        new("p:R", new EvtxElement("p:C", EvtxValue.Text("v")) { Attributes = [("p:a", "1")] }) { Attributes = [("xmlns:p", "urn:p")] },
        new("p:R", "undeclared"),
        new("R", new EvtxElement("p:C", "declared above")) { Attributes = [("xmlns:p", "urn:p"), ("xmlns", "urn:d")] },
        new("p:R") { Attributes = [("xmlns:p", "")] },
        new("p:R") { Attributes = [("xmlns:p", EvtxValue.Null())] },
        new("p:R") { Attributes = [("xmlns:p", EvtxValue.Text("http://www.w3.org/2000/xmlns/"))] },
        new("R") { Attributes = [("xmlns:xml", "urn:x"), ("xmlns:xmlns", "urn:y"), ("xml:lang", "en")] },
        new("R") { Attributes = [("xmlns", "http://www.w3.org/XML/1998/namespace")] },
        new("R") { Attributes = [("xmlns", "")] },
        new("R", new EvtxElement(":c"), new EvtxElement("c:"), new EvtxElement("a:b:c"), new EvtxElement("1 bad"), new EvtxElement("坏")) { Attributes = [("xmlns:", "u"), ("xmlns:1", "u")] },
    ];

    private static EvtxElement[] Documents =>
    [
        new("Event", EvtxValue.TextArray("a", "b")),
        new("Event", EvtxValue.Text("text only")),
        new("Other", new EvtxElement.Nested(new EvtxElement("Inner", EvtxValue.TextArray("a", "b")))),
        new("Event", new EvtxElement("System", new EvtxElement("EventID", EvtxValue.Text("7")))),
        new("Event"),
    ];

    private static EvtxEvent User(EvtxElement element) => EvtxSamples.Event() with { UserData = element };

    private static EvtxElement Nested(int depth, bool isPlain)
    {
        EvtxElement element = new("Deepest", EvtxValue.Text("end"));
        for (int i = 0; i < depth; i++)
        {
            element = new EvtxElement("Level", new EvtxElement.Nested(element) { IsPlain = isPlain });
        }

        return element;
    }

    private static byte[] Log(IEnumerable<EvtxEvent> events)
    {
        EvtxBuilder builder = new() { RecordsPerChunk = 20 };
        foreach (EvtxEvent item in events)
        {
            builder.Add(item);
        }

        return builder.Build();
    }
}

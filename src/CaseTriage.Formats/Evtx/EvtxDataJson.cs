using System.Text.Json;
using CaseTriage.Formats.Evtx.BinXml;
using static CaseTriage.Formats.Evtx.EvtxDataTree;

namespace CaseTriage.Formats.Evtx;

/// <summary>
/// The data of a record as JSON. All values are strings, so that 64-bit numbers survive. Named items make an object, unnamed ones
/// an array; where both occur the array holds the named ones as objects of one member. A name that repeats has an array of values.
/// </summary>
internal static class EvtxDataJson
{
    // Readers of JSON commonly stop at a depth of 64.
    private const int MaxDepth = 32;

    /// <summary>Writes the items of EventData as one value, without a tree.</summary>
    public static void WriteItems(EvtxPlainData plain, ReadOnlySpan<byte> chunk, EvtxRecordDecoder decoder, Utf8JsonWriter json)
    {
        bool isObject = false;
        foreach (EvtxItem item in plain.AreNamed ? plain.Items : [])
        {
            isObject |= !plain.IsLeftOut(item);
        }

        if (isObject)
        {
            json.WriteStartObject();
        }
        else
        {
            json.WriteStartArray();
        }

        foreach (EvtxItem item in plain.Items)
        {
            if (!plain.IsLeftOut(item))
            {
                WriteItem(item, plain.ValueOf(item), chunk, decoder, json);
            }
        }

        if (isObject)
        {
            json.WriteEndObject();
        }
        else
        {
            json.WriteEndArray();
        }
    }

    private static void WriteItem(EvtxItem item, BinXmlValue value, ReadOnlySpan<byte> chunk, EvtxRecordDecoder decoder, Utf8JsonWriter json)
    {
        if (item.Name is not null)
        {
            json.WritePropertyName(item.Name);
        }

        if (!item.IsRepeated || value is not { IsArray: true, Length: > 0 })
        {
            json.WriteStringValue(decoder.TextOf(chunk, value));
            return;
        }

        BinXmlArray items = new(chunk, value);
        items.TryNext(out BinXmlValue current);
        BinXmlArray rest = items;
        bool isList = item.Name is not null && rest.TryNext(out _);
        if (isList)
        {
            json.WriteStartArray();
        }

        do
        {
            json.WriteStringValue(decoder.TextOf(chunk, current));
        }
        while (items.TryNext(out current));

        if (isList)
        {
            json.WriteEndArray();
        }
    }

    /// <summary>Writes the items below EventData as one value.</summary>
    public static void WriteItems(EvtxDataTree tree, int root, StringPool strings, Utf8JsonWriter json)
    {
        List<Member> members = [];
        int named = 0;
        for (int i = root + 1; i < tree.Nodes[root].End; i = tree.Nodes[i].End)
        {
            string? name = EvtxDataNames.OfItem(tree, i, strings);
            named += name is null ? 0 : 1;
            members.Add(new Member(0, i, name, IsItem: true));
        }

        if (named > 0 && named == members.Count)
        {
            json.WriteStartObject();
            WriteGrouped(tree, members, json, depth: 1);
            json.WriteEndObject();
        }
        else
        {
            WriteList(tree, members, json);
        }
    }

    /// <summary>Writes an element as one value: its text, or an object of its attributes (<c>@name</c>), elements and text (<c>#text</c>).</summary>
    public static void WriteElement(EvtxDataTree tree, int index, Utf8JsonWriter json, int depth)
    {
        bool hasElements = EvtxDataNames.HasElements(tree, index);
        if (depth > MaxDepth || (!hasElements && !EvtxDataNames.HasAttributes(tree, index)))
        {
            json.WriteStringValue(tree.TextOf(tree.Nodes[index]));
            return;
        }

        json.WriteStartObject();
        WriteGrouped(tree, Members(tree, index), json, depth);
        if (!hasElements && tree.Nodes[index].TextLength > 0)
        {
            json.WriteString("#text", tree.TextOf(tree.Nodes[index]));
        }

        json.WriteEndObject();
    }

    private static void WriteList(EvtxDataTree tree, List<Member> members, Utf8JsonWriter json)
    {
        json.WriteStartArray();
        foreach (Member member in members)
        {
            if (member.Name is null)
            {
                WriteValue(tree, member, json, depth: 1);
                continue;
            }

            json.WriteStartObject();
            json.WritePropertyName(member.Name);
            WriteValue(tree, member, json, depth: 2);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static List<Member> Members(EvtxDataTree tree, int index)
    {
        List<Member> members = [];
        bool hasElements = EvtxDataNames.HasElements(tree, index);
        for (int i = index + 1; i < tree.Nodes[index].End; i = tree.Nodes[i].End)
        {
            Node node = tree.Nodes[i];
            if (node.Kind == NodeKind.Element)
            {
                members.Add(new Member(0, i, node.Name?.Text, IsItem: false));
            }
            else if (node.Kind == NodeKind.Attribute && !EvtxDataNames.IsNamespace(node))
            {
                members.Add(new Member(0, i, "@" + node.Name?.Text, IsItem: false));
            }
            else if (node.Kind == NodeKind.Text && hasElements)
            {
                members.Add(new Member(0, i, "#text", IsItem: false));
            }
        }

        return members;
    }

    /// <summary>Writes members in the order of their names' first appearance; sorting keeps this fast for any number of them.</summary>
    private static void WriteGrouped(EvtxDataTree tree, List<Member> members, Utf8JsonWriter json, int depth)
    {
        Dictionary<string, int> groups = new(members.Count, StringComparer.Ordinal);
        for (int i = 0; i < members.Count; i++)
        {
            string name = members[i].Name ?? "";
            groups.TryAdd(name, groups.Count);
            members[i] = members[i] with { Group = groups[name] };
        }

        if (groups.Count < members.Count)
        {
            members.Sort(static (a, b) => (a.Group, a.Node).CompareTo((b.Group, b.Node)));
        }

        for (int i = 0; i < members.Count; i++)
        {
            bool repeats = i + 1 < members.Count && members[i + 1].Group == members[i].Group;
            json.WritePropertyName(members[i].Name ?? "");
            if (!repeats)
            {
                WriteValue(tree, members[i], json, depth + 1);
                continue;
            }

            json.WriteStartArray();
            int group = members[i].Group;
            for (; i < members.Count && members[i].Group == group; i++)
            {
                WriteValue(tree, members[i], json, depth + 2);
            }

            i--;
            json.WriteEndArray();
        }
    }

    private static void WriteValue(EvtxDataTree tree, Member member, Utf8JsonWriter json, int depth)
    {
        Node node = tree.Nodes[member.Node];
        bool isPlain = node.Kind != NodeKind.Element || (member.IsItem && !EvtxDataNames.HasElements(tree, member.Node));
        if (isPlain)
        {
            json.WriteStringValue(tree.TextOf(node));
        }
        else
        {
            WriteElement(tree, member.Node, json, depth);
        }
    }

    /// <param name="Group">Number of its name, in the order of first appearance.</param>
    /// <param name="Node">Index of the node.</param>
    /// <param name="Name">Its name in JSON.</param>
    /// <param name="IsItem">Whether it is an item of EventData, whose attributes are its name and no value.</param>
    private readonly record struct Member(int Group, int Node, string? Name, bool IsItem);
}

using System.Collections.Immutable;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace CaseTriage.Analysis.Packs;

/// <summary>One YAML file of a pack as a tree whose nodes know their places. Anchors, aliases and tags are not part of packs.</summary>
internal static class PackFile
{
    /// <summary>Longest file, in characters. The largest of ours has some tens of thousands.</summary>
    private const int MaxLength = 1 << 20;

    /// <summary>Deepest nesting. Our deepest condition has about ten.</summary>
    private const int MaxDepth = 40;

    /// <summary>Reads a file's text.</summary>
    /// <param name="name">Name for complaints: <c>activation/rules/x.yaml</c>.</param>
    /// <param name="text">YAML.</param>
    /// <exception cref="InvalidPackException">It is no YAML, too long or too deep.</exception>
    public static PackNode Read(string name, string text)
    {
        RefuseDepth(name, text);
        try
        {
            return new Builder(name, new Parser(new StringReader(text))).Build();
        }
        catch (YamlException broken)
        {
            throw new InvalidPackException($"{new PackPlace(name, (int)broken.Start.Line, (int)broken.Start.Column)}: {broken.Message}");
        }
    }

    // Before the library sees the text: its scanner looks at every open bracket for each new token.
    private static void RefuseDepth(string name, string text)
    {
        if (text.Length > MaxLength)
        {
            throw new InvalidPackException($"{name}:1:1: the file has {text.Length} characters; at most {MaxLength} are allowed.");
        }

        int depth = 0;
        for (int i = 0; i < text.Length; i++)
        {
            char c = text[i];
            depth += c is '[' or '{' ? 1 : c is ']' or '}' ? -1 : 0;
            if (depth > MaxDepth)
            {
                throw new InvalidPackException($"{PlaceOf(text, i, name)}: brackets are nested deeper than {MaxDepth}.");
            }
        }
    }

    private static PackPlace PlaceOf(string text, int offset, string name)
    {
        ReadOnlySpan<char> before = text.AsSpan(0, offset);
        return new PackPlace(name, before.Count('\n') + 1, offset - before.LastIndexOf('\n'));
    }

    private sealed class Builder(string file, Parser parser)
    {
        public PackNode Build()
        {
            parser.Consume<StreamStart>();
            if (parser.TryConsume<StreamEnd>(out _))
            {
                return new PackNode(new PackPlace(file, 1, 1), null, null, []);
            }

            parser.Consume<DocumentStart>();
            PackNode root = Node(0);
            parser.Consume<DocumentEnd>();
            return parser.TryConsume<StreamEnd>(out _) ? root : throw new InvalidPackException($"{file}:1:1: the file holds several documents; one is allowed.");
        }

        private PackNode Node(int depth)
        {
            ParsingEvent next = parser.Current ?? throw new InvalidPackException($"{file}: the file ends early.");
            var place = new PackPlace(file, (int)next.Start.Line, (int)next.Start.Column);
            if (depth > MaxDepth)
            {
                throw new InvalidPackException($"{place}: values are nested deeper than {MaxDepth}.");
            }

            return next switch
            {
                Scalar => ScalarNode(place),
                SequenceStart => ListNode(place, depth),
                MappingStart => MapNode(place, depth),
                _ => throw new InvalidPackException($"{place}: anchors and aliases are not allowed here."),
            };
        }

        private PackNode ScalarNode(PackPlace place) => new(place, parser.Consume<Scalar>().Value, null, []);

        private PackNode ListNode(PackPlace place, int depth)
        {
            parser.Consume<SequenceStart>();
            var items = ImmutableArray.CreateBuilder<PackNode>();
            while (!parser.TryConsume<SequenceEnd>(out _))
            {
                items.Add(Node(depth + 1));
            }

            return new PackNode(place, null, items.ToImmutable(), []);
        }

        private PackNode MapNode(PackPlace place, int depth)
        {
            parser.Consume<MappingStart>();
            var entries = ImmutableArray.CreateBuilder<KeyValuePair<string, PackNode>>();
            while (!parser.TryConsume<MappingEnd>(out _))
            {
                string key = parser.Consume<Scalar>().Value;
                entries.Add(new(key, Node(depth + 1)));
            }

            return new PackNode(place, null, null, entries.ToImmutable());
        }
    }
}

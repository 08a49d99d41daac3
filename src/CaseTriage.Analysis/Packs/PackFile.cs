using System.Collections.Immutable;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace CaseTriage.Analysis.Packs;

/// <summary>One YAML file of a pack as a tree whose nodes know their lines. Anchors, aliases and tags are not part of packs.</summary>
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
            throw new InvalidPackException($"{name}:{broken.Start.Line}: {broken.Message}");
        }
    }

    // Before the library sees the text: its scanner looks at every open bracket for each new token.
    private static void RefuseDepth(string name, string text)
    {
        if (text.Length > MaxLength)
        {
            throw new InvalidPackException($"{name}:1: the file has {text.Length} characters; at most {MaxLength} are allowed.");
        }

        int depth = 0;
        foreach (char c in text)
        {
            depth += c is '[' or '{' ? 1 : c is ']' or '}' ? -1 : 0;
            if (depth > MaxDepth)
            {
                throw new InvalidPackException($"{name}:1: brackets are nested deeper than {MaxDepth}.");
            }
        }
    }

    private sealed class Builder(string file, Parser parser)
    {
        public PackNode Build()
        {
            parser.Consume<StreamStart>();
            if (parser.TryConsume<StreamEnd>(out _))
            {
                return new PackNode(file, 1, null, null, []);
            }

            parser.Consume<DocumentStart>();
            PackNode root = Node(0);
            parser.Consume<DocumentEnd>();
            return parser.TryConsume<StreamEnd>(out _) ? root : throw new InvalidPackException($"{file}:1: the file holds several documents; one is allowed.");
        }

        private PackNode Node(int depth)
        {
            ParsingEvent next = parser.Current ?? throw new InvalidPackException($"{file}: the file ends early.");
            int line = (int)next.Start.Line;
            if (depth > MaxDepth)
            {
                throw new InvalidPackException($"{file}:{line}: values are nested deeper than {MaxDepth}.");
            }

            return next switch
            {
                Scalar => ScalarNode(line),
                SequenceStart => ListNode(line, depth),
                MappingStart => MapNode(line, depth),
                _ => throw new InvalidPackException($"{file}:{line}: anchors and aliases are not allowed here."),
            };
        }

        private PackNode ScalarNode(int line) => new(file, line, parser.Consume<Scalar>().Value, null, []);

        private PackNode ListNode(int line, int depth)
        {
            parser.Consume<SequenceStart>();
            var items = ImmutableArray.CreateBuilder<PackNode>();
            while (!parser.TryConsume<SequenceEnd>(out _))
            {
                items.Add(Node(depth + 1));
            }

            return new PackNode(file, line, null, items.ToImmutable(), []);
        }

        private PackNode MapNode(int line, int depth)
        {
            parser.Consume<MappingStart>();
            var entries = ImmutableArray.CreateBuilder<KeyValuePair<string, PackNode>>();
            while (!parser.TryConsume<MappingEnd>(out _))
            {
                string key = parser.Consume<Scalar>().Value;
                entries.Add(new(key, Node(depth + 1)));
            }

            return new PackNode(file, line, null, null, entries.ToImmutable());
        }
    }
}

using System.Collections.Immutable;
using CaseTriage.Analysis.Facts;

namespace CaseTriage.Analysis.Packs;

/// <summary>Reads <c>codes.yaml</c>: result codes and what they mean.</summary>
internal static class CodeReader
{
    /// <summary>Reads the codes.</summary>
    public static ImmutableArray<CodeMeaning> Read(PackNode file)
    {
        var codes = ImmutableArray.CreateBuilder<CodeMeaning>();
        var listed = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (PackNode entry in file.List("codes"))
        {
            var text = entry.Words("text");
            CodeKind kind = entry.Word("kind", Words.CodeKinds);
            ImmutableArray<string> causes = entry.Texts("speaks-for");
            _ = entry.Text("source");
            if (entry.Get("code").AsTexts().FirstOrDefault(code => !listed.Add(code)) is { } twice)
            {
                throw entry.Complaint($"the code {twice} is listed twice.");
            }

            codes.AddRange(entry.Get("code").AsTexts().Select(code => new CodeMeaning(code, kind, causes, text)));
            entry.Finish();
        }

        file.Finish();
        return codes.ToImmutable();
    }
}

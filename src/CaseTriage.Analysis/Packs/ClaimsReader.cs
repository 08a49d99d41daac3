using System.Collections.Immutable;
using CaseTriage.Analysis.Claims;
using CaseTriage.Analysis.Facts;

namespace CaseTriage.Analysis.Packs;

/// <summary>Reads <c>claims.yaml</c>: what speaks for and against what people claim.</summary>
internal static class ClaimsReader
{
    /// <summary>Compiles the claims.</summary>
    public static ImmutableArray<ClaimDefinition> Read(PackNode file, CodeBook codes)
    {
        var claims = new Dictionary<string, ClaimDefinition>(StringComparer.Ordinal);
        foreach (PackNode node in file.List("claims"))
        {
            ClaimDefinition claim = Claim(node, codes);
            if (!claims.TryAdd(claim.Topic, claim))
            {
                throw node.Complaint($"the topic '{claim.Topic}' is there twice.");
            }
        }

        file.Finish();
        return [.. claims.Values];
    }

    private static ClaimDefinition Claim(PackNode node, CodeBook codes)
    {
        PackNode? fine = node.Find("fine-if");
        var claim = new ClaimDefinition(
            node.Text("topic"),
            node.Words("wrong"),
            node.Words("fine"),
            new ConditionReader(codes).Read(node.Get("wrong-if")),
            node.Words("wrong-because"),
            fine is null ? null : new ConditionReader(codes).Read(fine),
            node.Find("fine-because")?.AsWords());
        if (fine is null != claim.FineBecause is null)
        {
            throw node.Complaint("'fine-if' and 'fine-because' belong together.");
        }

        node.Finish();
        return claim;
    }
}

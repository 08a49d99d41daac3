namespace CaseTriage.Architecture.Tests;

/// <summary>Names all who break a rule: a message with only the first would have them mended one at a time.</summary>
internal static class Offenders
{
    public static void None(IEnumerable<string> offenders)
    {
        string[] all = [.. offenders.Distinct().Order(StringComparer.Ordinal)];
        Assert.True(all.Length == 0, string.Join('\n', all));
    }
}

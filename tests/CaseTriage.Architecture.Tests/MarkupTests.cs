namespace CaseTriage.Architecture.Tests;

/// <summary>What comes from a bundle is encoded, so raw markup is written nowhere but in files named here, each with its reason.</summary>
public sealed class MarkupTests
{
    private static readonly string[] Allowed = [];

    [Fact]
    public void MarkupString_AppearsOnlyWhereItIsAllowed()
    {
        var users = from file in SourceFile.Find("src", ".cs", ".razor")
                    where file.Text.Contains("MarkupString", StringComparison.Ordinal) || file.Text.Contains("AddMarkupContent", StringComparison.Ordinal)
                    select file.Path;

        Offenders.None(users.Except(Allowed));
    }
}

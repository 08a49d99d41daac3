using System.Reflection;
using System.Text.RegularExpressions;

namespace CaseTriage.Architecture.Tests;

/// <summary>Names say what a thing is, and a namespace says where it lies.</summary>
public sealed partial class NameTests
{
    public static TheoryData<string> Assemblies =>
    [
        .. Project.Sources.Select(project => project.Name).Where(name => name is not ("CaseTriage.Packs" or "CaseTriage.Cli")), "casetriage",
    ];

    [Theory]
    [MemberData(nameof(Assemblies))]
    public void Types_EachAssembly_HaveNamesOfTheTrade(string assembly) =>
        Assert.DoesNotContain(
            Assembly.Load(assembly).GetTypes().Where(type => type.Namespace?.StartsWith("CaseTriage", StringComparison.Ordinal) == true),
            type => EmptyWords().IsMatch(type.Name));

    [Fact]
    public void Namespaces_EachSourceFile_EqualTheFolder()
    {
        var strays = from file in SourceFile.Find("src", ".cs").Concat(SourceFile.Find("tests", ".cs"))
                     let declared = NamespaceDeclaration().Match(file.Text)
                     where declared.Success
                     let folder = string.Join('.', file.Path.Split('/')[1..^1])
                     where declared.Groups["name"].Value != folder
                     select $"{file.Path} declares {declared.Groups["name"].Value}";

        Offenders.None(strays);
    }

    [Theory]
    [InlineData("PathHelper", true)]
    [InlineData("StringUtils", true)]
    [InlineData("CaseManager", true)]
    [InlineData("BaseReader", true)]
    [InlineData("BaselineReader", false)]
    [InlineData("EvtxReader", false)]
    public void EmptyWords_Name_IsRefusedOrNot(string name, bool refused) => Assert.Equal(refused, EmptyWords().IsMatch(name));

    [GeneratedRegex("(Helpers?|Utils?|Utility|Utilities|Manager|Common|Misc)$|^Base[A-Z]", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex EmptyWords();

    [GeneratedRegex(@"^namespace (?<name>[\w.]+)[;\s]", RegexOptions.Multiline, matchTimeoutMilliseconds: 1000)]
    private static partial Regex NamespaceDeclaration();
}

using System.Reflection;

namespace CaseTriage.Architecture.Tests;

/// <summary>The arrows between projects, as docs/architecture.md draws them.</summary>
public sealed class ProjectWallTests
{
    private static readonly Dictionary<string, string[]> Drawn = new()
    {
        ["CaseTriage.Formats"] = [],
        ["CaseTriage.Formats.Archives"] = ["CaseTriage.Formats"],
        ["CaseTriage.Formats.Mail"] = ["CaseTriage.Formats"],
        ["CaseTriage.Formats.Qr"] = ["CaseTriage.Formats"],
        ["CaseTriage.Packs"] = [],
        ["CaseTriage.Components"] = [],
        ["CaseTriage.Analysis"] = ["CaseTriage.Formats", "CaseTriage.Formats.Archives", "CaseTriage.Formats.Mail"],
        ["CaseTriage.Evidence"] = ["CaseTriage.Analysis"],
        ["CaseTriage.Cases"] = ["CaseTriage.Analysis"],
        ["CaseTriage.Cli"] = ["CaseTriage.Analysis", "CaseTriage.Formats.Qr", "CaseTriage.Packs"],
        ["CaseTriage.Web"] = ["CaseTriage.Analysis", "CaseTriage.Cases", "CaseTriage.Components", "CaseTriage.Evidence", "CaseTriage.Formats.Qr", "CaseTriage.Packs"],
    };

    public static TheoryData<string> ProjectNames => [.. Project.Sources.Select(project => project.Name)];

    [Theory]
    [MemberData(nameof(ProjectNames))]
    public void ProjectReferences_EachProject_AreAsDrawn(string name)
    {
        Assert.True(Drawn.TryGetValue(name, out string[]? drawn), $"'{name}' is not drawn: add it here and to docs/architecture.md.");

        Assert.Equal(drawn, Project.Source(name).ProjectReferences.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("CaseTriage.Formats", "System.IO.Hashing")]
    [InlineData("CaseTriage.Formats.Archives", "SharpCompress")]
    [InlineData("CaseTriage.Formats.Mail", "MimeKit")]
    [InlineData("CaseTriage.Formats.Qr", "Microsoft.ClearScript.V8 Microsoft.ClearScript.V8.Native.linux-x64 SkiaSharp SkiaSharp.NativeAssets.Linux.NoDependencies")]
    [InlineData("CaseTriage.Packs", "")]
    [InlineData("CaseTriage.Analysis", "YamlDotNet")]
    [InlineData("CaseTriage.Evidence", "Microsoft.Data.Sqlite")]
    [InlineData("CaseTriage.Cli", "System.CommandLine")]
    [InlineData("CaseTriage.Components", "Microsoft.AspNetCore.Components.Web MudBlazor")]
    public void PackageReferences_ProjectsBelowTheHost_AreTheFewAgreed(string name, string packages)
    {
        Project project = Project.Source(name);

        Assert.Equal(packages.Split(' ', StringSplitOptions.RemoveEmptyEntries), project.PackageReferences.Order(StringComparer.Ordinal));
        Assert.Empty(project.FrameworkReferences);
    }

    [Theory]
    [InlineData("CaseTriage.Formats")]
    [InlineData("CaseTriage.Analysis")]
    [InlineData("CaseTriage.Cli")]
    public void LockedPackages_WhatRunsWithoutTheWeb_BringsNeitherEntityFrameworkNorAspNet(string name)
    {
        Assert.Equal("Microsoft.NET.Sdk", Project.Source(name).Sdk);
        Assert.DoesNotContain(Project.Source(name).LockedPackages(), package => IsDataOrWeb(package.Name));
    }

    [Theory]
    [InlineData("CaseTriage.Formats")]
    [InlineData("CaseTriage.Analysis")]
    public void ReferencedAssemblies_BelowTheHost_AreNeitherEntityFrameworkNorAspNet(string name) =>
        Assert.DoesNotContain(References(name), IsDataOrWeb);

    [Fact]
    public void ReferencedAssemblies_OfFormats_AreTheBaseLibraryOnly() =>
        Assert.All(References("CaseTriage.Formats"), name => Assert.StartsWith("System.", name, StringComparison.Ordinal));

    [Fact]
    public void ReferencedAssemblies_OfComponents_ReachNoData() =>
        Assert.DoesNotContain(
            References("CaseTriage.Components"),
            name => name.StartsWith("CaseTriage.", StringComparison.Ordinal)
                || name.Contains("EntityFramework", StringComparison.Ordinal)
                || name.Contains("Sqlite", StringComparison.Ordinal)
                || name.StartsWith("System.Net.Http", StringComparison.Ordinal));

    [Fact]
    public void PacksFolder_HoldsNoCode() => Assert.Empty(SourceFile.Find("src/CaseTriage.Packs", ".cs", ".razor"));

    private static IEnumerable<string> References(string name) =>
        Assembly.Load(name).GetReferencedAssemblies().Select(reference => reference.Name).OfType<string>();

    private static bool IsDataOrWeb(string name) =>
        name.StartsWith("Microsoft.EntityFrameworkCore", StringComparison.Ordinal)
        || name.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal);
}

using System.Reflection;

namespace CaseTriage.Architecture.Tests;

/// <summary>The arrows between folders of one project: which namespace may name which.</summary>
public sealed class FolderWallTests
{
    /// <summary>Folders of Analysis from the lowest floor up. A folder may use its own floor, those below, and the records at the root.</summary>
    private static readonly string[][] AnalysisFloors =
    [
        ["Documents", "Bundles", "Masking"],
        ["Facts"],
        ["Mail", "Devices", "Comparison"],
        ["Rules", "Hypotheses", "Claims", "Steps", "Completeness"],
        ["Packs"],
        ["Reports"],
    ];

    public static TheoryData<string> FormatFolders =>
        [.. Types("CaseTriage.Formats").Select(type => Folder(type, "CaseTriage.Formats")).Where(folder => folder is not "").Distinct()];

    [Theory]
    [MemberData(nameof(FormatFolders))]
    public void Formats_EachFolder_UsesBinaryTextAndTheRootOnly(string folder)
    {
        string[] allowed = folder switch
        {
            "Binary" => ["", "Binary"],
            "Text" => ["", "Binary", "Text"],
            _ => ["", "Binary", "Text", folder],
        };

        Offenders.None(Trespasses("CaseTriage.Formats", folder, allowed));
    }

    [Fact]
    public void Formats_TheRoot_UsesNoFolder() => Offenders.None(Trespasses("CaseTriage.Formats", "", [""]));

    [Fact]
    public void Analysis_EachFolder_HasAFloor() =>
        Offenders.None(Types("CaseTriage.Analysis").Select(type => Folder(type, "CaseTriage.Analysis")).Where(folder => folder is not "")
            .Distinct().Except(AnalysisFloors.SelectMany(floor => floor)));

    [Fact]
    public void Analysis_EachFolder_UsesNothingAboveIt()
    {
        var trespasses = AnalysisFloors.SelectMany((floor, level) =>
        {
            string[] allowed = ["", .. AnalysisFloors.Take(level + 1).SelectMany(folders => folders)];
            return floor.SelectMany(folder => Trespasses("CaseTriage.Analysis", folder, allowed));
        });

        Offenders.None(trespasses);
    }

    private static IEnumerable<string> Trespasses(string root, string folder, string[] allowed) =>
        from type in Types(root)
        where Folder(type, root) == folder
        from used in TypeUses.Of(type)
        where IsIn(used, root) && !allowed.Contains(Folder(used, root))
        select $"{type.FullName} uses {used.FullName}";

    private static IEnumerable<Type> Types(string root) => Assembly.Load(root).GetTypes().Where(type => IsIn(type, root));

    private static bool IsIn(Type type, string root) =>
        type.Namespace == root || type.Namespace?.StartsWith(root + ".", StringComparison.Ordinal) == true;

    private static string Folder(Type type, string root) =>
        type.Namespace == root ? "" : type.Namespace?[(root.Length + 1)..].Split('.')[0] ?? "";
}

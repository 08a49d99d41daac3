using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Net;
using System.Text.RegularExpressions;
using CaseTriage.Formats.Text;

namespace CaseTriage.Formats.HardwareHash;

/// <summary>
/// Finds reports that a tool printed from a hash: names and values on lines, or <c>p</c> elements of XML, with a banner, a prompt or mail around them.
/// The names are those of oa3tool; older ones are known too.
/// </summary>
internal static partial class ReportFinder
{
    /// <summary>Fewest different lines that make an excerpt.</summary>
    private const int MinFields = 3;

    /// <summary>Most lines between two lines of one report that are none of it: blank ones, or a broken value.</summary>
    private const int MaxGap = 3;

    private const int MaxNameLength = 40;

    /// <summary>Bound on the lines of one report; a report of today has about eighty.</summary>
    private const int MaxFields = 4096;

    private static readonly FrozenSet<string> s_repeated = FrozenSet.Create(StringComparer.Ordinal, "PhysicalMedium", "MacAddress", HardwareInventory.AdapterBusField,
        "DisplaySizePhysicalH", "DisplaySizePhysicalY", "DisplayResolutionHorizontal", "DisplayResolutionVertical", "Status", "OfflineDeviceIdType", "OfflineDeviceId");

    private static readonly FrozenSet<string> s_once = FrozenSet.Create(StringComparer.Ordinal, "ProductKeyID", "ProductKeyPkPn", "ToolVersion", "HardwareInventoryVersion",
        "ToolBuild", "OSType", "OsCpuArchitecture", "OsBuild", "OsSystemTime", "OsLocalTime", "ProcessorModel", "ProcessorPackages", "ProcessorCores",
        "ProcessorThreads", "ProcessorHyperThreading", "SmbiosRamArrayCount", "SmbiosRamSlots", "SmbiosRamErrorCorrection", "SmbiosRamMaximumCapacity",
        "TotalPhysicalRAM", "SmbiosFirmwareVendor", "SmbiosSystemManufacturer", "SmbiosSystemProductName", "SmbiosSystemSerialNumber", "SmbiosUuid",
        "SmbiosSkuNumber", "SmbiosSystemFamily", "SmbiosSystemVersion", "SmbiosBoardManufacturer", "SmbiosBoardProduct", "SmbiosBoardVersion",
        "ChassisType", "PrimaryDiskType", "PrimaryDiskTotalCapacity", "DiskSerialNumber", "InternalDiskCount", "TotalDiskCapacity",
        "DigitizerSupportID", "PowerPlatformRole", "GpuCount", "TPMVersion", "TPM EkPub", HardwareInventory.BootDiskField, "SppHwid");

    /// <summary>Names that tell a report from a list that happens to hold a common word.</summary>
    private static readonly FrozenSet<string> s_telling = FrozenSet.Create(StringComparer.Ordinal, "ToolBuild", "OsSystemTime", "OsLocalTime", "SmbiosSystemSerialNumber", "SmbiosUuid");

    /// <summary>Reports in the order of the lines, not yet interpreted.</summary>
    public static IEnumerable<HardwareInventory> Find(InventoryText text)
    {
        var open = new OpenReport();
        foreach (TextLine line in text.Lines)
        {
            bool any = false;
            foreach ((InventoryField field, bool isXml) in Fields(line.Text))
            {
                any = true;
                if (open.IsFull || open.Holds(field.Name))
                {
                    if (open.ToInventory() is HardwareInventory full)
                    {
                        yield return full;
                    }

                    open = new OpenReport();
                }

                open.Add(field, line.Number, isXml);
            }

            if (!any && open.IsOver())
            {
                if (open.ToInventory() is HardwareInventory whole)
                {
                    yield return whole;
                }

                open = new OpenReport();
            }
        }

        if (open.ToInventory() is HardwareInventory last)
        {
            yield return last;
        }
    }

    private static IEnumerable<(InventoryField Field, bool IsXml)> Fields(string line)
    {
        if (line.Contains("<p ", StringComparison.OrdinalIgnoreCase))
        {
            foreach (Match match in XmlField().Matches(line))
            {
                // New tools write new names; between p elements they are lines of the report all the same.
                if (WebUtility.HtmlDecode(match.Groups["n"].Value) is { Length: > 0 and <= MaxNameLength } name)
                {
                    yield return (new InventoryField(name, WebUtility.HtmlDecode(match.Groups["v"].Value)), true);
                }
            }
        }
        else if (TryReadLine(line, out InventoryField field))
        {
            yield return (field, false);
        }
    }

    private static bool TryReadLine(string line, out InventoryField field)
    {
        ReadOnlySpan<char> rest = line.AsSpan().TrimStart(" \t>|*-").TrimEnd();
        int separator = rest.IndexOfAny(":=\t");
        string name = separator > 0 && separator <= MaxNameLength ? rest[..separator].TrimEnd().ToString() : "";
        field = name.Length > 0 && IsKnown(name) ? new InventoryField(name, rest[(separator + 1)..].Trim().Trim('"').ToString()) : default;
        return field.Name is not null;
    }

    private static bool IsKnown(string name) => s_once.Contains(name) || s_repeated.Contains(name) || NumberedName().IsMatch(name);

    [GeneratedRegex("""^(?:Disk[0-9]{1,3}\.(?:DiskCapacity|DiskType|StorageBusType|IncursSeekPenalty|TrimEnabled|DiskSerialNumber)|Gpu[0-9]{1,3}\.[A-Za-z]{1,40})$""", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex NumberedName();

    [GeneratedRegex("""<p +(?:n|name) *= *(?:"(?<n>[^"<>]*)"|'(?<n>[^'<>]*)')(?: +v *= *(?:"(?<v>[^"<>]*)"|'(?<v>[^'<>]*)')| *>(?<v>[^<>]*)<)""", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex XmlField();

    /// <summary>A report while its lines come in.</summary>
    private sealed class OpenReport
    {
        private readonly ImmutableArray<InventoryField>.Builder _fields = ImmutableArray.CreateBuilder<InventoryField>();
        private readonly HashSet<string> _names = [];
        private int _gap;
        private int _line;
        private bool _isXml;

        public bool IsFull => _fields.Count >= MaxFields;

        /// <summary>Whether a name is there already that comes once: the next report begins.</summary>
        public bool Holds(string name) => _names.Contains(name) && !s_repeated.Contains(name);

        public void Add(InventoryField field, int line, bool isXml)
        {
            if (_fields.Count == 0)
            {
                (_line, _isXml) = (line, isXml);
            }

            _fields.Add(field);
            _gap = 0;
            if (IsKnown(field.Name))
            {
                _names.Add(field.Name);
            }
        }

        public bool IsOver() => _fields.Count > 0 && ++_gap > MaxGap;

        public HardwareInventory? ToInventory()
        {
            if (_names.Count < MinFields || !s_telling.Overlaps(_names))
            {
                return null;
            }

            // The tool writes from ToolBuild to the TPM and the boot disk; where both ends are there, nothing between was cut.
            bool isWhole = _names.Contains("ToolBuild") && (_names.Contains("TPMVersion") || _names.Contains("Status") || _names.Contains(HardwareInventory.BootDiskField));
            var inventory = new HardwareInventory
            {
                Form = _isXml ? InventoryForm.ReportXml : InventoryForm.Report,
                Integrity = isWhole ? InventoryIntegrity.Intact : InventoryIntegrity.Truncated,
                IsComplete = false,
                Line = _line,
                Fields = _fields.ToImmutable(),
                Damage = isWhole ? [] : [new Damage("report-excerpt", "The report begins or ends in the middle: a line that it lacks says nothing about the machine.", null)],
            };
            inventory = InventoryFieldReader.Interpret(inventory);
            bool listsAllDisks = inventory.Value("InternalDiskCount") == InventoryNames.Number(inventory.Disks.Length);
            return inventory with { IsComplete = isWhole && listsAllDisks };
        }
    }
}

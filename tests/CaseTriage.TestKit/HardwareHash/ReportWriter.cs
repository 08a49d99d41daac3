using System.Security;
using System.Text;
using CaseTriage.Formats.HardwareHash;

namespace CaseTriage.TestKit.HardwareHash;

/// <summary>Writes the fields of an inventory the way that tools print them.</summary>
public static class ReportWriter
{
    private static readonly string[] s_ours =
        [HardwareInventory.AdapterBusField, "ProcessorVendor", "ProcessorArchitecture", "CoreClass", "DisplayOutputType", "OpticalDrive", "TouchPoints", "Locale.", "SppHwid.", "Record"];

    /// <summary>Names and values on lines.</summary>
    /// <param name="inventory">Whose fields are written; those of our own names are left out.</param>
    /// <param name="separator">Between name and value, for example <c>": "</c>.</param>
    public static string Lines(HardwareInventory inventory, string separator) =>
        string.Concat(Printed(inventory).Select(field => $"{field.Name}{separator}{field.Value}\r\n"));

    /// <summary>The XML of oa3tool.</summary>
    public static string Xml(HardwareInventory inventory)
    {
        var xml = new StringBuilder("<?xml version=\"1.0\"?>\r\n<HardwareReport>\r\n\t<HardwareInventory>\r\n");
        foreach (InventoryField field in Printed(inventory))
        {
            xml.Append($"\t\t<p n=\"{SecurityElement.Escape(field.Name)}\" v=\"{SecurityElement.Escape(field.Value)}\" />\r\n");
        }

        return xml.Append("\t</HardwareInventory>\r\n</HardwareReport>\r\n").ToString();
    }

    private static IEnumerable<InventoryField> Printed(HardwareInventory inventory) =>
        inventory.Fields.Where(field => !s_ours.Any(name => field.Name.StartsWith(name, StringComparison.Ordinal)));
}

using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using CaseTriage.Analysis.Documents;
using CaseTriage.Web.Resources;
using Microsoft.Extensions.Localization;

namespace CaseTriage.Web.Features.Cases.Files;

/// <summary>Everything that the customer is still to send, as one text that can be sent or read out: asked once, each thing once, with the devices it is for.</summary>
public static class RequestText
{
    /// <summary>The text in the language of the page; empty where nothing is left to ask.</summary>
    public static string Of(ImmutableArray<CompletenessSummary> needs, IStringLocalizer<Texts> texts)
    {
        var asked = needs.SelectMany(need => need.Items.Where(IsOpen).Select(item => (need.Device, Item: item))).GroupBy(pair => pair.Item.Code, StringComparer.Ordinal).ToList();
        if (asked.Count == 0)
        {
            return "";
        }

        var text = new StringBuilder().Append(texts["needs.request.intro"].Value).Append('\n');
        for (int number = 1; number <= asked.Count; number++)
        {
            CompletenessItem item = asked[number - 1].First().Item;
            string[] devices = [.. asked[number - 1].Select(pair => pair.Device).OfType<string>()];
            string title = devices.Length == 0 ? item.Title : texts["needs.request.ofDevices", item.Title, string.Join(texts["list.separator"], devices)];
            text.Append('\n').Append(texts["needs.request.item", number, title, item.Ask].Value).Append('\n');
            if (item.Command is { } command)
            {
                text.Append(CultureInfo.InvariantCulture, $"    {command}\n");
            }
        }

        return text.Append('\n').Append(texts["needs.request.end", asked.SelectMany(group => group).Sum(pair => pair.Item.CostMinutes)].Value).ToString();
    }

    /// <summary>What only helps, and is there in part, is not worth asking the customer twice.</summary>
    private static bool IsOpen(CompletenessItem item) =>
        item.Audience == Party.Customer && (item.Required ? item.State != EvidenceState.Present : item.State is EvidenceState.Missing or EvidenceState.Unusable);
}

using System.Collections.Immutable;
using System.Text;
using CaseTriage.Analysis.Comparison;
using CaseTriage.Analysis.Documents;
using CaseTriage.Web.Resources;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace CaseTriage.Web.Features.Devices;

/// <summary>Devices side by side: the telling rows in sight, the others folded with the reason.</summary>
public sealed partial class ComparisonView
{
    private ImmutableArray<TableRow> _telling = [];
    private ImmutableArray<(string Name, ImmutableArray<TableRow> Rows)> _folded = [];
    private string _copy = "";

    [Parameter, EditorRequired] public DeviceTable Table { get; set; } = new([], []);

    /// <summary>One for each device of the table.</summary>
    [Parameter, EditorRequired] public ImmutableArray<ColumnHead> Heads { get; set; } = [];

    [Inject] public required IStringLocalizer<Texts> Words { get; init; }

    private string Summary
    {
        get
        {
            int separating = _telling.Count(row => row.State == RowState.Separates);
            return separating > 0 ? Words["compare.separating", separating]
                : _telling.Length > 0 ? Words["compare.differing", _telling.Length]
                : Table.Devices.Count(device => device.Inventory is not null) < 2 ? Words["compare.tooFew"]
                : Words["compare.alike"];
        }
    }

    protected override void OnParametersSet()
    {
        ILookup<string, TableRow> groups = Table.Rows.ToLookup(GroupOf);
        _telling = [.. groups["telling"]];
        _folded = [.. ((string[])["looks", "unknown", "same", "expected", "other"]).Where(groups.Contains).Select(name => (name, groups[name].ToImmutableArray()))];
        _copy = Copy();
    }

    private static string GroupOf(TableRow row) => row switch
    {
        { Kind: PropertyKind.Other } => "other",
        { State: RowState.Separates or RowState.Differs or RowState.SharedIdentity } => "telling",
        { State: RowState.LooksDifferent } => "looks",
        { State: RowState.Unknown } => "unknown",
        { State: RowState.Expected } => "expected",
        _ => "same",
    };

    /// <summary>Why a device does not say it, as far as its inventory tells.</summary>
    private string Silence(InventorySummary? inventory) => Words[inventory switch
    {
        null => "compare.silent.none",
        { Integrity: InventoryIntegrity.Damaged } => "compare.silent.damaged",
        { Integrity: InventoryIntegrity.Truncated } => "compare.silent.cut",
        { Complete: false } => "compare.silent.partial",
        _ => "compare.silent.field",
    }];

    /// <summary>Whether a value is another than that of most devices that work, or of most where none does.</summary>
    private bool IsOdd(TableRow row, int column)
    {
        if (row.State is not (RowState.Separates or RowState.Differs) || !row.Cells[column].IsKnown)
        {
            return false;
        }

        int[] known = [.. Enumerable.Range(0, row.Cells.Length).Where(i => row.Cells[i].IsKnown)];
        int[] working = [.. known.Where(i => Table.Devices[i].Outcome == DeviceOutcome.Activated)];
        string common = (working.Length > 0 ? working : known).GroupBy(i => row.Cells[i].Key, StringComparer.Ordinal).MaxBy(group => group.Count())?.Key ?? "";
        return row.Cells[column].Key != common;
    }

    /// <summary>All rows as text with tabs: spreadsheets and mails take it as a table. What they would take for a formula gets a sign before it.</summary>
    private string Copy()
    {
        var text = new StringBuilder();
        Line(text, [Words["compare.property"], .. Heads.Select(head => head.Note is null ? head.Name : $"{head.Name} ({head.Note})")]);
        foreach (TableRow row in Table.Rows)
        {
            Line(text, [Words.Property(row.Name, row.Number), .. row.Cells.Select(cell => Words.Reading(cell.Text))]);
        }

        return text.ToString();
    }

    private static void Line(StringBuilder text, IEnumerable<string> cells) =>
        text.AppendJoin('\t', cells.Select(cell => cell.Replace('\t', ' ').ReplaceLineEndings("; ")).Select(cell => cell is ['=' or '@', ..] ? "'" + cell : cell)).Append('\n');
}

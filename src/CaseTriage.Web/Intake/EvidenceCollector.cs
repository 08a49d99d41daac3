using CaseTriage.Analysis;
using CaseTriage.Cases.Model;
using CaseTriage.Evidence;

namespace CaseTriage.Web.Intake;

/// <summary>Sorts the events of a running analysis into the evidence files of their bundles. A bundle that has its file is read past.</summary>
internal sealed class EvidenceCollector : IDisposable
{
    private const string ContainerSeparator = "!/";
    private readonly EvidenceStore _store;
    private readonly Dictionary<string, string> _bundleByLabel;
    private readonly Dictionary<string, (string Label, EvidenceWriter Writer)> _writers = new(StringComparer.Ordinal);

    public EvidenceCollector(EvidenceStore store, IEnumerable<Bundle> bundles)
    {
        _store = store;
        _bundleByLabel = bundles.Where(b => !store.Has(b.ReadingName)).ToDictionary(b => b.FileName, b => b.ReadingName, StringComparer.Ordinal);
    }

    public void Add(EventRow row)
    {
        (string label, string inside) = Split(row.Artifact);
        if (_bundleByLabel.TryGetValue(label, out string? bundle) && WriterOf(bundle, label) is { } writer)
        {
            writer.Add(row with { Artifact = inside });
        }
    }

    public void Complete(CancellationToken cancellationToken)
    {
        foreach ((_, EvidenceWriter writer) in _writers.Values)
        {
            writer.Complete(cancellationToken);
        }
    }

    public void Dispose()
    {
        foreach ((_, EvidenceWriter writer) in _writers.Values)
        {
            writer.Dispose();
        }
    }

    /// <summary>Label of the bundle and the path inside it: a label holds no separator.</summary>
    public static (string Label, string Inside) Split(string artifact)
    {
        int at = artifact.IndexOf(ContainerSeparator, StringComparison.Ordinal);
        return at < 0 ? (artifact, "") : (artifact[..at], artifact[at..]);
    }

    /// <summary>The same bytes under a second label are read again, but written once.</summary>
    private EvidenceWriter? WriterOf(string bundle, string label)
    {
        if (!_writers.TryGetValue(bundle, out var known))
        {
            known = (label, _store.Build(bundle));
            _writers.Add(bundle, known);
        }

        return known.Label == label ? known.Writer : null;
    }
}

using System.Globalization;

namespace CaseTriage.Formats.EventMessages;

/// <summary>What could not be read, counted by sort: a damaged file has thousands of like faults.</summary>
internal sealed class EventMessageDamage
{
    private readonly List<(string Code, string Message, long Offset, int Count)> _sorts = [];

    /// <summary>Counts a fault; the first of its sort gives the offset.</summary>
    /// <param name="code">Sort.</param>
    /// <param name="offset">From the start of the file.</param>
    /// <param name="message">Whole sentence; <c>{0}</c> is the number of faults of this sort.</param>
    public void Add(string code, long offset, string message)
    {
        int known = _sorts.FindIndex(sort => sort.Code == code);
        if (known < 0)
        {
            _sorts.Add((code, message, offset, 1));
        }
        else
        {
            _sorts[known] = _sorts[known] with { Count = _sorts[known].Count + 1 };
        }
    }

    /// <summary>Counts an entry that does not fit.</summary>
    public void AddEntry(long offset) => Add("entry", offset, "{0} entries reach behind the end of their section, or are too short for what they hold; they were left out.");

    /// <summary>One entry for each sort, in the order found.</summary>
    public IReadOnlyList<Damage> ToList() =>
        [.. _sorts.Select(sort => new Damage(sort.Code, string.Format(CultureInfo.InvariantCulture, sort.Message, sort.Count), sort.Offset))];
}

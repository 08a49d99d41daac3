using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Microsoft.Data.Sqlite;

namespace CaseTriage.Evidence;

/// <summary>A query put into the terms of one file: a stretch of numbers of events, and what the full-text index is asked.</summary>
/// <param name="First">First number, inclusive.</param>
/// <param name="End">Last number, exclusive; not above <paramref name="First"/> where nothing can be found.</param>
/// <param name="Match">Expression for the full-text index; null where every event of the stretch is meant.</param>
internal sealed record EventSelection(long First, long End, string? Match)
{
    public static readonly EventSelection Nothing = new(1, 1, null);

    public long Length => Math.Max(0, End - First);
}

/// <summary>Makes selections.</summary>
internal sealed class EventSelector(SqliteConnection connection) : IDisposable
{
    /// <summary>Codes and names that a typed piece may stand for; a piece that fits more says nothing.</summary>
    private const int MaxAlternatives = 64;

    private readonly TimeIndex _times = new(connection);

    public EventSelection Select(EventQuery query)
    {
        long first = query.From is { } from ? _times.FirstAtOrAfter(from.UtcTicks) : 1;
        long end = query.To is { } to ? _times.FirstAtOrAfter(to.UtcTicks) : _times.End;
        var terms = ImmutableArray.CreateBuilder<string>();
        bool canMatch = first < end
            && HasKind(query) && AddNames(terms, 'a', query.Artifacts) && (query.Providers.IsEmpty || AddNames(terms, 'p', query.Providers)) && AddText(terms, query.Text);
        AddNumbers(terms, 'e', query.EventIds);
        AddNumbers(terms, 'l', query.Levels);
        return canMatch ? new EventSelection(first, end, terms.Count == 0 ? null : string.Join(" AND ", terms)) : EventSelection.Nothing;
    }

    /// <summary>The part of a selection that lies behind a place.</summary>
    public EventSelection After(EventSelection selection, EventPlace? place, EventOrder order)
    {
        if (place is not { } after)
        {
            return selection;
        }

        long first = _times.FirstAtOrAfter(after.At.UtcTicks);
        long end = _times.FirstAtOrAfter(after.At.UtcTicks + 1);
        return order == EventOrder.OldestFirst
            ? selection with { First = Math.Max(selection.First, after.Id >= end ? end : Math.Max(first, after.Id + 1)) }
            : selection with { End = Math.Min(selection.End, Math.Clamp(after.Id, first, end)) };
    }

    /// <summary>Number of the first event of a time or later.</summary>
    public long FirstAtOrAfter(long ticks) => _times.FirstAtOrAfter(ticks);

    public void Dispose() => _times.Dispose();

    /// <summary>Whether any event fits all filters but time and words: lists that never meet would be walked to their ends.</summary>
    private bool HasKind(EventQuery query)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = $"SELECT EXISTS (SELECT 1 FROM kind k WHERE {KindFilter.Sql})";
        KindFilter.Bind(command, query);
        return command.ExecuteScalar() is 1L;
    }

    private static void AddNumbers(ImmutableArray<string>.Builder terms, char dimension, ImmutableArray<int> numbers)
    {
        if (!numbers.IsEmpty)
        {
            terms.Add(AnyOf(numbers.Distinct().Select(number => Mark(dimension, number))));
        }
    }

    private static string AnyOf(IEnumerable<string> alternatives) => $"({string.Join(" OR ", alternatives.Select(SearchExpression.Quote))})";

    private static string Mark(char dimension, long number) => string.Create(CultureInfo.InvariantCulture, $"#{dimension}{number}");

    /// <returns>False where none of the names is in the file.</returns>
    private bool AddNames(ImmutableArray<string>.Builder terms, char dimension, ImmutableArray<string>? names)
    {
        if (names is not { } wanted)
        {
            return true;
        }

        List<long> numbers = ReadNumbers("SELECT id FROM name WHERE text IN (SELECT value FROM json_each($value))", JsonSerializer.Serialize(wanted));
        if (numbers.Count > 0)
        {
            terms.Add(AnyOf(numbers.Select(number => Mark(dimension, number))));
        }

        return numbers.Count > 0;
    }

    /// <returns>False where there is a text without a word.</returns>
    private bool AddText(ImmutableArray<string>.Builder terms, string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return true;
        }

        ImmutableArray<string> phrases = SearchExpression.PhrasesOf(text);
        terms.AddRange(phrases.Select(phrase => AnyOf(AlternativesOf(phrase))));
        return !phrases.IsEmpty;
    }

    private IEnumerable<string> AlternativesOf(string phrase)
    {
        IEnumerable<string> all = [phrase, .. MarksOfNames(phrase)];
        if (!phrase.Contains(' ', StringComparison.Ordinal))
        {
            all = [.. all, .. SearchExpression.OtherFormsOf(phrase), .. CodesWith(phrase)];
            if (phrase.Length <= 5 && int.TryParse(phrase, NumberStyles.None, CultureInfo.InvariantCulture, out int eventId))
            {
                all = all.Append(Mark('e', eventId));
            }
        }

        return all.Distinct(StringComparer.Ordinal);
    }

    /// <summary>Marks of the providers and computers whose name holds the phrase.</summary>
    private List<string> MarksOfNames(string phrase)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = """
            SELECT DISTINCT 'p', n.id, n.text FROM kind k JOIN name n ON n.id = k.provider
            UNION ALL SELECT DISTINCT 'm', n.id, n.text FROM kind k JOIN name n ON n.id = k.computer LIMIT 2000
            """;
        using SqliteDataReader rows = command.ExecuteReader();
        List<string> marks = [];
        var words = new WordBuffer(maxWords: 256);
        string wanted = $" {phrase} ";
        while (rows.Read() && marks.Count < MaxAlternatives)
        {
            words.Clear();
            words.Add(rows.GetString(2));
            if ((" " + System.Text.Encoding.UTF8.GetString(words.Bytes)).Contains(wanted, StringComparison.Ordinal))
            {
                marks.Add(Mark(rows.GetString(0)[0], rows.GetInt64(1)));
            }
        }

        return marks;
    }

    /// <summary>Codes and serial numbers that hold the word inside them.</summary>
    private List<string> CodesWith(string word)
    {
        List<string> codes = [];
        if (word.Length >= EvidenceReader.ShortestPiece && word.AsSpan().ContainsAnyInRange('0', '9') && !word.AsSpan().ContainsAnyExceptInRange('0', 'z'))
        {
            using SqliteCommand command = connection.CreateCommand();
            command.CommandText = "SELECT word FROM code_part WHERE word LIKE $pattern LIMIT $limit";
            command.Parameters.AddWithValue("$pattern", $"%{word}%");
            command.Parameters.AddWithValue("$limit", MaxAlternatives);
            using SqliteDataReader rows = command.ExecuteReader();
            while (rows.Read())
            {
                codes.Add(rows.GetString(0));
            }
        }

        return codes;
    }

    private List<long> ReadNumbers(string sql, string value)
    {
        using SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        command.Parameters.AddWithValue("$value", value);
        using SqliteDataReader rows = command.ExecuteReader();
        List<long> numbers = [];
        while (rows.Read())
        {
            numbers.Add(rows.GetInt64(0));
        }

        return numbers;
    }
}

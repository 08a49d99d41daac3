using CaseTriage.Analysis.Masking;
using CaseTriage.Formats;
using CaseTriage.Formats.EventMessages;
using CaseTriage.Formats.Evtx;

namespace CaseTriage.Analysis.Facts;

/// <summary>Gives the events of one log the texts that came with it.</summary>
internal sealed class TextSupply(EventMessageFile? texts)
{
    // A small file may give each of a million events the same long text; real ones give about as many characters as they have.
    private const long MaxLength = 128L << 20;

    private long _length;

    /// <summary>What is told of a log whose texts were too many; else null.</summary>
    public Damage? Damage { get; private set; }

    /// <summary>The text that the record carries, else that of the file beside the log; secrets masked; null where none came.</summary>
    public string? Of(in EvtxRecord record)
    {
        string? text = record.Message is { Length: > 0 } own ? own : FromFile(record.RecordId);
        return text is null ? null : SecretMask.Mask(text.Length <= EventMessageFile.MaxTextLength ? text : text[..EventMessageFile.MaxTextLength]).Text;
    }

    private string? FromFile(long recordId)
    {
        if (texts is null || Damage is not null || texts.Find(recordId) is not { } text)
        {
            return null;
        }

        _length += text.Length;
        if (_length > MaxLength)
        {
            Damage = new Damage("limit-texts", $"The texts beside the log have more than {MaxLength >> 20} million characters; the events behind that have no text.", null);
            return null;
        }

        return text;
    }
}

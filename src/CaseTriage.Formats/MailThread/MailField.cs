namespace CaseTriage.Formats.MailThread;

/// <summary>The fields before a mail's body, by their Chinese and English names; the colon may be full-width.</summary>
internal enum MailField
{
    Subject,
    From,
    To,
    Cc,
    SentAt,
    Attachments,
    Body,
}

/// <summary>Reads <c>name: value</c> lines of a mail's head.</summary>
internal static class MailFieldLine
{
    private static readonly Dictionary<string, MailField> s_names = new(StringComparer.OrdinalIgnoreCase)
    {
        ["邮件主题"] = MailField.Subject, ["主题"] = MailField.Subject, ["标题"] = MailField.Subject, ["Subject"] = MailField.Subject, ["Mail subject"] = MailField.Subject,
        ["主旨"] = MailField.Subject,
        ["发件人"] = MailField.From, ["寄件者"] = MailField.From, ["寄件人"] = MailField.From, ["發件人"] = MailField.From, ["发送人"] = MailField.From, ["发送者"] = MailField.From, ["From"] = MailField.From, ["Sender"] = MailField.From,
        ["收件人"] = MailField.To, ["收件者"] = MailField.To, ["To"] = MailField.To, ["Recipient"] = MailField.To, ["Recipients"] = MailField.To,
        ["抄送"] = MailField.Cc, ["抄送人"] = MailField.Cc, ["副本"] = MailField.Cc, ["Cc"] = MailField.Cc,
        ["发送日期"] = MailField.SentAt, ["寄件日期"] = MailField.SentAt, ["傳送時間"] = MailField.SentAt, ["發送時間"] = MailField.SentAt,
        ["发送时间"] = MailField.SentAt, ["发件时间"] = MailField.SentAt, ["时间"] = MailField.SentAt, ["日期"] = MailField.SentAt,
        ["Sent"] = MailField.SentAt, ["Sent at"] = MailField.SentAt, ["Sent time"] = MailField.SentAt, ["Date"] = MailField.SentAt, ["Time"] = MailField.SentAt,
        ["附件"] = MailField.Attachments, ["附件列表"] = MailField.Attachments, ["Attachment"] = MailField.Attachments, ["Attachments"] = MailField.Attachments,
        ["邮件内容"] = MailField.Body, ["内容"] = MailField.Body, ["正文"] = MailField.Body, ["邮件正文"] = MailField.Body,
        ["Body"] = MailField.Body, ["Content"] = MailField.Body, ["Message"] = MailField.Body, ["Text"] = MailField.Body,
    };

    /// <summary>Whether a line is one of the fields, its name bold (<c>*From:*</c>) or not; the value is trimmed and may be empty.</summary>
    public static bool TryRead(string line, out MailField field, out string value)
    {
        int colon = line.AsSpan().IndexOfAny(':', '：');
        value = "";
        field = default;
        if (colon is < 1 or > 16 || !s_names.TryGetValue(line[..colon].Trim().TrimStart('*'), out field))
        {
            return false;
        }

        value = line[(colon + 1)..].TrimStart('*').Trim();
        return true;
    }
}

namespace CaseTriage.Web.Features.Devices;

/// <summary>A device as a case has it.</summary>
public sealed record DeviceKey(string CaseNumber, string Serial)
{
    /// <summary>Reads <c>case/serial</c>; a case number holds no slash. Null where it is none.</summary>
    public static DeviceKey? Parse(string text) =>
        text.IndexOf('/', StringComparison.Ordinal) is var at and > 0 && at < text.Length - 1 ? new DeviceKey(text[..at], text[(at + 1)..]) : null;

    public override string ToString() => $"{CaseNumber}/{Serial}";
}

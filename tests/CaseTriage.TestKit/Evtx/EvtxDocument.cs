namespace CaseTriage.TestKit.Evtx;

/// <summary>The element tree of an event as Windows lays it out (MS-EVEN6, "Event schema").</summary>
internal static class EvtxDocument
{
    private const string Schema = "http://schemas.microsoft.com/win/2004/08/events/event";

    public static EvtxElement Of(EvtxEvent item, long recordId) =>
        new("Event", [System(item, recordId), Payload(item), .. Rendering(item)]) { Attributes = [("xmlns", Schema)] };

    private static EvtxElement System(EvtxEvent item, long recordId) => new(
        "System",
        EvtxElement.WithAttributes("Provider", Provider(item)),
        new EvtxElement("EventID", EvtxValue.UInt16((ushort)item.EventId)) { Attributes = [("Qualifiers", Optional(item.Qualifiers))] },
        new EvtxElement("Version", EvtxValue.UInt8((byte)item.Version)),
        new EvtxElement("Level", EvtxValue.UInt8((byte)item.Level)),
        new EvtxElement("Task", EvtxValue.UInt16((ushort)item.Task)),
        new EvtxElement("Opcode", EvtxValue.UInt8((byte)item.Opcode)),
        new EvtxElement("Keywords", EvtxValue.Hex64(item.Keywords)),
        EvtxElement.WithAttributes("TimeCreated", ("SystemTime", item.TimeCreated ?? EvtxValue.FileTime(item.At))),
        new EvtxElement("EventRecordID", EvtxValue.UInt64((ulong)recordId)),
        new EvtxElement("Correlation"),
        EvtxElement.WithAttributes("Execution", ("ProcessID", EvtxValue.UInt32(item.ProcessId)), ("ThreadID", EvtxValue.UInt32(item.ThreadId))),
        new EvtxElement("Channel", EvtxValue.Text(item.Channel)),
        new EvtxElement("Computer", EvtxValue.Text(item.Computer)),
        EvtxElement.WithAttributes("Security", ("UserID", item.UserId ?? EvtxValue.Null())));

    private static (string Name, object Value)[] Provider(EvtxEvent item)
    {
        List<(string Name, object Value)> attributes = [("Name", EvtxValue.Text(item.Provider))];
        if (item.ProviderGuid is Guid guid)
        {
            attributes.Add(("Guid", EvtxValue.Guid(guid)));
        }

        if (item.EventSourceName is not null)
        {
            attributes.Add(("EventSourceName", EvtxValue.Text(item.EventSourceName)));
        }

        return [.. attributes];
    }

    private static object Payload(EvtxEvent item)
    {
        EvtxElement data = item.UserData is { } user
            ? new EvtxElement("UserData", user)
            : new EvtxElement("EventData", [.. item.Data.Select(Datum)]);
        return new EvtxElement.Nested(data);
    }

    private static object[] Rendering(EvtxEvent item) =>
        item.RenderedMessage is { } message ? [new EvtxElement("RenderingInfo", new EvtxElement("Message", EvtxValue.Text(message)))] : [];

    private static EvtxElement Datum(EvtxDatum item) => new("Data", item.Value)
    {
        Attributes = item.Name is null ? [] : [("Name", item.Name)],
    };

    private static EvtxValue Optional(int? value) => value is { } known ? EvtxValue.UInt16((ushort)known) : EvtxValue.Null();
}

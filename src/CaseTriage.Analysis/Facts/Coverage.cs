namespace CaseTriage.Analysis.Facts;

/// <summary>When the absence of a fact means that it is not so (the column "closed by" of <c>docs/facts.md</c>).</summary>
internal static class Coverage
{
    /// <summary>Whether a name can be absent for want of evidence at all.</summary>
    public static bool IsAlwaysClosed(string name) => name is "artifact" or "device";

    /// <summary>What keeps absence from meaning "no", or null where it does mean it.</summary>
    /// <param name="facts">All facts.</param>
    /// <param name="name">Name of the fact that is absent.</param>
    /// <param name="device">Device, or null for the case.</param>
    /// <param name="channel">For events: the channel that would hold them, where the condition names one.</param>
    public static Gap? Missing(FactTable facts, string name, string? device, string? channel) => name switch
    {
        "artifact" or "device" or "log" => null,
        "inventory" => facts.Named("artifact").Any(artifact => artifact.Device == device) ? null : Gap.NoInventory,
        "inventory.disk" or "inventory.disks" or "inventory.adapter" or "inventory.adapters" or "inventory.identity" or "inventory.missing" => Inventory(facts, device),
        "event" => Log(facts, device, channel),
        "qr" => facts.Named("artifact").Any(IsUnseenPicture) ? Gap.PictureNotSearched : null,
        "clock.changed" or "hardware.changed" => Log(facts, device, ChannelOf(name, channel, out _)),
        "siblings" => facts.Named("siblings", device).Any() ? null : Gap.NoSibling,
        "clock.compared" => facts.Named("clock.compared", device).Any() ? null : Gap.NoInventory,
        "site.rule" or "activation.result" or "activation.outcome" or "case.change" => Gap.NotStated,
        _ when IsMail(name) => facts.Named("artifact").Any(IsWholeMail) ? null : Gap.NoMail,
        _ => Gap.NotStated,
    };

    private static bool IsMail(string name) => name.StartsWith("mail.", StringComparison.Ordinal) || name is "device.count" or "case.solved";

    private static bool IsWholeMail(Fact artifact) => artifact.Text("kind") is "mailThread" or "mail" && artifact.Text("status") == "parsed";

    private static bool IsUnseenPicture(Fact artifact) =>
        artifact.Text("kind") is "image" or "qr" && artifact.Text("damage") is "image-decoder-failed" or "qr-not-supported" or "limit-pictures" or "limit-pixels" or "limit-picture-size";

    private static Gap? Inventory(FactTable facts, string? device)
    {
        List<Fact> inventories = [.. facts.Named("inventory", device)];
        return inventories.Exists(inventory => inventory.Text("complete") == "True" && inventory.Text("integrity") == "intact") ? null
            : inventories.Count > 0 ? Gap.IncompleteInventory : Gap.NoInventory;
    }

    /// <summary>The channel whose log would hold a fact; null where any log may.</summary>
    /// <param name="name">Name of the fact.</param>
    /// <param name="asked">Channel that the condition names, or null.</param>
    /// <param name="isLogged">Whether a log holds such facts at all.</param>
    public static string? ChannelOf(string name, string? asked, out bool isLogged)
    {
        isLogged = name is "event" or "clock.changed" or "hardware.changed";
        return name switch { "clock.changed" => "System", "hardware.changed" => "Application", _ => asked };
    }

    /// <summary>Times over which undamaged logs of a device reach.</summary>
    public static IEnumerable<(DateTimeOffset From, DateTimeOffset To)> Spans(FactTable facts, string? device, string? channel) =>
        from log in Logs(facts, device, channel)
        where !IsDamaged(log) && log.Fields.GetValueOrDefault("from") is DateTimeOffset && log.Fields.GetValueOrDefault("to") is DateTimeOffset
        select ((DateTimeOffset)log.Fields["from"], (DateTimeOffset)log.Fields["to"]);

    private static Gap? Log(FactTable facts, string? device, string? channel)
    {
        List<Fact> logs = [.. Logs(facts, device, channel)];
        return logs.Count == 0 ? Gap.NoEventLog : logs.Exists(log => !IsDamaged(log)) ? null : Gap.DamagedEventLog;
    }

    private static IEnumerable<Fact> Logs(FactTable facts, string? device, string? channel) =>
        facts.Named("log", device).Where(log => channel is null || log.Text("channel")?.StartsWith(channel, StringComparison.OrdinalIgnoreCase) == true);

    /// <summary>Whether the log lacks records, by damage or by holes in their numbers.</summary>
    private static bool IsDamaged(Fact log) => log.Text("damaged") == "True" || log.Fields.GetValueOrDefault("missing") is > 0L;
}

namespace CaseTriage.TestKit.HardwareHash;

/// <summary>A network adapter for <see cref="HardwareHashBuilder"/>.</summary>
/// <param name="Mac">Address with colons; use those of documentation, <c>00:00:5E:00:53:xx</c>.</param>
/// <param name="Bus"><c>PCI</c>, <c>USB</c>, <c>BTH</c>.</param>
/// <param name="Medium">NDIS physical medium: 14 Ethernet, 9 wireless, 10 Bluetooth.</param>
public sealed record TestAdapter(string Mac, string Bus = "PCI", uint Medium = 14);

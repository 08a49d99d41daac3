using CaseTriage.Analysis.Comparison;

namespace CaseTriage.Cases.Model;

/// <summary>A value of a device that no other should have.</summary>
public sealed class DeviceIdentityValue
{
    public const int MaxFieldLength = 16;
    public const int MaxValueLength = 200;

    private DeviceIdentityValue()
    {
    }

    internal DeviceIdentityValue(IdentityValue identity)
    {
        Field = identity.Field;
        Value = identity.Value.Length > MaxValueLength ? identity.Value[..MaxValueLength] : identity.Value;
    }

    public int Id { get; private set; }

    public int CaseDeviceId { get; private set; }

    /// <summary><c>uuid</c>, <c>mac</c>, <c>disk</c>, <c>tpm</c>.</summary>
    public string Field { get; private set; } = "";

    /// <summary>In one writing.</summary>
    public string Value { get; private set; } = "";
}

namespace CaseTriage.Formats.TextLog;

/// <summary>Whose numbering a result code is of.</summary>
public enum ErrorCodeSystem
{
    /// <summary>HRESULT or NTSTATUS of Windows.</summary>
    Windows,

    /// <summary>HRESULT of .NET, facility 0x13: names the kind of an exception, not its cause.</summary>
    DotNet,

    /// <summary>Own number of the activation platform, in <c>(code:106)</c>.</summary>
    Aps,
}

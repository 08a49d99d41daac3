namespace CaseTriage.Cases.Model;

/// <summary>
/// The word of a person on whose device an artifact is about; a path that ends with <c>/</c> stands for all in that folder or archive, and
/// <c>!/failed/1</c> for a device that the mails count but do not name.
/// </summary>
public sealed class ArtifactAttribution(string artifactPath, string device, DateTimeOffset givenAt)
{
    /// <summary>Longest artifact path that can be attributed, in characters.</summary>
    public const int MaxPathLength = 2000;

    /// <summary>Instead of a device: the artifact is of none.</summary>
    public const string NoDevice = "";

    private const int MinDeviceLength = 3;
    private const int MaxDeviceLength = 32;
    private const string UnnamedDevice = "!/";

    public int Id { get; private set; }

    public int SupportCaseId { get; private set; }

    public string ArtifactPath { get; private set; } = artifactPath;

    public string Device { get; private set; } = device;

    public DateTimeOffset GivenAt { get; private set; } = givenAt;

    /// <summary>Whether a text can be what a device goes by: a serial number of any maker, or a computer name.</summary>
    public static bool IsDeviceName(string text) =>
        text.Length is >= MinDeviceLength and <= MaxDeviceLength && text.All(sign => char.IsAsciiLetterOrDigit(sign) || sign is '-' or '_' or '.') && text.Any(char.IsAsciiLetterOrDigit);

    /// <summary>Whether a word can be said of a path: a device without a name cannot be of no device.</summary>
    public static bool IsAllowed(string path, string? device) =>
        path.Length is > 0 and <= MaxPathLength && (device is null || (device == NoDevice ? !path.StartsWith(UnnamedDevice, StringComparison.Ordinal) : IsDeviceName(device)));
}

using CaseTriage.Formats;

namespace CaseTriage.Cases.Model;

/// <summary>One upload. Its bytes lie in the blob store under their SHA-256.</summary>
public sealed class Bundle
{
    public const int MaxDeviceLength = 64;

    private Bundle()
    {
    }

    internal Bundle(BundleLabel label, string? device, string sha256, long sizeInBytes, DateTimeOffset receivedAt)
    {
        Id = Guid.NewGuid();
        FileName = label.Text;
        Device = device;
        Sha256 = sha256;
        SizeInBytes = sizeInBytes;
        ReceivedAt = receivedAt;
    }

    public Guid Id { get; private set; }

    public int SupportCaseId { get; private set; }

    /// <summary>How it is called in the case, perhaps with folders; a label, never a path on disk.</summary>
    public string FileName { get; private set; } = "";

    /// <summary>Serial number given by hand, or null.</summary>
    public string? Device { get; private set; }

    public string Sha256 { get; private set; } = "";

    public long SizeInBytes { get; private set; }

    public DateTimeOffset ReceivedAt { get; private set; }

    /// <summary>The encoding that a person chose for the names in its archives; null: found from their bytes.</summary>
    public FileNameEncoding? Names { get; private set; }

    /// <summary>Names the opening with a password, of which nothing is kept here; null where none was given, or it is forgotten.</summary>
    public Guid? Opening { get; private set; }

    /// <summary>Names the reading of its bytes: two bundles that share it give the same.</summary>
    public string ReadingName => string.Join('-', new[] { Sha256, Names?.ToString().ToLowerInvariant(), Opening?.ToString("N") }.OfType<string>());

    public BundleState State { get; private set; }

    /// <summary>Why it failed, or null.</summary>
    public string? Reason { get; private set; }

    /// <summary>Says how names in its archives are to be read.</summary>
    /// <returns>Whether anything changed.</returns>
    public bool ChooseNames(FileNameEncoding? names)
    {
        bool isChanged = Names != names;
        Names = names;
        return isChanged;
    }

    /// <summary>Notes that a password was given.</summary>
    public void OpenWithPassword() => Opening = Guid.NewGuid();

    /// <summary>Notes that the password is forgotten; what is encrypted is so again for the next run.</summary>
    public void ForgetPassword() => Opening = null;

    public void BeginAnalysis() => (State, Reason) = (BundleState.Analyzing, null);

    public void FinishAnalysis() => (State, Reason) = (BundleState.Analyzed, null);

    public void WaitAgain() => (State, Reason) = (BundleState.Received, null);

    public void Fail(string reason) => (State, Reason) = (BundleState.Failed, reason);
}

using System.Collections.Concurrent;

namespace CaseTriage.Web.Intake;

/// <summary>
/// Passwords of bundles, as long as this process lives. They are never written anywhere; after a restart they have to be given again.
/// </summary>
public sealed class BundlePasswords
{
    private readonly ConcurrentDictionary<Guid, string> _passwords = new();

    public string? Find(Guid bundleId) => _passwords.GetValueOrDefault(bundleId);

    public void Keep(Guid bundleId, string password) => _passwords[bundleId] = password;
}

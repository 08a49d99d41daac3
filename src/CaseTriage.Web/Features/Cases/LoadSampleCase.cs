namespace CaseTriage.Web.Features.Cases;

/// <summary>Opens the fictional case that ships with the program: every file below <c>Sample/</c> is uploaded under its relative path.</summary>
public sealed class LoadSampleCase(OpenCase openCase, UploadBundle uploadBundle)
{
    private const string Number = "SAMPLE-1";

    private static string Folder => Path.Combine(AppContext.BaseDirectory, "Sample");

    /// <param name="title">Title in the language of whoever opens it.</param>
    /// <returns>Number of the sample case, opened now or before; null where this build ships none.</returns>
    public async Task<string?> RunAsync(string title, CancellationToken cancellationToken)
    {
        string[] files = Directory.Exists(Folder) ? Directory.GetFiles(Folder, "*", SearchOption.AllDirectories) : [];
        if (files.Length == 0)
        {
            return null;
        }

        await openCase.RunAsync(new OpenCaseRequest(Number, title, Reference: null), cancellationToken);
        foreach (string file in files.Order(StringComparer.Ordinal))
        {
            await using FileStream content = File.OpenRead(file);
            string label = Path.GetRelativePath(Folder, file).Replace(Path.DirectorySeparatorChar, '/');
            await uploadBundle.RunAsync(new UploadBundleRequest(Number, label, Device: null, content), cancellationToken);
        }

        return Number;
    }
}

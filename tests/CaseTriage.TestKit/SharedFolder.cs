namespace CaseTriage.TestKit;

/// <summary>The folder of corpora and cases that may lie beside the checkout. Tests over it say so where it is absent.</summary>
public static class SharedFolder
{
    /// <summary>Root of the checkout: the folder that holds <c>CaseTriage.sln</c>.</summary>
    public static string RepositoryRoot { get; } = FindRoot();

    /// <summary>What a test says when it is skipped for want of the folder.</summary>
    public const string AbsentReason = "The folder of corpora and cases is not beside the checkout.";

    /// <summary>Path of a file or folder in it, or null where it is not there.</summary>
    public static string? Find(params ReadOnlySpan<string> parts)
    {
        string path = System.IO.Path.Combine([RepositoryRoot, "..", "shared", .. parts]);
        return Directory.Exists(path) || File.Exists(path) ? System.IO.Path.GetFullPath(path) : null;
    }

    private static string FindRoot()
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(System.IO.Path.Combine(folder.FullName, "CaseTriage.sln")))
            {
                return folder.FullName;
            }
        }

        throw new DirectoryNotFoundException($"No folder above '{AppContext.BaseDirectory}' holds CaseTriage.sln.");
    }
}

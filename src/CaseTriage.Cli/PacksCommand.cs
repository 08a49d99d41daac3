using System.CommandLine;
using System.Security.Cryptography;
using CaseTriage.Analysis.Packs;

namespace CaseTriage.Cli;

/// <summary><c>packs test|lint [DIR]</c>: the tests that travel with the knowledge, and its complaints.</summary>
internal static class PacksCommand
{
    public static Command Create() => new("packs", "Test or check knowledge packs.")
    {
        Create("test", "Run the tests that lie beside the rules.", Test),
        Sign(),
        Create("lint", "Check what the loader does not refuse: missing tests, texts and causes.", Lint),
    };

    private static Command Create(string name, string description, Func<string, int> run)
    {
        var folder = new Argument<string>("DIR") { Description = "Folder of packs; by default those that came with the program.", DefaultValueFactory = _ => PacksFolder.BuiltIn };
        var command = new Command(name, description) { folder };
        command.SetAction(parsed => Guard(run, parsed.GetValue(folder) ?? PacksFolder.BuiltIn));
        return command;
    }

    private static Command Sign()
    {
        var folder = new Argument<DirectoryInfo>("PACK") { Description = "Folder of one pack." };
        var key = new Option<FileInfo>("--key") { Description = "Private key, PEM, on the curve P-256.", Required = true };
        var output = new Option<FileInfo>("--output") { Description = "File to write; it must not be there yet.", Required = true };
        var command = new Command("sign", "Make one signed file of a pack, to be imported elsewhere.") { folder, key, output };
        command.SetAction(parsed => Guard(path => SignOne(path, parsed.GetRequiredValue(key), parsed.GetRequiredValue(output)), parsed.GetRequiredValue(folder).FullName));
        return command;
    }

    private static int SignOne(string folder, FileInfo key, FileInfo output)
    {
        try
        {
            using var signer = ECDsa.Create();
            signer.ImportFromPem(File.ReadAllText(key.FullName));
            using var packed = new MemoryStream();
            PackArchive.Write(folder, signer, packed);
            using FileStream file = output.Open(FileMode.CreateNew);
            packed.WriteTo(file);
            Console.Out.WriteLine(ConsoleText.Escape($"{output.Name}: signed with the key {PackArchive.KeyIdOf(signer)}"));
            return ExitCode.Done;
        }
        catch (Exception unusable) when (unusable is ArgumentException or CryptographicException or IOException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine($"casetriage: {ConsoleText.Escape(unusable.Message)}");
            return ExitCode.Failed;
        }
    }

    private static int Guard(Func<string, int> run, string folder)
    {
        try
        {
            return run(folder);
        }
        catch (InvalidPackException invalid)
        {
            Console.Error.WriteLine($"casetriage: {ConsoleText.Escape(invalid.Message)}");
            Console.Out.WriteLine("0 passed, 1 failed");
            return ExitCode.Failed;
        }
    }

    private static int Test(string folder)
    {
        PackTestResult result = PackTests.Run(folder);
        foreach (PackTestFailure failure in result.Failures)
        {
            Console.Out.WriteLine(ConsoleText.Escape($"{failure.Rule}: {failure.Test}: {failure.Message}"));
        }

        return Conclude(result.Passed, result.Failures.DistinctBy(failure => (failure.Rule, failure.Test)).Count());
    }

    private static int Lint(string folder)
    {
        (int looked, var complaints) = PackLint.Check(folder);
        foreach (string complaint in complaints)
        {
            Console.Out.WriteLine(ConsoleText.Escape(complaint));
        }

        return Conclude(Math.Max(0, looked - complaints.Length), complaints.Length);
    }

    private static int Conclude(int passed, int failed)
    {
        Console.Out.WriteLine(FormattableString.Invariant($"{passed} passed, {failed} failed"));
        return failed == 0 ? ExitCode.Done : ExitCode.Failed;
    }
}

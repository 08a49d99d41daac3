using System.CommandLine;
using CaseTriage.Cli;
using CaseTriage.Formats.Qr;

if (args is [QrWorker.Command])
{
    return QrWorker.Run();
}

var root = new RootCommand("CaseTriage: from log bundles and mail threads to findings with evidence.")
{
    AnalyzeCommand.Create(),
    DumpCommand.Create(),
    PacksCommand.Create(),
};
ParseResult parsed = root.Parse(args);
int status = await parsed.InvokeAsync();
return parsed.Errors.Count > 0 ? ExitCode.Usage : status;

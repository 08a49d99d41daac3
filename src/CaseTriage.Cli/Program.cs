using System.CommandLine;
using CaseTriage.Cli;

var root = new RootCommand("CaseTriage: from log bundles and mail threads to findings with evidence.")
{
    AnalyzeCommand.Create(),
    DumpCommand.Create(),
    PacksCommand.Create(),
};
return await root.Parse(args).InvokeAsync();

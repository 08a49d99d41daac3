namespace CaseTriage.Web.AnalyzerProcess;

/// <summary>The child's end of the pipe. Events are buffered; a progress line pushes them out, ten times a second at most.</summary>
internal sealed class ChildPipe(Stream output, TimeProvider time) : IDisposable
{
    private static readonly TimeSpan s_pace = TimeSpan.FromMilliseconds(100);
    private readonly BufferedStream _output = new(output, 256 * 1024);
    private long _lastProgress;

    public void Send(WorkerLine line) => WorkerPipe.WriteLine(_output, line);

    public void SendProgress(string stage, double share)
    {
        if (_lastProgress == 0 || time.GetElapsedTime(_lastProgress) >= s_pace)
        {
            _lastProgress = time.GetTimestamp();
            Send(new WorkerLine { Progress = new WorkerProgress(stage, share) });
            _output.Flush();
        }
    }

    public void Dispose() => _output.Dispose();
}

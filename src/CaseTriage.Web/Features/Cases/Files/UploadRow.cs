namespace CaseTriage.Web.Features.Cases.Files;

/// <summary>How one file on its way to the server stands, as the browser tells it.</summary>
/// <param name="State"><c>waiting</c>, <c>sending</c>, <c>done</c>, <c>failed</c>.</param>
/// <param name="Error">Of a failed one: HTTP status, or 0 where no answer came.</param>
public sealed record UploadRow(int Id, string Path, long Size, long Sent, string State, int Error)
{
    public double Share => Size > 0 ? Math.Clamp((double)Sent / Size, 0, 1) : State == "done" ? 1 : 0;
}

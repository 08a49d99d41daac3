using CaseTriage.Analysis.Documents;

namespace CaseTriage.Web.Features.Cases.Timeline;

/// <summary>Who held the ball while a thing of the timeline happened: the ribbon beside the reading column.</summary>
public static class BallSpans
{
    /// <summary>The interval in which an instant lies; the last one holds its own end. Null before the first mail, or without a ledger.</summary>
    public static WaitingInterval? At(WaitingLedger? ledger, DateTimeOffset at)
    {
        if (ledger is null)
        {
            return null;
        }

        WaitingInterval? found = null;
        foreach (WaitingInterval interval in ledger.Intervals)
        {
            if (interval.From > at)
            {
                break;
            }

            found = interval;
        }

        return found?.To >= at ? found : null;
    }
}

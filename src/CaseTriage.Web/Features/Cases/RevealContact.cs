using System.Security.Claims;
using CaseTriage.Analysis;
using CaseTriage.Analysis.Documents;
using CaseTriage.Cases;
using CaseTriage.Cases.Model;
using CaseTriage.Cases.Storage;
using CaseTriage.Web.AnalyzerProcess;
using CaseTriage.Web.Hosting;
using Microsoft.AspNetCore.Authorization;
using Microsoft.EntityFrameworkCore;

namespace CaseTriage.Web.Features.Cases;

public abstract record RevealResult;

/// <param name="Value">The telephone number or mail address. For one answer, not to be kept.</param>
public sealed record ContactRevealed(string Value) : RevealResult
{
    public override string ToString() => nameof(ContactRevealed);
}

/// <summary>The person may not see it.</summary>
public sealed record RevealForbidden : RevealResult;

/// <summary>There is no such case, or no such redaction in its analysis.</summary>
public sealed record RedactionNotFound : RevealResult;

/// <summary>It is a password, a key or the like: nobody sees it again.</summary>
public sealed record RevealNever : RevealResult;

/// <summary>The file does not give it any more, as when it was read by another version.</summary>
public sealed record RevealUnavailable : RevealResult;

/// <summary>One reveal, as it is shown.</summary>
public sealed record RevealView(DateTimeOffset At, string Who, RedactionKind Kind, string Artifact, string Locator);

/// <summary>Shows a masked telephone number or mail address to one who may see it, and writes down that it was shown.</summary>
public sealed class RevealContact(
    GetCase cases, ReadEvidence evidence, IDbContextFactory<CaseDbContext> contexts, CaseWriter writer, IAuthorizationService authorization, TimeProvider time)
{
    private const int MostShown = 100;

    /// <summary>Whether a redaction is of a sort that some may see.</summary>
    public static bool IsContact(RedactionKind kind) => kind is RedactionKind.Phone or RedactionKind.MailAddress;

    /// <param name="user">Who asks.</param>
    /// <param name="number">Number of the case.</param>
    /// <param name="id">Number of the redaction in the published document, from 0.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task<RevealResult> RunAsync(ClaimsPrincipal user, string number, int id, CancellationToken cancellationToken)
    {
        if (!await MayAsync(user))
        {
            return new RevealForbidden();
        }

        if (await cases.RunAsync(number, Language.English, cancellationToken) is not { Analysis.Redactions: var redactions } view || id < 0 || id >= redactions.Length)
        {
            return new RedactionNotFound();
        }

        Redaction redaction = redactions[id];
        if (!IsContact(redaction.Kind))
        {
            return new RevealNever();
        }

        int index = redactions.Take(id).Count(other => other.Where.Artifact == redaction.Where.Artifact);
        if (await evidence.ReadContactAsync(view, new ContactPlace(index, redaction), cancellationToken) is not { } value)
        {
            return new RevealUnavailable();
        }

        await WriteDownAsync(user.Identity?.Name ?? "", number, redaction, cancellationToken);
        return new ContactRevealed(value);
    }

    /// <summary>Whether a person may see what is masked.</summary>
    public async Task<bool> MayAsync(ClaimsPrincipal user) => (await authorization.AuthorizeAsync(user, Policies.RevealContacts)).Succeeded;

    /// <summary>The last reveals of a case, newest first.</summary>
    public async Task<IReadOnlyList<RevealView>> ListAsync(string number, CancellationToken cancellationToken)
    {
        await using CaseDbContext context = await contexts.CreateDbContextAsync(cancellationToken);
        return await context.Reveals.Where(r => context.Cases.Any(c => c.Id == r.SupportCaseId && c.Number == number))
            .OrderByDescending(r => r.At).ThenByDescending(r => r.Id).Take(MostShown)
            .Select(r => new RevealView(r.At, r.Who, r.Kind, r.Artifact, r.Locator)).ToListAsync(cancellationToken);
    }

    private async Task WriteDownAsync(string who, string number, Redaction redaction, CancellationToken cancellationToken)
    {
        using IDisposable turn = await writer.WaitAsync(cancellationToken);
        await using CaseDbContext context = await contexts.CreateDbContextAsync(cancellationToken);
        int caseId = await context.Cases.Where(c => c.Number == number).Select(c => c.Id).SingleAsync(cancellationToken);
        context.Reveals.Add(new ContactReveal(caseId, who, time.GetUtcNow(), redaction.Kind, redaction.Where.Artifact, redaction.Where.Locator));
        await context.SaveChangesAsync(cancellationToken);
    }
}

using System.Collections.Immutable;
using CaseTriage.Cases;
using CaseTriage.Cases.Model;
using CaseTriage.Cases.Storage;
using FluentValidation;
using FluentValidation.Results;
using Microsoft.EntityFrameworkCore;

namespace CaseTriage.Web.Features.Cases;

public sealed record OpenCaseRequest(string Number, string Title, string? Reference);

public abstract record OpenCaseResult;

public sealed record CaseOpened(string Number) : OpenCaseResult;

public sealed record CaseNumberTaken(string Number) : OpenCaseResult;

public sealed record CaseRefused(ImmutableArray<ValidationFailure> Errors) : OpenCaseResult;

/// <summary>The codes are stable (<c>NotEmptyValidator</c>, <c>MaximumLengthValidator</c>, <c>CaseNumber</c>), so that a page can say it in its language.</summary>
public sealed class OpenCaseValidator : AbstractValidator<OpenCaseRequest>
{
    public OpenCaseValidator()
    {
        RuleFor(r => r.Number).NotEmpty().MaximumLength(SupportCase.MaxNumberLength)
            .Matches(@"^[\p{L}\p{Nd}][\p{L}\p{Nd}._-]*\z").WithErrorCode("CaseNumber")
            .WithMessage("A case number begins with a letter or digit and holds only letters, digits, '.', '_' and '-'.");
        RuleFor(r => r.Title).NotEmpty().MaximumLength(SupportCase.MaxTitleLength);
        RuleFor(r => r.Reference).MaximumLength(SupportCase.MaxReferenceLength);
    }
}

public sealed class OpenCase(
    IDbContextFactory<CaseDbContext> contexts, CaseWriter writer, IValidator<OpenCaseRequest> validator, TimeProvider time)
{
    public async Task<OpenCaseResult> RunAsync(OpenCaseRequest request, CancellationToken cancellationToken)
    {
        ValidationResult checkedRequest = await validator.ValidateAsync(request, cancellationToken);
        if (!checkedRequest.IsValid)
        {
            return new CaseRefused([.. checkedRequest.Errors]);
        }

        using IDisposable turn = await writer.WaitAsync(cancellationToken);
        await using CaseDbContext context = await contexts.CreateDbContextAsync(cancellationToken);
        if (await context.Cases.AnyAsync(c => c.Number == request.Number, cancellationToken))
        {
            return new CaseNumberTaken(request.Number);
        }

        string? reference = string.IsNullOrWhiteSpace(request.Reference) ? null : request.Reference.Trim();
        context.Cases.Add(new SupportCase(request.Number, request.Title.Trim(), reference, time.GetUtcNow()));
        await context.SaveChangesAsync(cancellationToken);
        return new CaseOpened(request.Number);
    }
}

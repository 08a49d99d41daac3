using System.Data.Common;
using CaseTriage.Web.Resources;
using FluentValidation.Results;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;

namespace CaseTriage.Web.Features.Cases;

/// <summary>Opens a case by number and title; its page then takes the files.</summary>
public sealed partial class NewCasePage : IDisposable
{
    private readonly CancellationTokenSource _gone = new();
    private Dictionary<string, string> _errors = [];
    private string _number = "";
    private string _title = "";
    private string? _reference;
    private bool _isSaving;
    private bool _isFailed;

    [Inject] public required OpenCase Opening { get; init; }

    [Inject] public required NavigationManager Navigation { get; init; }

    [Inject] public required IStringLocalizer<Texts> T { get; init; }

    [Inject] public required ILogger<NewCasePage> Logger { get; init; }

    public void Dispose()
    {
        _gone.Cancel();
        _gone.Dispose();
    }

    private async Task SaveAsync()
    {
        (_isSaving, _isFailed, _errors) = (true, false, []);
        try
        {
            OpenCaseResult result = await Opening.RunAsync(new OpenCaseRequest(_number.Trim(), _title.Trim(), _reference), _gone.Token);
            switch (result)
            {
                case CaseOpened opened:
                    Navigation.NavigateTo(CaseUrls.Case(opened.Number));
                    break;
                case CaseNumberTaken:
                    _errors[nameof(OpenCaseRequest.Number)] = T["new.error.taken"];
                    break;
                case CaseRefused refused:
                    _errors = refused.Errors.GroupBy(error => error.PropertyName).ToDictionary(group => group.Key, group => Say(group.First()));
                    break;
            }
        }
        catch (OperationCanceledException) when (_gone.IsCancellationRequested)
        {
            // The page was left.
        }
        catch (Exception exception) when (exception is DbException or IOException or InvalidOperationException)
        {
            Log.NotOpened(Logger, exception);
            _isFailed = true;
        }
        finally
        {
            _isSaving = false;
        }
    }

    private string Say(ValidationFailure failure) => T["validation." + failure.ErrorCode] is { ResourceNotFound: false } text ? text : failure.ErrorMessage;

    private static partial class Log
    {
        [LoggerMessage(Level = LogLevel.Error, Message = "A case could not be opened.")]
        public static partial void NotOpened(ILogger logger, Exception exception);
    }
}

using System.Net;

namespace CaseTriage.Web.Tests.Server;

/// <summary>Who gets in, and what every answer says about itself.</summary>
public sealed class DoorTests(DoorTests.OneServer shared) : IClassFixture<DoorTests.OneServer>
{
    private readonly RunningServer _server = shared.Server ?? throw new InvalidOperationException("The server was not started.");

    private static CancellationToken Token => Xunit.TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("GET", "/api/v1/cases", "Host", "case.example.test", HttpStatusCode.MisdirectedRequest)]
    [InlineData("POST", "/api/v1/cases", "Origin", "http://other.example.test", HttpStatusCode.Forbidden)]
    [InlineData("POST", "/api/v1/cases", "Sec-Fetch-Site", "cross-site", HttpStatusCode.Forbidden)]
    [InlineData("POST", "/_blazor/negotiate?negotiateVersion=1", "Origin", "http://other.example.test", HttpStatusCode.Forbidden)]
    [InlineData("GET", "/_blazor?id=1", "Origin", "null", HttpStatusCode.Forbidden)]
    public async Task Request_FromElsewhere_IsRefused(string method, string path, string header, string value, HttpStatusCode expected)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        request.Headers.TryAddWithoutValidation(header, value);

        using HttpResponseMessage answer = await _server.Client.SendAsync(request, Token);

        Assert.Equal(expected, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
    }

    [Theory]
    [InlineData("/cases")]
    [InlineData("/api/v1/cases")]
    [InlineData("/api/v1/cases/none")]
    [InlineData("/app.css")]
    [InlineData("/health/ready")]
    public async Task Answer_Any_CarriesTheHeaders(string path)
    {
        using HttpResponseMessage answer = await _server.Client.GetAsync(path, Token);

        string policy = answer.Headers.GetValues("Content-Security-Policy").Single();
        Assert.Matches("script-src 'self' 'nonce-[A-Za-z0-9+/=]{20,}'(;|$)", policy);
        Assert.Contains("frame-ancestors 'none'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("http", policy, StringComparison.Ordinal);
        Assert.Equal(["nosniff"], answer.Headers.GetValues("X-Content-Type-Options"));
        Assert.Equal(["no-referrer"], answer.Headers.GetValues("Referrer-Policy"));
        Assert.False(answer.Headers.Contains("Server"));
    }

    /// <summary>One server for all of these: they change nothing.</summary>
    public sealed class OneServer : IAsyncLifetime
    {
        private readonly string _data = Directory.CreateTempSubdirectory("door").FullName;

        public RunningServer? Server { get; private set; }

        public async ValueTask InitializeAsync() => Server = await RunningServer.StartAsync(_data);

        public async ValueTask DisposeAsync()
        {
            if (Server is not null)
            {
                await Server.DisposeAsync();
            }

            Directory.Delete(_data, recursive: true);
        }
    }
}

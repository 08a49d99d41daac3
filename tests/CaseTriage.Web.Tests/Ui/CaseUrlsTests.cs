using CaseTriage.Web.Features.Cases;

namespace CaseTriage.Web.Tests.Ui;

public sealed class CaseUrlsTests
{
    [Fact]
    public void Case_OverviewWithNothingChosen_IsPlain() => Assert.Equal("/cases/CAS-1", CaseUrls.Case(new CasePlace("CAS-1")));

    [Fact]
    public void Case_EvidenceWithSpecialLetters_IsEscaped()
    {
        var place = new CasePlace("案/1") { Tab = CasePlace.Files, Evidence = "a b.zip!/日志&x=1.evtx", At = "record 7", Page = 2 };

        Assert.Equal(
            "/cases/%E6%A1%88%2F1?tab=files&page=2&evidence=a%20b.zip!%2F%E6%97%A5%E5%BF%97%26x%3D1.evtx&at=record%207",
            CaseUrls.Case(place));
    }

    [Fact]
    public void List_Search_IsInTheAddress() =>
        Assert.Equal("/cases?q=QX%200731&state=open", CaseUrls.List(new CaseListPlace { Query = "QX 0731", State = "open" }));
}

using CaseTriage.Analysis.Facts;

namespace CaseTriage.Analysis.Tests.Facts;

public sealed class FactCatalogTests
{
    [Theory]
    [InlineData("inventory.disk", "removableBus")]
    [InlineData("event.adapter", "instance")]
    [InlineData("mail.claim", "topic")]
    [InlineData("log", "damaged")]
    public void Has_FieldOfThePage_IsThere(string name, string field) => Assert.True(FactCatalog.Has(name, field));

    [Theory]
    [InlineData("inventory.disk", "colour")]
    [InlineData("event.disk", "problem ")]
    [InlineData("no.such", "topic")]
    [InlineData("mail.times", "+08:00")]
    public void Has_OtherField_IsNot(string name, string field) => Assert.False(FactCatalog.Has(name, field));

    [Fact]
    public void FieldsOf_EveryFact_IsKnownForAllThatTheSampleGives() => Assert.All(
        SampleFacts(),
        fact => Assert.All(fact.Fields.Keys, field => Assert.True(FactCatalog.Has(fact.Name, field), $"docs/facts.md does not list '{field}' of '{fact.Name}'.")));

    private static IEnumerable<Fact> SampleFacts() => Given.Analyze(Given.SampleInputs).Evaluation.Facts.All;
}

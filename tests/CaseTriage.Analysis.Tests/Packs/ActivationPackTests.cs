using CaseTriage.Analysis.Packs;

namespace CaseTriage.Analysis.Tests.Packs;

/// <summary>The packs that ship: their own tests, and what the linter says.</summary>
public sealed class ActivationPackTests
{
    [Fact]
    public void Run_ShippedPacks_AllTestsHold()
    {
        PackTestResult result = PackTests.Run(Given.PacksFolder);

        Assert.Empty(result.Failures);
        Assert.True(result.Passed >= 3 * Given.Knowledge.Rules.Length, $"{result.Passed} tests for {Given.Knowledge.Rules.Length} rules.");
    }

    [Fact]
    public void Check_ShippedPacks_NoComplaint() => Assert.Empty(PackLint.Check(Given.PacksFolder).Complaints);
}

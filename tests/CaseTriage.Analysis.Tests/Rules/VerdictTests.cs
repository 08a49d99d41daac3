using CaseTriage.Analysis.Facts;
using CaseTriage.Analysis.Rules;

namespace CaseTriage.Analysis.Tests.Rules;

public sealed class VerdictTests
{
    private static readonly Verdict s_true = Verdict.True([]);
    private static readonly Verdict s_unknown = Verdict.Unknown(Gap.NoMail);

    public static TheoryData<Truth, Truth, Truth, Truth> Kleene => new()
    {
        { Truth.True, Truth.True, Truth.True, Truth.True },
        { Truth.True, Truth.Unknown, Truth.Unknown, Truth.True },
        { Truth.True, Truth.False, Truth.False, Truth.True },
        { Truth.Unknown, Truth.Unknown, Truth.Unknown, Truth.Unknown },
        { Truth.Unknown, Truth.False, Truth.False, Truth.Unknown },
        { Truth.False, Truth.False, Truth.False, Truth.False },
    };

    [Theory]
    [MemberData(nameof(Kleene))]
    public void AllAndAny_TwoParts_FollowKleene(Truth one, Truth other, Truth all, Truth any)
    {
        Assert.Equal(all, Verdict.All([Of(one), Of(other)]).Truth);
        Assert.Equal(all, Verdict.All([Of(other), Of(one)]).Truth);
        Assert.Equal(any, Verdict.Any([Of(one), Of(other)]).Truth);
        Assert.Equal(any, Verdict.Any([Of(other), Of(one)]).Truth);
    }

    [Fact]
    public void Not_Unknown_StaysUnknownWithItsGap() => Assert.Equal([Gap.NoMail], s_unknown.Not().Gaps);

    [Fact]
    public void Any_OneTrueOneUnknown_LeansOnTheTrueOneOnly()
    {
        Fact fact = Given.Fact("artifact", null);

        Verdict any = Verdict.Any([Verdict.True([fact]), s_unknown]);

        Assert.Same(fact, Assert.Single(any.Facts));
        Assert.Empty(any.Gaps);
    }

    private static Verdict Of(Truth truth) => truth switch { Truth.True => s_true, Truth.Unknown => s_unknown, _ => Verdict.False };
}

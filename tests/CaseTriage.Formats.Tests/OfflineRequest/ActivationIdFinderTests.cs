using CaseTriage.Formats.OfflineRequest;

namespace CaseTriage.Formats.Tests.OfflineRequest;

public sealed class ActivationIdFinderTests
{
    // Made by hand: 1+2*2+3+4*2+5+6*2 = 33, 33 mod 7 = 5; 1+2*2+3+4*2+5 = 21, 21 mod 7 = 0.
    private const string SevenDigits = "1234565";
    private const string SixDigits = "123450";

    private static readonly string s_installation = string.Join('-', Enumerable.Repeat(SevenDigits, 9));
    private static readonly string s_confirmation = string.Join('-', Enumerable.Repeat(SixDigits, 8));

    [Fact]
    public void Find_NineGroupsOfSeven_IsAnInstallationIdWhoseCheckHolds()
    {
        ActivationId id = Assert.Single(ActivationIdFinder.Find($"安装 ID：{s_installation}。"));

        Assert.Equal(ActivationIdKind.Installation, id.Kind);
        Assert.Equal(63, id.Digits);
        Assert.True(id.IsComplete);
        Assert.Equal(ActivationIdCheck.Holds, id.Check);
    }

    [Theory]
    [InlineData("-")]
    [InlineData(" ")]
    [InlineData(" - ")]
    [InlineData("\u2013")]
    [InlineData("\r\n")]
    [InlineData("")]
    public void Find_EightGroupsOfSix_IsAConfirmationIdWhateverParts(string separator)
    {
        ActivationId id = Assert.Single(ActivationIdFinder.Find(s_confirmation.Replace("-", separator, StringComparison.Ordinal)));

        Assert.Equal(ActivationIdKind.Confirmation, id.Kind);
        Assert.Equal(8, id.Groups.Length);
        Assert.True(id.IsComplete);
        Assert.Equal(ActivationIdCheck.Holds, id.Check);
    }

    [Fact]
    public void Find_OneWrongDigit_NamesItsGroup()
    {
        string typed = s_confirmation.Remove(14, 1).Insert(14, "2");

        ActivationId id = Assert.Single(ActivationIdFinder.Find(typed));

        Assert.Equal(ActivationIdCheck.Fails, id.Check);
        Assert.Equal([3], id.WrongGroups);
    }

    [Fact]
    public void Of_EveryWrongDigit_IsSeenUnlessSevenApart()
    {
        for (int at = 0; at < SixDigits.Length - 1; at++)
        {
            for (char digit = '0'; digit <= '9'; digit++)
            {
                string typed = SixDigits.Remove(at, 1).Insert(at, digit.ToString());

                Assert.Equal((digit - SixDigits[at]) % 7 == 0, DigitGroup.Of(typed, 6).Holds);
            }
        }
    }

    [Fact]
    public void Find_OneDigitTooFew_IsIncompleteAndNamesItsGroup()
    {
        ActivationId id = Assert.Single(ActivationIdFinder.Find(s_confirmation.Remove(8, 1)));

        Assert.Equal(47, id.Digits);
        Assert.False(id.IsComplete);
        Assert.Equal([2], id.WrongGroups);
    }

    [Fact]
    public void Find_AllGroupsFail_SaysThatCheckDigitsDoNotApply()
    {
        ActivationId id = Assert.Single(ActivationIdFinder.Find(string.Join('-', Enumerable.Repeat("123451", 8))));

        Assert.Equal(ActivationIdCheck.DoesNotApply, id.Check);
    }

    [Fact]
    public void Find_NineGroupsOfSix_IsAnInstallationIdOfWindows7()
    {
        ActivationId id = Assert.Single(ActivationIdFinder.Find(string.Join(' ', Enumerable.Repeat(SixDigits, 9))));

        Assert.Equal(ActivationIdKind.Installation, id.Kind);
        Assert.True(id.IsComplete);
    }

    [Theory]
    [InlineData("2026-03-02 09:12:44 13800000000 0755-26000000")]
    [InlineData("123456-123456-123456")]
    [InlineData("A123450-123450-123450-123450-123450-123450-123450-123450")]
    [InlineData("123456789012345678901234567890123456789012345678901234567")]
    [InlineData("")]
    public void Find_OtherNumbers_AreNone(string text) => Assert.Empty(ActivationIdFinder.Find(text));

    [Fact]
    public void Find_TwoInOneText_GivesBothWithTheirPlaces()
    {
        string text = $"IID {s_installation}, CID {s_confirmation}.";

        Assert.Equal([4, text.IndexOf(s_confirmation, StringComparison.Ordinal)], ActivationIdFinder.Find(text).Select(id => id.Offset));
    }

    [Fact]
    public void OfLabelled_AnyNumberOfDigits_IsTheLabelledId()
    {
        ActivationId? id = ActivationIdFinder.OfLabelled(ActivationIdKind.Installation, new string('1', 60));

        Assert.NotNull(id);
        Assert.False(id.IsComplete);
        Assert.Equal([7, 7, 7, 7, 7, 7, 7, 7, 4], id.Groups.Select(group => group.Digits.Length));
    }

    [Fact]
    public void Find_AMillionDigitsAndSeparators_StaysLinear() =>
        Assert.Empty(ActivationIdFinder.Find(string.Concat(Enumerable.Repeat("1-", 500_000))));
}

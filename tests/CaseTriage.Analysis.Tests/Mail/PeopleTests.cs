using CaseTriage.Analysis.Documents;
using CaseTriage.Analysis.Mail;

namespace CaseTriage.Analysis.Tests.Mail;

public sealed class PeopleTests
{
    [Theory]
    [InlineData("Ding Yi", "ding yi")]
    [InlineData("Yi Ding", "ding yi")]
    [InlineData("\"Ding, Yi\" <‹mail›@lib.example>", "ding yi @lib.example")]
    [InlineData("丁一 <‹mail›@Lib.Example>", "丁一 @lib.example")]
    [InlineData("Ding", "")]
    [InlineData("‹mail›@lib.example", "")]
    [InlineData("", "")]
    public void KeyOf_Sender_IsTheFullNameWithItsDomain(string from, string key) => Assert.Equal(key, PersonName.KeyOf(from));

    [Fact]
    public void Analyze_SameFullNameInTwoForms_IsOnePerson()
    {
        ConversationResult result = new ThreadBuilder()
            .Mail("Ding Yi", "我们的电脑激活失败。").Mail("Yi Ding", "补充：错误 106。\n\n--\n丁一 Yi Ding").Mail("丁一", "有进展吗？").Mail("He Min", "您好，请提供日志。").Analyze();

        Assert.Equal(["Ding Yi", "Yi Ding", "丁一"], result.People[0].Names);
        Assert.Equal((2, 3), (result.People.Length, result.People[0].Messages));
    }

    [Fact]
    public void Analyze_SameNameUnderTwoDomains_IsTwoPeople()
    {
        ConversationResult result = new ThreadBuilder().Mail("Wang Wei <w@one.example>", "您好").Mail("Wang Wei <w@two.example>", "您好").Analyze();

        Assert.Equal(["one.example", "two.example"], result.People.Select(person => person.Domain));
    }

    [Fact]
    public void Analyze_RoleByHand_WinsOverTheSignatureAndMovesTheBall()
    {
        ThreadBuilder thread = new ThreadBuilder()
            .Mail("Ding Yi", "我们的电脑激活失败。").Mail("He Min", "Hi Dev，请协助分析。").Mail("Song Er", "正在分析。\n\n--\nSong Er\nR&D").Mail("He Min", "有结果吗？");
        ConversationResult before = thread.Analyze();
        ConversationResult after = thread.Correct(CorrectionKind.Role, "song er", "vendor").Analyze();

        Assert.Equal((Party.Rnd, PartyReason.Signature), (before.People[2].Party, before.People[2].Why));
        Assert.Equal((Party.Vendor, PartyReason.Hand), (after.People[2].Party, after.People[2].Why));
        Assert.Equal(Party.Vendor, after.Messages[2].Role);
    }

    [Fact]
    public void Analyze_UnknownByHand_StaysUnknown()
    {
        ConversationResult result = new ThreadBuilder().Mail("Song Er", "正在分析。\n\n--\nSong Er\nR&D").Correct(CorrectionKind.Role, "Song Er", "unknown").Analyze();

        Assert.Equal((Party.Unknown, PartyReason.Hand), (result.People[0].Party, result.People[0].Why));
    }

    [Fact]
    public void Analyze_RoleThatIsNoParty_ChangesNothing()
    {
        ConversationResult result = new ThreadBuilder().Mail("Song Er", "正在分析。\n\n--\nSong Er\nR&D").Correct(CorrectionKind.Role, "Song Er", "king").Analyze();

        Assert.Equal(Party.Rnd, result.People[0].Party);
    }

    [Fact]
    public void Analyze_SamePersonByHand_JoinsAndHasOneRole()
    {
        ConversationResult result = new ThreadBuilder().Mail("Ann", "正在分析。").Mail("Song Er", "结论：\n\n--\nSong Er\nR&D")
            .Correct(CorrectionKind.SamePerson, "Ann", "Song Er").Correct(CorrectionKind.SamePerson, "nobody", "Ann").Analyze();

        PersonSummary joined = Assert.Single(result.People);
        Assert.True(joined.IsJoinedByHand);
        Assert.Equal([Party.Rnd, Party.Rnd], result.Messages.Select(message => message.Role));
    }

    [Fact]
    public void Analyze_PersonOfAnEarlierCase_IsRememberedUntilAPersonSaysOtherwise()
    {
        ThreadBuilder thread = new ThreadBuilder().Remembering("Er Song", Party.Vendor).Mail("Song Er", "您好。");
        PersonSummary remembered = thread.Analyze().People[0];
        PersonSummary corrected = thread.Correct(CorrectionKind.Role, "Song Er", "support").Analyze().People[0];

        Assert.Equal((Party.Vendor, PartyReason.Remembered, "C-0"), (remembered.Party, remembered.Why, remembered.RememberedFrom));
        Assert.Equal((Party.Support, PartyReason.Hand, null), (corrected.Party, corrected.Why, corrected.RememberedFrom));
    }
}

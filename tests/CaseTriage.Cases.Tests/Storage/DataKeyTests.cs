using CaseTriage.Cases.Storage;

namespace CaseTriage.Cases.Tests.Storage;

public sealed class DataKeyTests
{
    /// <summary>The nonce of a chunk is its number: what keeps two files apart is that each has a key of its own.</summary>
    [Fact]
    public void Seal_SameBytesTwice_HaveNothingInCommon()
    {
        var key = DataKey.New();
        byte[] plain = new byte[4096];

        byte[] one = key.Seal(plain);
        byte[] other = key.Seal(plain);

        Assert.NotEqual(one[64..], other[64..]);
        Assert.False(one.AsSpan(64, 64).SequenceEqual(other.AsSpan(64, 64)));
    }

    [Fact]
    public void Parse_ItsText_GivesTheSameKey()
    {
        var key = DataKey.New();

        Assert.Equal(key.Id, DataKey.Parse(key.ToText())?.Id);
        Assert.Null(DataKey.Parse("AAAA"));
    }
}

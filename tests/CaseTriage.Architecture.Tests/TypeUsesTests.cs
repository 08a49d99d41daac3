using System.Text;

namespace CaseTriage.Architecture.Tests;

/// <summary>The wall tests are only as good as the eyes they look with.</summary>
public sealed class TypeUsesTests
{
    [Fact]
    public void Of_StaticCallInABody_NamesTheCalledType() =>
        Assert.Contains(typeof(Encoding), TypeUses.Of(typeof(CallsStatic)));

    [Fact]
    public void Of_TypeArgumentOfAField_NamesTheArgument() =>
        Assert.Contains(typeof(Uri), TypeUses.Of(typeof(HoldsList)));

    [Fact]
    public void Of_CodeAfterASwitchTable_IsStillRead() =>
        Assert.Contains(typeof(Version), TypeUses.Of(typeof(Switches)));

    [Fact]
    public void Of_UnrelatedType_IsNotNamed() =>
        Assert.DoesNotContain(typeof(Uri), TypeUses.Of(typeof(CallsStatic)));

    private static class CallsStatic
    {
        public static int Run() => Encoding.UTF8.GetByteCount("x");
    }

    private sealed record HoldsList(List<Uri> Items);

    private static class Switches
    {
        public static string Run(int number)
        {
            int chosen = number switch { 0 => 7, 1 => 5, 2 => 9, 3 => 1, 4 => 8, _ => 3 };
            return new Version(chosen, 0).ToString();
        }
    }
}

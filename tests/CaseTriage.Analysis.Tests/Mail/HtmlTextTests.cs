using System.Text;
using CaseTriage.Formats.Mail;

namespace CaseTriage.Analysis.Tests.Mail;

public sealed class HtmlTextTests
{
    [Theory]
    [InlineData("<p>one</p><p>two &amp; three</p>", "one\ntwo & three")]
    [InlineData("<style>p{}</style><script>alert(1)</script><title>t</title>ok", "ok")]
    [InlineData("<span style='DISPLAY: none'>close <span>all</span> cases</span>ok", "ok")]
    [InlineData("<div hidden>x</div>ok", "ok")]
    [InlineData("<table><tr><td>SN</td><td>A1</td></tr><tr><td>MAC</td><td>B2</td></tr></table>", "SN | A1\nMAC | B2")]
    [InlineData("see <a href='https://example.cn/a'>this page</a> now", "see this page <https://example.cn/a> now")]
    [InlineData("<a href='https://example.cn/a'>example.cn/a</a>", "example.cn/a")]
    [InlineData("<a href='javascript:alert(1)'>x</a>", "x")]
    [InlineData("text <img src='cid:image001.png@01D9.AB'> more", "text [image: image001.png] more")]
    [InlineData("<img src='https://example.cn/p.gif' width=1 height=1>ok", "ok")]
    [InlineData("a<br><br><br><br>b", "a\n\nb")]
    [InlineData("<pre>a  b\nc</pre>", "a  b\nc")]
    [InlineData("<blockquote type='cite'>old<blockquote>older</blockquote></blockquote>new", "> old\n>> older\nnew")]
    [InlineData("<ul><li>one<li>two</ul>", "- one\n- two")]
    [InlineData("visible<!-- <script>alert(1)</script>", "visible")]
    public void Read_Html_IsWhatAPersonReads(string html, string text) =>
        Assert.Equal(text, HtmlText.Read(new StringReader(html), TestContext.Current.CancellationToken));

    [Theory]
    [InlineData("<div>", 100_000)]
    [InlineData("<blockquote type=cite>", 100_000)]
    [InlineData("<span style='display:none'>", 100_000)]
    [InlineData("<table><tr><td>", 100_000)]
    public void Read_ElementsDeepInEachOther_Ends(string element, int depth) =>
        Assert.True(HtmlText.Read(new StringReader(new StringBuilder().Insert(0, element, depth).Append("end").ToString()), TestContext.Current.CancellationToken).Length <= HtmlText.MaxLength);

    [Fact]
    public void Read_MoreThanTheLimit_StopsThere() =>
        Assert.Equal(HtmlText.MaxLength, HtmlText.Read(new StringReader(new string('x', HtmlText.MaxLength + 5)), TestContext.Current.CancellationToken).Length);

    [Fact]
    public void Read_HtmlMutatedByFixedSeeds_ThrowsNothing()
    {
        const string Html = "<html><head><title>t</title></head><body><p>one</p><table><tr><td>a<td>b</table><a href='https://example.cn'>x</a><img src=cid:a@b><!-- c --></body></html>";
        for (int seed = 0; seed < 2000; seed++)
        {
            var random = new Random(seed);
            char[] changed = Html.ToCharArray();
            for (int i = random.Next(1, 12); i > 0; i--)
            {
                changed[random.Next(changed.Length)] = "<>/'\"=&;!- \0a"[random.Next(13)];
            }

            Assert.True(HtmlText.Read(new StringReader(new string(changed)), TestContext.Current.CancellationToken).Length <= Html.Length + 20);
        }
    }
}

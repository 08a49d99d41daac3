namespace CaseTriage.Formats.Qr;

/// <summary>One way to look at a picture.</summary>
/// <param name="Name">Its word in <see cref="QrScan.Passes"/>.</param>
/// <param name="Change">What is done to the picture before.</param>
/// <param name="Scale">How many pixels of the picture one of the changed picture is.</param>
internal sealed record QrPass(string Name, Func<GreyPicture, GreyPicture> Change, double Scale = 1)
{
    public ZXingOptions Options { get; init; } = new();
}

/// <summary>The ways that are tried on a code that was seen and not read, the ones that help most first.</summary>
internal static class QrPasses
{
    public static QrPass AsIs { get; } = new("as-is", picture => picture);

    public static QrPass Double { get; } = new("double", picture => picture.Double(), 0.5);

    public static QrPass Half { get; } = new("half", picture => picture.Half(), 2);

    public static IReadOnlyList<QrPass> More { get; } =
    [
        Double,
        new("smooth", picture => picture.Smooth(1)),
        new("level", picture => picture.Level(16)),
        Half,
        new("histogram", picture => picture) { Options = new ZXingOptions { Binarizer = 1 } },
        new("sharpen-double", picture => picture.Sharpen(3, 3).Double(), 0.5),
        new("double-smooth", picture => picture.Double().Smooth(1), 0.5),
        new("sharpen-strong", picture => picture.Sharpen(4, 8).Double(), 0.5),
        new("denoise-double", picture => picture.Double(), 0.5) { Options = new ZXingOptions { TryDenoise = true } },
        new("smooth-more", picture => picture.Smooth(2)),
        new("level-double", picture => picture.Double().Level(24), 0.5),
        new("quadruple", picture => picture.Double().Double(), 0.25),
    ];
}

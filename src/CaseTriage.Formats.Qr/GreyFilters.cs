namespace CaseTriage.Formats.Qr;

/// <summary>What is done to a picture before it is looked at once more. Each gives a new picture.</summary>
internal static class GreyFilters
{
    /// <summary>A part of the picture.</summary>
    public static GreyPicture Crop(this GreyPicture picture, PictureArea area)
    {
        var part = new GreyPicture(area.Width, area.Height);
        for (int y = 0; y < part.Height; y++)
        {
            picture.Row(area.Top + y).Slice(area.Left, area.Width).CopyTo(part.Pixels.AsSpan(y * part.Width));
        }

        return part;
    }

    /// <summary>A white frame, where a cut picture has no quiet zone.</summary>
    public static GreyPicture Frame(this GreyPicture picture, int margin)
    {
        var framed = new GreyPicture(picture.Width + (2 * margin), picture.Height + (2 * margin));
        framed.Pixels.AsSpan().Fill(255);
        for (int y = 0; y < picture.Height; y++)
        {
            picture.Row(y).CopyTo(framed.Pixels.AsSpan(((y + margin) * framed.Width) + margin));
        }

        return framed;
    }

    /// <summary>Half the size; each pixel is the mean of four.</summary>
    public static GreyPicture Half(this GreyPicture picture)
    {
        var half = new GreyPicture(Math.Max(1, picture.Width / 2), Math.Max(1, picture.Height / 2));
        for (int y = 0; y < half.Height; y++)
        {
            ReadOnlySpan<byte> upper = picture.Row(y * 2);
            ReadOnlySpan<byte> lower = picture.Row(Math.Min((y * 2) + 1, picture.Height - 1));
            for (int x = 0; x < half.Width; x++)
            {
                int right = Math.Min((x * 2) + 1, picture.Width - 1);
                half[x, y] = (byte)((upper[x * 2] + upper[right] + lower[x * 2] + lower[right] + 2) / 4);
            }
        }

        return half;
    }

    /// <summary>Twice the size, between the pixels interpolated.</summary>
    public static GreyPicture Double(this GreyPicture picture)
    {
        var doubled = new GreyPicture(picture.Width * 2, picture.Height * 2);
        for (int y = 0; y < doubled.Height; y++)
        {
            ReadOnlySpan<byte> near = picture.Row(y / 2);
            ReadOnlySpan<byte> far = picture.Row(Math.Clamp(y % 2 == 0 ? (y / 2) - 1 : (y / 2) + 1, 0, picture.Height - 1));
            for (int x = 0; x < doubled.Width; x++)
            {
                int other = Math.Clamp(x % 2 == 0 ? (x / 2) - 1 : (x / 2) + 1, 0, picture.Width - 1);
                doubled[x, y] = (byte)(((9 * near[x / 2]) + (3 * near[other]) + (3 * far[x / 2]) + far[other] + 8) / 16);
            }
        }

        return doubled;
    }

    /// <summary>Mean of the square around each pixel, done twice: near to a Gaussian.</summary>
    public static GreyPicture Smooth(this GreyPicture picture, int radius) => picture.Box(radius).Box(radius);

    /// <summary>Edges made steeper: what differs from the neighbourhood differs more.</summary>
    public static GreyPicture Sharpen(this GreyPicture picture, int radius, int amount)
    {
        GreyPicture smooth = picture.Smooth(radius);
        var sharp = new GreyPicture(picture.Width, picture.Height);
        for (int i = 0; i < sharp.Pixels.Length; i++)
        {
            sharp.Pixels[i] = (byte)Math.Clamp(picture.Pixels[i] + (amount * (picture.Pixels[i] - smooth.Pixels[i])), 0, 255);
        }

        return sharp;
    }

    /// <summary>Light of the same strength everywhere: each pixel against the darkest and lightest around it.</summary>
    public static GreyPicture Level(this GreyPicture picture, int radius)
    {
        GreyPicture mean = picture.Box(radius);
        var spread = new GreyPicture(picture.Width, picture.Height);
        for (int i = 0; i < spread.Pixels.Length; i++)
        {
            spread.Pixels[i] = (byte)Math.Abs(picture.Pixels[i] - mean.Pixels[i]);
        }

        spread = spread.Box(radius);
        var level = new GreyPicture(picture.Width, picture.Height);
        for (int i = 0; i < level.Pixels.Length; i++)
        {
            level.Pixels[i] = (byte)Math.Clamp(128 + ((picture.Pixels[i] - mean.Pixels[i]) * 80 / Math.Max(8, (int)spread.Pixels[i])), 0, 255);
        }

        return level;
    }

    private static GreyPicture Box(this GreyPicture picture, int radius)
    {
        var across = new GreyPicture(picture.Width, picture.Height);
        for (int y = 0; y < picture.Height; y++)
        {
            BoxLine(picture.Pixels.AsSpan(y * picture.Width), across.Pixels.AsSpan(y * picture.Width), picture.Width, 1, radius);
        }

        var both = new GreyPicture(picture.Width, picture.Height);
        for (int x = 0; x < picture.Width; x++)
        {
            BoxLine(across.Pixels.AsSpan(x), both.Pixels.AsSpan(x), picture.Height, picture.Width, radius);
        }

        return both;
    }

    private static void BoxLine(ReadOnlySpan<byte> source, Span<byte> target, int length, int step, int radius)
    {
        int sum = 0;
        int count = 0;
        for (int i = 0; i < Math.Min(radius, length); i++)
        {
            sum += source[i * step];
            count++;
        }

        for (int i = 0; i < length; i++)
        {
            if (i + radius < length)
            {
                sum += source[(i + radius) * step];
                count++;
            }

            if (i - radius - 1 >= 0)
            {
                sum -= source[(i - radius - 1) * step];
                count--;
            }

            target[i * step] = (byte)(sum / count);
        }
    }
}

using System.Text;

namespace CaseTriage.Formats.Qr;

/// <summary>Files that are a part of this assembly.</summary>
internal static class EmbeddedFile
{
    public static byte[] Bytes(string name)
    {
        using Stream stream = typeof(EmbeddedFile).Assembly.GetManifestResourceStream(name) ?? throw new InvalidOperationException($"'{name}' is not a part of the assembly.");
        byte[] bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }

    public static string Text(string name) => Encoding.UTF8.GetString(Bytes(name));
}

namespace CaseTriage.Formats.OfflineRequest;

/// <summary>One group of an installation or confirmation id.</summary>
/// <param name="Digits">Its digits.</param>
/// <param name="Holds">Whether it has all its digits and the last one fits the others.</param>
public readonly record struct DigitGroup(string Digits, bool Holds)
{
    /// <summary>
    /// Checks a group. From general knowledge (public descriptions of Windows product activation), not documented by the maker: the last digit is the sum
    /// of the others, every second of them counted twice, modulo 7.
    /// </summary>
    /// <param name="digits">ASCII digits, at least one.</param>
    /// <param name="length">Digits that the group should have.</param>
    public static DigitGroup Of(string digits, int length)
    {
        int sum = 0;
        for (int i = 0; i < digits.Length - 1; i++)
        {
            sum += (digits[i] - '0') * (1 + (i & 1));
        }

        return new DigitGroup(digits, digits.Length == length && sum % 7 == digits[^1] - '0');
    }
}

using System.Text;
using CaseTriage.Analysis.Facts;
using CaseTriage.Formats;

namespace CaseTriage.Analysis.Tests.Facts;

public sealed class StoredFactsTests
{
    [Fact]
    public void Read_WhatWasWritten_IsTheSame()
    {
        var at = new DateTimeOffset(2026, 3, 4, 5, 6, 7, TimeSpan.Zero);
        FactTable facts = Given.Table(
            Given.Fact("log", Given.Device, ("channel", "System"), ("records", 12), ("damaged", false), ("from", at)) with { At = at },
            Given.Fact("inventory", null, ("offsetHours", 30.5), ("form", "2026-03-04T05:06:07Z")));

        FactTable read = StoredFacts.Read(StoredFacts.Write(facts, text => text));

        Assert.Equal(facts.Devices, read.Devices);
        Assert.Equal(facts.All.Select(Text), read.All.Select(Text));
    }

    [Fact]
    public void Write_Mask_ReachesTextsAndExcerptsOnly()
    {
        FactTable facts = Given.Table(Given.Fact("log", Given.Device, ("channel", "open sesame"), ("records", 1)));

        string json = Encoding.UTF8.GetString(StoredFacts.Write(facts, text => text.Replace("sesame", "‹password›", StringComparison.Ordinal)));

        Assert.DoesNotContain("sesame", json, StringComparison.Ordinal);
        Assert.Contains(Given.Device, json, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_Damaged_IsRefusedAsSuch()
    {
        byte[] sound = StoredFacts.Write(Given.Table(Given.Fact("log", Given.Device, ("from", DateTimeOffset.UnixEpoch), ("records", 12))), text => text);
        var random = new Random(5);
        int refused = 0;
        for (int i = 0; i < 2000; i++)
        {
            byte[] broken = [.. sound];
            broken[random.Next(broken.Length)] = (byte)random.Next(256);
            try
            {
                StoredFacts.Read(broken);
            }
            catch (MalformedDataException)
            {
                refused++;
            }
        }

        Assert.InRange(refused, 500, 2000);
    }

    private static string Text(Fact fact) => $"{fact.Name} {fact.Device} {fact.At:O} {fact.Evidence} {string.Join(' ', fact.Fields.OrderBy(field => field.Key, StringComparer.Ordinal).Select(field => $"{field.Key}={field.Value.GetType().Name}:{fact.Text(field.Key)}"))}";
}

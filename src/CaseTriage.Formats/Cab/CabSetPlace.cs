namespace CaseTriage.Formats.Cab;

/// <summary>Where a cabinet stands in a set of several ([MS-CAB] 2.1).</summary>
/// <param name="Set">Number that all cabinets of the set share.</param>
/// <param name="Number">Its own, from 0.</param>
/// <param name="HasPrevious">Whether one comes before it.</param>
/// <param name="HasNext">Whether one follows.</param>
public readonly record struct CabSetPlace(int Set, int Number, bool HasPrevious, bool HasNext);

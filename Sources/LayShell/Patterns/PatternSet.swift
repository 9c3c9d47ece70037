/// The characters that a bracket expression matches.
struct PatternSet: Sendable {
    /// The bytes of a byte pattern, or the ASCII characters of a pattern of characters.
    private var bits = SIMD4<UInt64>()
    /// The ranges beyond ASCII.
    private var ranges: [ClosedRange<UInt32>] = []
    /// The classes, for characters beyond ASCII.
    private var classes: [PatternClass] = []
    /// Whether the set was turned around.
    private var isNegated = false

    /// Whether a byte belongs to the set.
    @inline(__always)
    func contains(_ byte: UInt8) -> Bool {
        bits[Int(byte >> 6)] & (1 << UInt64(byte & 63)) != 0
    }

    /// Whether a character beyond ASCII belongs to the set.
    ///
    /// - Complexity: O(number of ranges and classes).
    func contains(beyondASCII scalar: UInt32, folded: UInt32) -> Bool {
        var isIn = ranges.contains { $0.contains(folded) }
        if !isIn, !classes.isEmpty, let scalar = Unicode.Scalar(scalar) {
            isIn = classes.contains { $0.contains(scalar) }
        }
        return isIn != isNegated
    }

    /// Adds a range of bytes or characters.
    mutating func insert(_ range: ClosedRange<UInt32>) {
        if range.lowerBound < 256 {
            for value in range.lowerBound...min(range.upperBound, 255) { set(UInt8(value)) }
        }
        if range.upperBound >= 128 { ranges.append(range) }
    }

    /// Adds a named class.
    mutating func insert(_ named: PatternClass) {
        for byte in UInt8(0)..<128 where named.contains(byte) { set(byte) }
        classes.append(named)
    }

    /// Adds what another set holds.
    mutating func merge(_ other: PatternSet) {
        bits |= other.bits
        ranges += other.ranges
        classes += other.classes
    }

    /// Adds the ASCII capitals whose small letters are in: what was inserted was folded.
    mutating func foldASCII(beside classBits: PatternSet) {
        for capital in UInt8(65)..<91 {
            if contains(capital | 32) { set(capital) } else { clear(capital) }
        }
        merge(classBits)
    }

    /// Turns the set around.
    mutating func negate() {
        bits = ~bits
        isNegated = true
    }

    private mutating func set(_ byte: UInt8) {
        bits[Int(byte >> 6)] |= 1 << UInt64(byte & 63)
    }

    private mutating func clear(_ byte: UInt8) {
        bits[Int(byte >> 6)] &= ~(1 << UInt64(byte & 63))
    }
}

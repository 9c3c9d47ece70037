internal import LayFiles

/// The forms that numbers have in tars; `nil` for what is none or does not fit.
enum TarNumber {
    /// A header's field: octal digits between spaces or zeros, or GNU's base 256, whose first byte
    /// is 0x80 or, for a negative number, 0xff.
    static func field(_ field: some Sequence<UInt8>) -> Int? {
        var value = 0
        var state = State.start
        for byte in field {
            switch state {
            case .start where byte & 0x80 != 0:
                value = byte & 0x40 != 0 ? -1 << 7 | Int(byte & 0x7f) : Int(byte & 0x3f)
                state = .binary
            case .binary:
                let (shifted, overflow) = value.multipliedReportingOverflow(by: 256)
                if overflow { return nil }
                value = shifted | Int(byte)
            case .start where byte == 0x20 || byte == 0, .blank where byte == 0x20 || byte == 0:
                state = .blank
            case .digits where byte == 0x20 || byte == 0: return value
            default:
                guard (0x30...0x37).contains(byte) else { return nil }
                value = value << 3 | Int(byte - 0x30)
                state = .digits
            }
        }
        return value
    }

    private enum State { case start, blank, digits, binary }

    /// Decimal digits and nothing else.
    static func decimal(_ text: some Collection<UInt8>) -> Int? {
        if text.isEmpty { return nil }
        var value = 0
        for byte in text {
            guard (0x30...0x39).contains(byte) else { return nil }
            let (product, overflow) = value.multipliedReportingOverflow(by: 10)
            let (sum, carry) = product.addingReportingOverflow(Int(byte - 0x30))
            if overflow || carry { return nil }
            value = sum
        }
        return value
    }

    /// Seconds with a fraction of any length, also negative, as pax has them: `-1.5`. What is finer
    /// than a nanosecond goes to the one before, as in GNU tar.
    static func time(_ text: [UInt8]) -> TarTime? {
        let isNegative = text.first == UInt8(ascii: "-")
        let parts = text.dropFirst(isNegative ? 1 : 0)
            .split(separator: UInt8(ascii: "."), maxSplits: 1, omittingEmptySubsequences: false)
        guard let whole = parts.first else { return nil }
        let fraction = parts.count > 1 ? parts[1] : []
        guard !whole.isEmpty, (whole + fraction).allSatisfy({ (0x30...0x39).contains($0) }) else {
            return nil
        }
        var nanoseconds = 0
        for index in 0..<9 {
            let place = fraction.startIndex + index
            let digit = place < fraction.endIndex ? Int(fraction[place] - 0x30) : 0
            nanoseconds = nanoseconds * 10 + digit
        }
        let isInexact = fraction.dropFirst(9).contains { $0 != 0x30 }
        if isNegative {
            // At most 10⁹ here: beyond it the time is out of range anyway.
            return TarTime(
                seconds: decimal(whole).map { -$0 } ?? .min,
                nanoseconds: -nanoseconds - (isInexact ? 1 : 0))
        }
        return TarTime(seconds: decimal(whole) ?? .max, nanoseconds: nanoseconds)
    }
}

/// A time of a tar, which may lie beyond what nanoseconds since 1970 in 64 bits can say.
struct TarTime {
    /// The nearest time that can be said.
    let value: Nanoseconds
    /// The years before 1677 and after 2262 are moved to the edge.
    let isMoved: Bool

    init(seconds: Int, nanoseconds: Int = 0) {
        let (whole, overflow) = Int64(seconds).multipliedReportingOverflow(by: 1_000_000_000)
        let (sum, carry) = whole.addingReportingOverflow(Int64(nanoseconds))
        isMoved = overflow || carry
        value = isMoved ? (seconds < 0 ? .min : .max) : sum
    }
}

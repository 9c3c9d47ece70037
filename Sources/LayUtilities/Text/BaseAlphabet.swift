internal import LayShell

/// An alphabet in which groups of bytes are written as groups of characters.
struct BaseAlphabet: Sendable {
    /// What is particular about one of them.
    private enum Kind {
        /// Groups that are not whole end with signs.
        case padded
        /// A byte is some characters, and the lowest bit may come first.
        case plain, reversed
        /// A group is a number to the base of the alphabet's size, and always whole.
        case number
    }

    private let characters: [UInt8]
    private let kind: Kind
    /// Bits of a character.
    private let bits: Int
    /// Bytes and characters of a group.
    private let bytes: Int
    private let group: Int
    private let values: [UInt8]
    /// Characters for which all that was read with them is refused.
    private let foreign: [UInt8]

    private static let letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    private static let small = "abcdefghijklmnopqrstuvwxyz"

    static let base64 = BaseAlphabet(letters + small + "0123456789+/", .padded, bits: 6, bytes: 3)
    static let base64url = BaseAlphabet(
        letters + small + "0123456789-_", .padded, bits: 6, bytes: 3, foreign: "+/")
    static let base32 = BaseAlphabet(letters + "234567", .padded, bits: 5, bytes: 5)
    static let base32hex = BaseAlphabet(
        "0123456789ABCDEFGHIJKLMNOPQRSTUV", .padded, bits: 5, bytes: 5)
    static let base16 = BaseAlphabet("0123456789ABCDEF", .plain, bits: 4, bytes: 1)
    static let base2 = BaseAlphabet("01", .plain, bits: 1, bytes: 1)
    static let base2Reversed = BaseAlphabet("01", .reversed, bits: 1, bytes: 1)
    /// ZeroMQ's specification 32.
    static let z85 = BaseAlphabet(
        "0123456789" + small + letters + ".-:+=^!/*?&<>()[]{}@%$#", .number, bits: 0, bytes: 4)

    private init(_ text: String, _ kind: Kind, bits: Int, bytes: Int, foreign: String = "") {
        characters = Array(text.utf8)
        self.kind = kind
        self.bits = bits
        self.bytes = bytes
        group = bits == 0 ? bytes + 1 : bytes * 8 / bits
        var values = [UInt8](repeating: 255, count: 256)
        for (value, byte) in characters.enumerated() { values[Int(byte)] = UInt8(value) }
        self.values = values
        self.foreign = Array(foreign.utf8)
    }

    private var isPadded: Bool { if case .padded = kind { true } else { false } }

    private static func reversed(_ byte: UInt8) -> UInt8 {
        (0..<8).reduce(0) { $0 << 1 | (byte >> $1 & 1) }
    }

    /// What a character stands for; none for one that is not of the alphabet.
    func value(_ character: UInt8) -> UInt8? {
        let value = values[Int(character)]
        return value == 255 ? nil : value
    }

    // MARK: Encoding

    /// Writes what a reader has left, in lines of so many characters.
    ///
    /// - Throws: `UtilityFailure` where a length does not fit; `FileError`, `BoundReached`.
    func encode(_ reader: ByteReader, _ columns: Int, _ call: UtilityCall) throws {
        var column = 0
        // Of a block of this size whose end is no group GNU's program writes nothing.
        while let range = try reader.next(30_720) {
            var text: [UInt8] = []
            text.reserveCapacity((range.count / bytes + 1) * group)
            var place = range.lowerBound
            var isCut = false
            while place < range.upperBound {
                let count = min(bytes, range.upperBound - place)
                isCut = count < bytes && !isPadded
                if isCut { break }
                appendGroup(reader.bytes[place..<(place + count)], to: &text)
                place += count
            }
            if isCut {
                throw UtilityFailure(
                    "invalid input (length must be multiple of \(bytes) characters)")
            }
            try write(text, columns, &column, call)
        }
        if column > 0, columns > 0 { try call.write(byte: 10) }
    }

    private func appendGroup(_ group: ArraySlice<UInt8>, to text: inout [UInt8]) {
        var value: UInt64 = 0
        for byte in group {
            if case .reversed = kind {
                value = value << 8 | UInt64(Self.reversed(byte))
            } else {
                value = value << 8 | UInt64(byte)
            }
        }
        value <<= UInt64((bytes - group.count) * 8)
        if case .number = kind {
            var divisor: UInt64 = 85 * 85 * 85 * 85
            while divisor > 0 {
                text.append(characters[Int(value / divisor % 85)])
                divisor /= 85
            }
            return
        }
        let used = (group.count * 8 + bits - 1) / bits
        for index in 0..<self.group {
            let shift = UInt64((self.group - 1 - index) * bits)
            text.append(
                index < used
                    ? characters[Int(value >> shift) & ((1 << bits) - 1)] : UInt8(ascii: "="))
        }
    }

    private func write(
        _ text: [UInt8], _ columns: Int, _ column: inout Int, _ call: UtilityCall
    ) throws {
        if columns == 0 {
            column = text.count
            return try call.write(text)
        }
        var place = 0
        while place < text.count {
            if column == columns {
                try call.write(byte: 10)
                column = 0
            }
            let count = min(columns - column, text.count - place)
            try call.write(text[place..<(place + count)])
            place += count
            column += count
        }
    }

    // MARK: Decoding

    /// Writes the bytes that a reader's characters mean.
    ///
    /// - Throws: `UtilityFailure` for other characters and for an end within a group; `FileError`,
    ///   `BoundReached`.
    func decode(_ reader: ByteReader, _ call: UtilityCall) throws {
        let skips = call.has("i")
        let invalid = UtilityFailure(call.manner == .gnu ? "invalid input" : "truncated input")
        var value: UInt64 = 0
        var (count, padding) = (0, 0)
        while let range = try reader.piece() {
            if !foreign.isEmpty, !skips, reader.bytes[range].contains(where: foreign.contains) {
                throw invalid
            }
            for place in range {
                let byte = reader.bytes[place]
                if byte == 10 { continue }
                if byte == UInt8(ascii: "="), count > 0, isPadded {
                    padding += 1
                    if count + padding == group {
                        guard isEnd(count) else { throw invalid }
                        try finish(value, count, call)
                        (value, count, padding) = (0, 0, 0)
                    }
                    continue
                }
                let digit = values[Int(byte)]
                if digit == 255 || padding > 0 {
                    if digit == 255, skips && (byte != UInt8(ascii: "=") || !isPadded) { continue }
                    if digit == 255, call.manner == .busybox, byte <= 32 { continue }
                    if count > 0, call.manner == .gnu, bits == 6 { try finish(value, count, call) }
                    throw invalid
                }
                value =
                    bits == 0 ? value * 85 + UInt64(digit) : value << UInt64(bits) | UInt64(digit)
                count += 1
                if count == group {
                    if bits == 0, value > UInt64(UInt32.max) { throw invalid }
                    try finish(value, count, call)
                    (value, count) = (0, 0)
                }
            }
        }
        if count > 0 {
            // A group of base32 that has no end is left out whole.
            if call.manner == .gnu, bits == 6 { try finish(value, count, call) }
            throw invalid
        }
    }

    /// Writes the bytes of a group that is whole or ends.
    private func finish(_ value: UInt64, _ count: Int, _ call: UtilityCall) throws {
        let whole = bits == 0 ? bytes : count * bits / 8
        let shifted = value << UInt64((group - count) * bits)
        for index in 0..<whole {
            let byte = UInt8(truncatingIfNeeded: shifted >> UInt64((bytes - 1 - index) * 8))
            if case .reversed = kind {
                try call.write(byte: Self.reversed(byte))
            } else {
                try call.write(byte: byte)
            }
        }
    }

    /// True where a group of so many characters has whole bytes.
    private func isEnd(_ count: Int) -> Bool {
        bits == 6 ? count >= 2 : [2, 4, 5, 7].contains(count)
    }
}

import LayFiles
import LayShell

extension Utilities {
    private static let baseOptions = [
        UtilityOption("-d, --decode", "decode"),
        UtilityOption("-i, --ignore-garbage", "leave out other characters", .works, .gnu),
        UtilityOption("-w, --wrap=COLS", "characters per line, 0 for one line"),
    ]

    static let base64Utility = Utility(
        "base64", "encode or decode as base64", usage: "[OPTION]... [FILE]", baseOptions
    ) { call in try recode(call, .base64) }

    static let base32Utility = Utility(
        "base32", "encode or decode as base32", usage: "[OPTION]... [FILE]", baseOptions
    ) { call in try recode(call, .base32) }

    private static func recode(_ call: UtilityCall, _ alphabet: BaseAlphabet) throws -> UInt8 {
        try call.allowOperands(1)
        var columns = 76
        if let text = call.options.value("w") {
            guard !text.isEmpty, text.allSatisfy({ $0 &- 48 < 10 }) else {
                throw UtilityFailure(
                    call.manner == .gnu
                        ? "invalid wrap size: \(FileNameQuoting.always(text))"
                        : "invalid number '\(call.text(text))'")
            }
            columns = SizeText.number(text) ?? 0
        }
        let name = call.operands.first ?? [45]
        let reader: ByteReader
        do {
            reader = try call.reader(name)
        } catch let error as FileError where error.bound == nil {
            throw UtilityFailure("\(call.shown(name)): \(error.reason)")
        }
        defer { reader.close() }
        do {
            if call.has("d") {
                try alphabet.decode(reader, call)
            } else {
                try alphabet.encode(reader, columns, call)
            }
        } catch let error as FileError where error.bound == nil {
            throw UtilityFailure(
                call.manner == .gnu
                    ? "read error: \(error.reason)" : "\(call.text(name)): \(error.reason)")
        }
        return 0
    }
}

/// An alphabet in which groups of bytes are written as groups of characters.
private struct BaseAlphabet {
    private let characters: [UInt8]
    private let bits: Int
    /// Bytes and characters of a group.
    private let bytes: Int
    private let group: Int
    private let values: [UInt8]

    static let base64 = BaseAlphabet(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/", bits: 6, bytes: 3)
    static let base32 = BaseAlphabet("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", bits: 5, bytes: 5)

    private init(_ text: String, bits: Int, bytes: Int) {
        characters = Array(text.utf8)
        self.bits = bits
        self.bytes = bytes
        group = bytes * 8 / bits
        var values = [UInt8](repeating: 255, count: 256)
        for (value, byte) in characters.enumerated() { values[Int(byte)] = UInt8(value) }
        self.values = values
    }

    func encode(_ reader: ByteReader, _ columns: Int, _ call: UtilityCall) throws {
        var column = 0
        while let range = try reader.next(bytes * 4096) {
            var text: [UInt8] = []
            text.reserveCapacity((range.count / bytes + 1) * group)
            var place = range.lowerBound
            while place < range.upperBound {
                let count = min(bytes, range.upperBound - place)
                var value: UInt64 = 0
                for offset in 0..<bytes {
                    value = value << 8
                    if offset < count { value |= UInt64(reader.bytes[place + offset]) }
                }
                let used = (count * 8 + bits - 1) / bits
                for index in 0..<group {
                    let shift = UInt64((group - 1 - index) * bits)
                    text.append(
                        index < used
                            ? characters[Int(value >> shift) & ((1 << bits) - 1)]
                            : UInt8(ascii: "="))
                }
                place += count
            }
            try write(text, columns, &column, call)
        }
        if column > 0, columns > 0 { try call.write(byte: 10) }
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

    func decode(_ reader: ByteReader, _ call: UtilityCall) throws {
        let skips = call.has("i")
        let invalid = UtilityFailure(call.manner == .gnu ? "invalid input" : "truncated input")
        var value: UInt64 = 0
        var (count, padding) = (0, 0)
        /// Writes the bytes of a group that is whole or ends.
        func finish() throws {
            let whole = count * bits / 8
            let shifted = value << UInt64((group - count) * bits)
            var result: [UInt8] = []
            for index in 0..<whole {
                let shift = UInt64((bytes - 1 - index) * 8)
                result.append(UInt8(truncatingIfNeeded: shifted >> shift))
            }
            try call.write(result)
        }
        while let range = try reader.piece() {
            for place in range {
                let byte = reader.bytes[place]
                if byte == 10 { continue }
                if byte == UInt8(ascii: "="), count > 0 {
                    padding += 1
                    if count + padding == group {
                        guard isEnd(count) else { throw invalid }
                        try finish()
                        (value, count, padding) = (0, 0, 0)
                    }
                    continue
                }
                let digit = values[Int(byte)]
                if digit == 255 || padding > 0 {
                    if digit == 255, skips && byte != UInt8(ascii: "=") { continue }
                    if digit == 255, call.manner == .busybox, byte <= 32 { continue }
                    if count > 0, call.manner == .gnu, bits == 6 { try finish() }
                    throw invalid
                }
                value = value << UInt64(bits) | UInt64(digit)
                count += 1
                if count == group {
                    try finish()
                    (value, count) = (0, 0)
                }
            }
        }
        if count > 0 {
            // A group of base32 that has no end is left out whole.
            if call.manner == .gnu, bits == 6 { try finish() }
            throw invalid
        }
    }

    /// True where a group of so many characters has whole bytes.
    private func isEnd(_ count: Int) -> Bool {
        bits == 6 ? count >= 2 : [2, 4, 5, 7].contains(count)
    }
}

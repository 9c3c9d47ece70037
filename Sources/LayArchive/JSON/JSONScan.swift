/// A look over a JSON text before it is parsed, at what would use up the stack or the memory and
/// at what the parser's own messages leave unclear.
struct JSONScan {
    private let bytes: UnsafeRawBufferPointer
    private let limits: ArchiveLimits

    /// Doubles need 17 digits, with a shift by exponents about 330.
    private static let longestNumber = 1000

    init(_ bytes: UnsafeRawBufferPointer, _ limits: ArchiveLimits) {
        self.bytes = bytes
        self.limits = limits
    }

    /// - Throws: `JSONError` for an empty text, a byte-order mark, numbers of more than 1,000
    ///   digits, and what passes the limits of nesting and values.
    mutating func run() throws(JSONError) {
        if bytes.starts(with: [0xef, 0xbb, 0xbf]) {
            throw .byteOrderMark(at: position(of: 0))
        }
        if bytes.starts(with: [0xff, 0xfe]) || bytes.starts(with: [0xfe, 0xff]) {
            throw .utf16(at: position(of: 0))
        }
        var depth = 0
        var values = 1
        var place = 0
        var isEmpty = true
        while place < bytes.count {
            let byte = bytes[place]
            switch byte {
            case 0x20, 0x09, 0x0a, 0x0d:
                place += 1
                continue
            case UInt8(ascii: "\""): place = endOfString(place)
            case UInt8(ascii: "["), UInt8(ascii: "{"):
                depth += 1
                values += 1
                if depth > limits.jsonDepth {
                    throw .deepNesting(over: limits.jsonDepth, at: position(of: place))
                }
                place += 1
            case UInt8(ascii: "]"), UInt8(ascii: "}"):
                depth -= 1
                place += 1
            case UInt8(ascii: ","):
                values += 1
                if values > limits.jsonValues {
                    throw .manyValues(over: limits.jsonValues, at: position(of: place))
                }
                place += 1
            case UInt8(ascii: "-"), 0x30...0x39:
                let window = bytes[place...].prefix(Self.longestNumber + 1)
                let end = window.dropFirst().firstIndex { !Self.isInNumber($0) } ?? window.endIndex
                if end - place > Self.longestNumber {
                    throw .longNumber(over: Self.longestNumber, at: position(of: place))
                }
                place = end
            default: place += 1
            }
            isEmpty = false
        }
        if isEmpty { throw .emptyText(at: position(of: 0)) }
    }

    private static func isInNumber(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, UInt8(ascii: "."), UInt8(ascii: "e"), UInt8(ascii: "E"),
            UInt8(ascii: "+"), UInt8(ascii: "-"):
            true
        default: false
        }
    }

    private func endOfString(_ start: Int) -> Int {
        var place = start + 1
        while place < bytes.count {
            switch bytes[place] {
            case UInt8(ascii: "\\"): place += 2
            case UInt8(ascii: "\""): return place + 1
            default: place += 1
            }
        }
        return bytes.count
    }

    private func position(of place: Int) -> JSONError.Place {
        let before = bytes[..<place]
        let line = before.count { $0 == 0x0a } + 1
        let start = before.lastIndex(of: 0x0a).map { $0 + 1 } ?? 0
        return (line, place - start + 1)
    }
}

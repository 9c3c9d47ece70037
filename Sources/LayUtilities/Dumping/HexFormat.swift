import LayShell

/// A form of `hexdump -e`: units such as `16/1 "%02x "`, each repeated and for some bytes.
struct HexFormat {
    /// What a unit writes.
    private enum Piece {
        case text([UInt8])
        /// A conversion with the bytes that it takes.
        case conversion(PrintfDirective, UInt8, bytes: Int)
        /// `%_a` and `%_A`: the offset, to this base.
        case offset(PrintfDirective, UInt8)
    }

    private struct Unit {
        var count = 1
        var hasCount = false
        var bytes = 0
        var pieces: [Piece] = []
        /// `%_A`: what is written at the end alone.
        var isFinal = false
    }

    private var units: [Unit] = []

    /// The bytes that it shows at a time.
    private(set) var size = 0

    // MARK: Reading

    /// Reads a form.
    ///
    /// - Throws: `UtilityFailure` for one that is none.
    init(_ text: [UInt8]) throws {
        let bad = UtilityFailure("bad format {\(String(decoding: text, as: UTF8.self))}")
        var rest = text[...]
        func isBlank(_ byte: UInt8) -> Bool { byte == 32 || byte &- 9 < 5 }
        func number() throws -> Int? {
            let digits = rest.prefix { $0 &- 48 < 10 }
            rest = rest.dropFirst(digits.count)
            if digits.isEmpty { return nil }
            guard let value = Int(String(decoding: digits, as: UTF8.self)), value <= 1 << 16 else {
                throw bad
            }
            return value
        }
        while true {
            rest = rest.drop(while: isBlank)
            if rest.isEmpty { break }
            var unit = Unit()
            if let count = try number() {
                unit.count = count
                unit.hasCount = true
                rest = rest.drop(while: isBlank)
            }
            var bytes: Int?
            if rest.first == UInt8(ascii: "/") {
                rest = rest.dropFirst().drop(while: isBlank)
                bytes = try number()
                rest = rest.drop(while: isBlank)
            }
            guard rest.popFirst() == UInt8(ascii: "\""), let end = rest.firstIndex(of: 34) else {
                throw bad
            }
            try Self.read(Self.unescaped(rest[..<end]), into: &unit, bytes)
            rest = rest[(end + 1)...]
            units.append(unit)
        }
        for unit in units where !unit.isFinal {
            let (bytes, overflow) = unit.count.multipliedReportingOverflow(by: unit.bytes)
            size += bytes
            if overflow || size > 1 << 20 { throw bad }
        }
    }

    private static func unescaped(_ text: ArraySlice<UInt8>) -> [UInt8] {
        let names: [UInt8: UInt8] = [
            97: 7, 98: 8, 102: 12, 110: 10, 114: 13, 116: 9, 118: 11, 48: 0,
        ]
        var result: [UInt8] = []
        var rest = text
        while let byte = rest.popFirst() {
            if byte == 92, let next = rest.popFirst() {
                result.append(names[next] ?? next)
            } else {
                result.append(byte)
            }
        }
        return result
    }

    private static func read(_ text: [UInt8], into unit: inout Unit, _ bytes: Int?) throws {
        var rest = text[...]
        var literal: [UInt8] = []
        while let byte = rest.popFirst() {
            if byte != 37 || rest.first == 37 {
                if byte == 37 { rest.removeFirst() }
                literal.append(byte)
                continue
            }
            var directive = PrintfDirective()
            while let flag = rest.first, directive.takeFlag(flag) { rest.removeFirst() }
            func number() -> Int {
                var value = 0
                while let digit = rest.first, digit &- 48 < 10 {
                    value = min(1 << 12, value * 10 + Int(digit - 48))
                    rest.removeFirst()
                }
                return value
            }
            directive.setWidth(number())
            if rest.first == 46 {
                rest.removeFirst()
                directive.precision = number()
            }
            if !literal.isEmpty { unit.pieces.append(.text(literal)) }
            literal = []
            try unit.pieces.append(conversion(&rest, directive, bytes, &unit))
        }
        if !literal.isEmpty { unit.pieces.append(.text(literal)) }
        if let bytes { unit.bytes = bytes }
    }

    private static func conversion(
        _ rest: inout ArraySlice<UInt8>, _ directive: PrintfDirective, _ bytes: Int?,
        _ unit: inout Unit
    ) throws -> Piece {
        let bad = UtilityFailure("bad conversion character %")
        guard var letter = rest.popFirst() else { throw bad }
        var size: Int
        switch letter {
        case UInt8(ascii: "_"):
            guard let kind = rest.popFirst() else { throw bad }
            if kind | 32 == UInt8(ascii: "a") {
                guard let base = rest.popFirst(), "dox".utf8.contains(base) else { throw bad }
                unit.isFinal = unit.isFinal || kind == UInt8(ascii: "A")
                return .offset(directive, base)
            }
            guard "cpu".utf8.contains(kind) else { throw bad }
            // Apart from `c`, which takes them for characters as C does.
            letter = kind - 32
            size = 1
        case UInt8(ascii: "c"): size = 1
        case UInt8(ascii: "s"): size = directive.precision ?? bytes ?? 1
        case UInt8(ascii: "d"), UInt8(ascii: "i"), UInt8(ascii: "o"), UInt8(ascii: "u"),
            UInt8(ascii: "x"), UInt8(ascii: "X"):
            size = bytes ?? 4
            guard [1, 2, 4, 8].contains(size) else {
                throw UtilityFailure(
                    "bad byte count for conversion character \(Character(UnicodeScalar(letter)))")
            }
        case UInt8(ascii: "e"), UInt8(ascii: "E"), UInt8(ascii: "f"), UInt8(ascii: "g"),
            UInt8(ascii: "G"):
            size = bytes ?? 8
            guard size == 4 || size == 8 else {
                throw UtilityFailure(
                    "bad byte count for conversion character \(Character(UnicodeScalar(letter)))")
            }
        default: throw bad
        }
        if letter == UInt8(ascii: "s"), let bytes { size = bytes }
        unit.bytes += size
        return .conversion(directive, letter, bytes: size)
    }

    /// The same, which repeats its last unit where other forms show more bytes at a time.
    func extended(to size: Int) -> HexFormat {
        var result = self
        guard let last = units.indices.last, self.size < size, !units[last].hasCount,
            units[last].bytes > 0
        else { return self }
        result.units[last].count += (size - self.size) / units[last].bytes
        result.size = size
        return result
    }

    // MARK: Writing

    /// True where it says what stands at the end.
    var hasFinal: Bool { units.contains { $0.isFinal } }

    /// What is written for bytes at an offset, of which `count` are there and the others are zeros.
    func text(_ bytes: [UInt8], _ count: Int, at offset: Int) -> [UInt8] {
        var result: [UInt8] = []
        var place = 0
        for unit in units where !unit.isFinal {
            for turn in 0..<unit.count {
                let begin = place
                for (index, piece) in unit.pieces.enumerated() {
                    switch piece {
                    case .text(var text):
                        // Blanks at the end of a unit that is repeated only separate.
                        if turn == unit.count - 1, unit.count > 1, index == unit.pieces.count - 1 {
                            while let last = text.last, last == 32 || last == 9 {
                                text.removeLast()
                            }
                        }
                        result += text
                    case .offset(let directive, let base):
                        result += directive.integer(offset + place, base)
                    case .conversion(let directive, let letter, let size):
                        let end = min(bytes.count, place + size)
                        if place >= count, count < bytes.count {
                            result += Self.blank(directive)
                        } else if place < end {
                            result += Self.shown(Array(bytes[place..<end]), directive, letter)
                        }
                        place += size
                    }
                }
                place = begin + unit.bytes
            }
        }
        return result
    }

    /// What `%_A` writes behind all bytes.
    func finalText(at offset: Int) -> [UInt8] {
        var result: [UInt8] = []
        for unit in units where unit.isFinal {
            for piece in unit.pieces {
                switch piece {
                case .text(let text): result += text
                case .offset(let directive, let base): result += directive.integer(offset, base)
                case .conversion: break
                }
            }
        }
        return result
    }

    private static func blank(_ directive: PrintfDirective) -> [UInt8] {
        var plain = PrintfDirective()
        plain.isLeft = directive.isLeft
        plain.width = directive.width
        return plain.string([])
    }

    private static func shown(
        _ bytes: [UInt8], _ directive: PrintfDirective, _ letter: UInt8
    ) -> [UInt8] {
        var plain = directive
        switch letter {
        case UInt8(ascii: "C"):
            plain.precision = nil
            return plain.string(DumpForm(letter: 99, size: 1, width: 3).text(bytes))
        case UInt8(ascii: "P"), UInt8(ascii: "c"):
            plain.precision = nil
            let byte = bytes[0]
            let isText = byte &- 32 < 95 || letter == UInt8(ascii: "c")
            return plain.string([isText ? byte : UInt8(ascii: ".")])
        case UInt8(ascii: "U"):
            plain.precision = nil
            return plain.string(name(bytes[0]))
        case UInt8(ascii: "s"): return plain.string(bytes.prefix { $0 != 0 })
        case UInt8(ascii: "e"), UInt8(ascii: "E"), UInt8(ascii: "f"), UInt8(ascii: "g"),
            UInt8(ascii: "G"):
            let bits = value(bytes)
            let number =
                bytes.count == 4
                ? Double(Float(bitPattern: UInt32(truncatingIfNeeded: bits)))
                : Double(bitPattern: bits)
            let wide = WideFloat.reading(Array("\(number)".utf8), format: .extended)
            return directive.float(wide.value, letter)
        case UInt8(ascii: "d"), UInt8(ascii: "i"):
            let shift = UInt64(64 - 8 * bytes.count)
            return directive.integer(
                Int(Int64(bitPattern: value(bytes) << shift) >> Int64(shift)), UInt8(ascii: "d"))
        default:
            return directive.integer(Int(truncatingIfNeeded: value(bytes)), letter)
        }
    }

    private static func value(_ bytes: [UInt8]) -> UInt64 {
        bytes.reversed().reduce(0) { $0 << 8 | UInt64($1) }
    }

    private static let names = [
        "nul", "soh", "stx", "etx", "eot", "enq", "ack", "bel", "bs", "ht", "lf", "vt", "ff",
        "cr", "so", "si", "dle", "dc1", "dc2", "dc3", "dc4", "nak", "syn", "etb", "can", "em",
        "sub", "esc", "fs", "gs", "rs", "us",
    ]

    private static func name(_ byte: UInt8) -> [UInt8] {
        if byte < 32 { return Array(names[Int(byte)].utf8) }
        if byte == 127 { return Array("del".utf8) }
        return byte < 127 ? [byte] : Array(String(byte, radix: 16).utf8)
    }
}

import LayShell

/// A form of `od`: `x2`, `c`, `f8`.
struct DumpForm {
    let letter: UInt8
    let size: Int
    /// The characters of a field, without the blank in front.
    let width: Int
    /// `z`: the line as text behind it.
    var showsText = false

    /// Reads a string of types.
    ///
    /// - Throws: `UtilityFailure` in GNU's words.
    static func read(_ text: [UInt8], _ call: UtilityCall) throws -> [DumpForm] {
        var forms: [DumpForm] = []
        var rest = text[...]
        let quoted = FileNameQuoting.always(text)
        while let letter = rest.popFirst() {
            var size = 4
            switch letter {
            case UInt8(ascii: "a"), UInt8(ascii: "c"): size = 1
            case UInt8(ascii: "f"):
                size = 8
                let names: [UInt8: Int] = [70: 4, 68: 8, 76: 16]
                if let next = rest.first, let named = names[next] {
                    size = named
                    rest.removeFirst()
                } else {
                    size = takeNumber(&rest) ?? size
                }
                guard size == 4 || size == 8 else {
                    throw UtilityFailure(
                        "invalid type string \(quoted);\nthis system doesn't provide a"
                            + " \(size)-byte floating point type")
                }
            case UInt8(ascii: "d"), UInt8(ascii: "o"), UInt8(ascii: "u"), UInt8(ascii: "x"):
                let names: [UInt8: Int] = [67: 1, 83: 2, 73: 4, 76: 8]
                if let next = rest.first, let named = names[next] {
                    size = named
                    rest.removeFirst()
                } else {
                    size = takeNumber(&rest) ?? size
                }
                guard [1, 2, 4, 8].contains(size) else {
                    throw UtilityFailure(
                        "invalid type string \(quoted);\nthis system doesn't provide a"
                            + " \(size)-byte integral type")
                }
            default:
                throw UtilityFailure(
                    "invalid character '\(call.text([letter]))' in type string \(quoted)")
            }
            var form = DumpForm(letter: letter, size: size, width: width(letter, size))
            if rest.first == UInt8(ascii: "z") {
                form.showsText = true
                rest.removeFirst()
            }
            forms.append(form)
        }
        return forms
    }

    private static func takeNumber(_ rest: inout ArraySlice<UInt8>) -> Int? {
        let digits = rest.prefix { $0 &- 48 < 10 }
        guard !digits.isEmpty else { return nil }
        rest = rest.dropFirst(digits.count)
        return SizeText.number(Array(digits))
    }

    private static func width(_ letter: UInt8, _ size: Int) -> Int {
        let index = size.trailingZeroBitCount
        switch letter {
        case UInt8(ascii: "o"): return [3, 6, 11, 22][index]
        case UInt8(ascii: "d"): return [4, 6, 11, 20][index]
        case UInt8(ascii: "u"): return [3, 5, 10, 20][index]
        case UInt8(ascii: "x"): return size * 2
        case UInt8(ascii: "f"): return size == 4 ? 15 : 24
        default: return 3
        }
    }

    private static let names = [
        "nul", "soh", "stx", "etx", "eot", "enq", "ack", "bel", "bs", "ht", "nl", "vt", "ff",
        "cr", "so", "si", "dle", "dc1", "dc2", "dc3", "dc4", "nak", "syn", "etb", "can", "em",
        "sub", "esc", "fs", "gs", "rs", "us", "sp",
    ]

    /// What is written for the bytes of a field, the lowest one first.
    func text(_ bytes: [UInt8]) -> [UInt8] {
        let bits = bytes.reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        switch letter {
        case UInt8(ascii: "a"):
            let byte = bytes[0] & 127
            return byte == 127
                ? Array("del".utf8) : byte <= 32 ? Array(Self.names[Int(byte)].utf8) : [byte]
        case UInt8(ascii: "c"): return Self.character(bytes[0])
        case UInt8(ascii: "d"):
            let shift = 64 - 8 * UInt64(size)
            return Array(String(Int64(bitPattern: bits << shift) >> Int64(shift)).utf8)
        case UInt8(ascii: "u"): return Array(String(bits).utf8)
        case UInt8(ascii: "f"):
            return Array(
                (size == 4
                    ? FloatShortest.text(
                        "\(Float(bitPattern: UInt32(truncatingIfNeeded: bits)))")
                    : FloatShortest.text("\(Double(bitPattern: bits))")).utf8)
        default:
            let digits = Array(String(bits, radix: letter == UInt8(ascii: "x") ? 16 : 8).utf8)
            return [UInt8](repeating: 48, count: max(0, width - digits.count)) + digits
        }
    }

    private static func character(_ byte: UInt8) -> [UInt8] {
        switch byte {
        case 0: return Array("\\0".utf8)
        case 7: return Array("\\a".utf8)
        case 8: return Array("\\b".utf8)
        case 9: return Array("\\t".utf8)
        case 10: return Array("\\n".utf8)
        case 11: return Array("\\v".utf8)
        case 12: return Array("\\f".utf8)
        case 13: return Array("\\r".utf8)
        case 32...126: return [byte]
        default:
            let digits = Array(String(byte, radix: 8).utf8)
            return [UInt8](repeating: 48, count: 3 - digits.count) + digits
        }
    }
}

/// The shortest text from which a number can be read back, in C's form `%g`.
private enum FloatShortest {
    /// - Parameter shown: the number as Swift writes it, which has the shortest digits.
    static func text(_ shown: String) -> String {
        var rest = Substring(shown)
        let sign = rest.hasPrefix("-") ? "-" : ""
        if !sign.isEmpty { rest.removeFirst() }
        if rest == "inf" || rest == "nan" { return sign + rest }
        let parts = rest.split(separator: "e")
        var exponent = parts.count > 1 ? Int(parts[1]) ?? 0 : 0
        let ends = parts[0].split(separator: ".", omittingEmptySubsequences: false)
        let fraction = ends.count > 1 ? ends[1] : ""
        var digits = Array(ends[0] + fraction)
        exponent += ends[0].count - 1
        while digits.count > 1, digits.first == "0" {
            digits.removeFirst()
            exponent -= 1
        }
        while digits.count > 1, digits.last == "0" { digits.removeLast() }
        if digits == ["0"] { return sign + "0" }
        if exponent < -4 || exponent >= digits.count {
            let point = digits.count > 1 ? "." + String(digits[1...]) : ""
            let size = String(exponent.magnitude)
            return sign + String(digits[0]) + point + "e" + (exponent < 0 ? "-" : "+")
                + (size.count < 2 ? "0" : "") + size
        }
        if exponent < 0 {
            return sign + "0." + String(repeating: "0", count: -exponent - 1) + String(digits)
        }
        let whole = String(digits[...exponent])
        let rests = String(digits[(exponent + 1)...])
        return sign + whole + (rests.isEmpty ? "" : "." + rests)
    }
}

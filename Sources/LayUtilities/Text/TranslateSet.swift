/// A string of `tr`, read into what it is made of: bytes, ranges, classes and repeats.
struct TranslateSet {
    enum Element: Equatable {
        case bytes([UInt8])
        /// `[:upper:]`: only these may change case.
        case upper, lower
        case other([UInt8])
        case equivalence(UInt8)
        /// `[c*n]`; `nil` for as many as are needed.
        case repeated(UInt8, Int?)
    }

    private(set) var elements: [Element] = []
    /// What is odd about it, in GNU's words.
    private(set) var warnings: [String] = []

    private struct Mark {
        var byte: UInt8
        var isEscaped: Bool
    }

    /// - Parameter isStrict: false for busybox, which takes as text what it does not understand.
    /// - Throws: `UtilityFailure` in GNU's words.
    init(_ text: [UInt8], isStrict: Bool) throws {
        let marks = unescape(text)
        var place = 0
        func isPlain(_ index: Int, _ byte: UInt8) -> Bool {
            index < marks.count && marks[index].byte == byte && !marks[index].isEscaped
        }
        while place < marks.count {
            if isPlain(place, UInt8(ascii: "[")) {
                if let end = try bracket(marks, place, isPlain, isStrict) {
                    place = end
                    continue
                }
                if let end = try repeated(marks, place, isPlain) {
                    place = end
                    continue
                }
            }
            let byte = marks[place].byte
            if isPlain(place + 1, UInt8(ascii: "-")), place + 2 < marks.count {
                let last = marks[place + 2].byte
                if last >= byte {
                    elements.append(.bytes(Array(byte...last)))
                } else if isStrict {
                    throw UtilityFailure(
                        "range-endpoints of '\(Self.shown(byte))-\(Self.shown(last))'"
                            + " are in reverse collating sequence order")
                }
                place += 3
                continue
            }
            elements.append(.bytes([byte]))
            place += 1
        }
    }

    private mutating func unescape(_ text: [UInt8]) -> [Mark] {
        var marks: [Mark] = []
        var place = 0
        while place < text.count {
            guard text[place] == UInt8(ascii: "\\") else {
                marks.append(Mark(byte: text[place], isEscaped: false))
                place += 1
                continue
            }
            place += 1
            guard place < text.count else {
                warnings.append(
                    "warning: an unescaped backslash at end of string is not portable")
                marks.append(Mark(byte: UInt8(ascii: "\\"), isEscaped: true))
                break
            }
            var byte = text[place]
            place += 1
            switch byte {
            case UInt8(ascii: "a"): byte = 7
            case UInt8(ascii: "b"): byte = 8
            case UInt8(ascii: "f"): byte = 12
            case UInt8(ascii: "n"): byte = 10
            case UInt8(ascii: "r"): byte = 13
            case UInt8(ascii: "t"): byte = 9
            case UInt8(ascii: "v"): byte = 11
            case 48...55:
                var value = Int(byte - 48)
                var digits = [byte]
                while digits.count < 3, place < text.count, (48...55).contains(text[place]) {
                    let next = value * 8 + Int(text[place] - 48)
                    if next > 255 {
                        let all = String(decoding: digits + [text[place]], as: UTF8.self)
                        let taken = String(decoding: digits, as: UTF8.self)
                        warnings.append(
                            "warning: the ambiguous octal escape \\\(all) is being\n"
                                + "\tinterpreted as the 2-byte sequence \\0\(taken), "
                                + Self.shown(text[place]))
                        break
                    }
                    value = next
                    digits.append(text[place])
                    place += 1
                }
                byte = UInt8(truncatingIfNeeded: value)
            default: break
            }
            marks.append(Mark(byte: byte, isEscaped: true))
        }
        return marks
    }

    /// A class or an equivalence; gives where it ends.
    private mutating func bracket(
        _ marks: [Mark], _ start: Int, _ isPlain: (Int, UInt8) -> Bool, _ isStrict: Bool
    ) throws -> Int? {
        for kind in [UInt8(ascii: ":"), UInt8(ascii: "=")] where isPlain(start + 1, kind) {
            var end = start + 2
            while end + 1 < marks.count, !(isPlain(end, kind) && isPlain(end + 1, 93)) { end += 1 }
            guard end + 1 < marks.count else { continue }
            let name = marks[(start + 2)..<end].map(\.byte)
            let shown = String(decoding: name, as: UTF8.self)
            if kind == UInt8(ascii: "=") {
                if name.count == 1 {
                    elements.append(.equivalence(name[0]))
                    return end + 2
                }
                if isRepeat(marks, start, isPlain) || !isStrict { continue }
                throw UtilityFailure(
                    name.isEmpty
                        ? "missing equivalence class character '[==]'"
                        : "\(shown): equivalence class operand must be a single character")
            }
            if let element = Self.element(named: shown) {
                elements.append(element)
                return end + 2
            }
            if isRepeat(marks, start, isPlain) || !isStrict { continue }
            throw UtilityFailure(
                name.isEmpty
                    ? "missing character class name '[::]'" : "invalid character class '\(shown)'")
        }
        return nil
    }

    private func isRepeat(_ marks: [Mark], _ start: Int, _ isPlain: (Int, UInt8) -> Bool) -> Bool {
        guard isPlain(start + 2, UInt8(ascii: "*")) else { return false }
        var end = start + 3
        while end < marks.count, marks[end].byte &- 48 < 10, !marks[end].isEscaped { end += 1 }
        return isPlain(end, 93)
    }

    private mutating func repeated(
        _ marks: [Mark], _ start: Int, _ isPlain: (Int, UInt8) -> Bool
    ) throws -> Int? {
        guard start + 3 < marks.count, isPlain(start + 2, UInt8(ascii: "*")) else { return nil }
        var end = start + 3
        while end < marks.count, !isPlain(end, 93) { end += 1 }
        guard end < marks.count else { return nil }
        let digits = marks[(start + 3)..<end].map(\.byte)
        var count: Int?
        if !digits.isEmpty {
            let text = String(decoding: digits, as: UTF8.self)
            guard let number = Int(text, radix: digits[0] == 48 ? 8 : 10), number >= 0,
                digits[0] &- 48 < 10
            else {
                throw UtilityFailure("invalid repeat count '\(text)' in [c*n] construct")
            }
            count = number == 0 ? nil : number
        }
        elements.append(.repeated(marks[start + 1].byte, count))
        return end + 1
    }

    private static func element(named name: String) -> Element? {
        func all(_ isMember: (UInt8) -> Bool) -> Element {
            .other((UInt8.min...UInt8.max).filter(isMember))
        }
        func isLetter(_ byte: UInt8) -> Bool { (byte | 32) &- 97 < 26 }
        func isDigit(_ byte: UInt8) -> Bool { byte &- 48 < 10 }
        switch name {
        case "upper": return .upper
        case "lower": return .lower
        case "alpha": return all(isLetter)
        case "digit": return all(isDigit)
        case "alnum": return all { isLetter($0) || isDigit($0) }
        case "blank": return .other([9, 32])
        case "space": return .other([9, 10, 11, 12, 13, 32])
        case "cntrl": return all { $0 < 32 || $0 == 127 }
        case "graph": return all { $0 > 32 && $0 < 127 }
        case "print": return all { $0 >= 32 && $0 < 127 }
        case "punct": return all { $0 > 32 && $0 < 127 && !isLetter($0) && !isDigit($0) }
        case "xdigit": return all { isDigit($0) || ($0 | 32) &- 97 < 6 }
        default: return nil
        }
    }

    private static func shown(_ byte: UInt8) -> String {
        if byte &- 32 < 95 { return String(UnicodeScalar(byte)) }
        let digits = String(byte, radix: 8)
        return "\\" + String(repeating: "0", count: 3 - digits.count) + digits
    }

    // MARK: Bytes

    static let capitals = Array(UInt8(65)...90)
    static let smalls = Array(UInt8(97)...122)

    /// The bytes of an element; a repeat without a number has `fill` of them.
    static func bytes(_ element: Element, fill: Int) -> [UInt8] {
        switch element {
        case .bytes(let bytes), .other(let bytes): bytes
        case .upper: capitals
        case .lower: smalls
        case .equivalence(let byte): [byte]
        // There are no more bytes than 256 to be translated, each of them once or more often.
        case .repeated(let byte, let count):
            [UInt8](repeating: byte, count: min(count ?? fill, 1 << 16))
        }
    }

    /// All bytes in their order.
    func bytes(fill: Int = 0) -> [UInt8] {
        elements.flatMap { Self.bytes($0, fill: fill) }
    }

    /// True for `[c*]`.
    var openRepeats: Int {
        elements.count { if case .repeated(_, nil) = $0 { true } else { false } }
    }

    /// Where the classes of one case begin.
    var caseClasses: Set<Int> {
        var places: Set<Int> = []
        var place = 0
        for element in elements {
            if element == .upper || element == .lower { places.insert(place) }
            place += Self.bytes(element, fill: 0).count
        }
        return places
    }
}

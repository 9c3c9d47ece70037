/// `{a,b}` and `{1..3}` (bash): one word becomes several before anything else is expanded.
enum BraceExpansion {
    /// A byte that may be a brace, or a part that is kept as it is.
    private enum Element {
        case byte(UInt8)
        case part(ShellWordPart)
    }

    /// Words that a word may become.
    private static let most = 1 << 20

    /// True for a word with a brace in it.
    static func mayExpand(_ parts: [ShellWordPart]) -> Bool {
        parts.contains {
            if case .literal(let bytes) = $0 { return bytes.contains(UInt8(ascii: "{")) }
            return false
        }
    }

    /// The words that a word's braces make of it.
    ///
    /// - Complexity: O(*n*) in the words that come out, times the depth of the braces.
    static func expand(_ parts: [ShellWordPart]) -> [[ShellWordPart]] {
        guard mayExpand(parts) else { return [parts] }
        let elements = parts.flatMap { part -> [Element] in
            if case .literal(let bytes) = part { return bytes.map { .byte($0) } }
            return [.part(part)]
        }
        return expand(elements[...], depth: 0).map(joined)
    }

    private static func joined(_ elements: [Element]) -> [ShellWordPart] {
        var parts: [ShellWordPart] = []
        var literal: [UInt8] = []
        var index = 0
        while index < elements.count {
            switch elements[index] {
            case .byte(let byte): literal.append(byte)
            case .part(let part):
                if !literal.isEmpty { parts.append(.literal(literal)) }
                literal = []
                // `$x_{1,2}` is `$x_1 $x_2`.
                if case .parameter(var parameter) = part, parameter.isBare {
                    while index + 1 < elements.count, let byte = Self.byte(elements[index + 1]),
                        ShellBytes.isName(byte)
                    {
                        parameter.name.append(byte)
                        index += 1
                    }
                    parts.append(.parameter(parameter))
                } else {
                    parts.append(part)
                }
            }
            index += 1
        }
        if !literal.isEmpty { parts.append(.literal(literal)) }
        return parts
    }

    private static func byte(_ element: Element) -> UInt8? {
        if case .byte(let byte) = element { return byte }
        return nil
    }

    private static func expand(_ word: ArraySlice<Element>, depth: Int) -> [[Element]] {
        guard depth < 100 else { return [Array(word)] }
        var place = word.startIndex
        while place < word.endIndex {
            if byte(word[place]) == UInt8(ascii: "{"), let found = alternatives(word, place) {
                let head = Array(word[..<place])
                let tails = expand(word[(found.end + 1)...], depth: depth + 1)
                var result: [[Element]] = []
                let middles =
                    found.isSequence
                    ? found.pieces : found.pieces.flatMap { expand($0[...], depth: depth + 1) }
                guard
                    middles.count.multipliedReportingOverflow(by: tails.count).partialValue
                        < most
                else { return [Array(word)] }
                for middle in middles {
                    for tail in tails { result.append(head + middle + tail) }
                }
                return result
            }
            place += 1
        }
        return [Array(word)]
    }

    /// What stands between a brace and the one that closes it; `nil` for braces that mean nothing.
    private static func alternatives(_ word: ArraySlice<Element>, _ start: Int) -> (
        pieces: [[Element]], end: Int, isSequence: Bool
    )? {
        var depth = 0
        var commas: [Int] = []
        var place = start
        while place < word.endIndex {
            switch byte(word[place]) {
            case UInt8(ascii: "{"): depth += 1
            case UInt8(ascii: ","): if depth == 1 { commas.append(place) }
            case UInt8(ascii: "}"):
                depth -= 1
                if depth == 0 {
                    if commas.isEmpty {
                        let inner = word[(start + 1)..<place].map(byte)
                        guard !inner.contains(nil) else { return nil }
                        guard let pieces = sequence(inner.compactMap(\.self)) else { return nil }
                        return (pieces.map { $0.map { .byte($0) } }, place, true)
                    }
                    var pieces: [[Element]] = []
                    var from = start + 1
                    for comma in commas + [place] {
                        pieces.append(Array(word[from..<comma]))
                        from = comma + 1
                    }
                    return (pieces, place, false)
                }
            default: break
            }
            place += 1
        }
        return nil
    }

    /// `1..5`, `a..e`, `01..10..2`.
    private static func sequence(_ text: [UInt8]) -> [[UInt8]]? {
        var fields: [[UInt8]] = [[]]
        var place = 0
        while place < text.count {
            if text[place] == 46, place + 1 < text.count, text[place + 1] == 46 {
                fields.append([])
                place += 2
            } else {
                fields[fields.count - 1].append(text[place])
                place += 1
            }
        }
        guard fields.count == 2 || fields.count == 3 else { return nil }
        var step = 1
        if fields.count == 3 {
            guard let number = Decimal.number(fields[2]) else { return nil }
            step = number == 0 ? 1 : Int(clamping: number.magnitude)
        }
        func number(_ text: [UInt8]) -> Int? { Int(String(decoding: text, as: UTF8.self)) }
        if let first = number(fields[0]), let last = number(fields[1]) {
            let isPadded = fields[0...1].contains { field in
                let digits = field.first == 45 ? field.dropFirst() : field[...]
                return digits.count > 1 && digits.first == 48
            }
            let width = isPadded ? max(fields[0].count, fields[1].count) : 0
            let (distance, isTooFar) = last.subtractingReportingOverflow(first)
            guard !isTooFar, distance.magnitude / step.magnitude < most.magnitude else {
                return nil
            }
            return (0...Int(distance.magnitude / step.magnitude)).map {
                first <= last ? first + $0 * step : first - $0 * step
            }.map {
                let digits = Decimal.bytes(Int($0.magnitude))
                let sign: [UInt8] = $0 < 0 ? [45] : []
                let zeros = max(0, width - digits.count - sign.count)
                return sign + [UInt8](repeating: 48, count: zeros) + digits
            }
        }
        guard fields[0].count == 1, fields[1].count == 1, isLetter(fields[0][0]),
            isLetter(fields[1][0])
        else { return nil }
        let (first, last) = (Int(fields[0][0]), Int(fields[1][0]))
        return stride(from: first, through: last, by: first <= last ? step : -step).map {
            // A backslash quotes what follows it, which is nothing.
            $0 == 92 ? [] : [UInt8(truncatingIfNeeded: $0)]
        }
    }

    private static func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- 97 < 26 }
}

internal import LayShell

/// What `sort --debug` writes: each line with lines under what its keys compare.
struct SortMarks {
    private let order: SortOrder

    init(_ order: SortOrder) { self.order = order }

    /// What is said before of how keys are compared.
    ///
    /// - Parameter hasKeys: true where `-k` was given.
    func notes(hasKeys: Bool) -> [String] {
        var notes = ["text ordering performed using simple byte comparison"]
        var readsNumbers = false
        for (index, key) in order.keys.enumerated() {
            let isNumber = [.number, .float, .humanNumber, .generalNumber].contains(key.meaning)
            readsNumbers = readsNumbers || isNumber
            guard hasKeys, let start = key.start else { continue }
            if let end = key.end, end.field < start.field {
                notes.append("key \(index + 1) has zero width and will be ignored")
            }
            let skips = isNumber || key.meaning == .month
            if order.separator == nil, !key.skipsStartBlanks, !skips,
                start.field > 0 || start.byte > 0 || key.end.map({ $0.bytes > 0 }) ?? false
            {
                notes.append(
                    "leading blanks are significant in key \(index + 1);"
                        + " consider also specifying 'b'")
            }
            if isNumber, key.end.map({ $0.field > start.field }) ?? true {
                notes.append("key \(index + 1) is numeric and spans multiple fields")
            }
        }
        if readsNumbers { notes.append("note numbers use '.' as a decimal point in this locale") }
        return notes
    }

    /// A line and its marks, each in a line of its own.
    func text(_ line: UnsafeBufferPointer<UInt8>) -> [UInt8] {
        var result = line.map { $0 == 9 ? UInt8(ascii: ">") : $0 } + [10]
        for key in order.keys {
            let (from, to) = key.range(in: line, separator: order.separator)
            let part = Self.compared(line, from, to, key.meaning)
            append(part, &result)
        }
        if order.keys.isEmpty || !order.isStable { append((0, line.count), &result) }
        return result
    }

    private func append(_ part: (from: Int, to: Int), _ result: inout [UInt8]) {
        result += [UInt8](repeating: 32, count: part.from)
        if part.to > part.from {
            result += [UInt8](repeating: UInt8(ascii: "_"), count: part.to - part.from)
        } else {
            result += Array("^ no match for key".utf8)
        }
        result.append(10)
    }

    /// The part of a key that is read as what it means.
    private static func compared(
        _ line: UnsafeBufferPointer<UInt8>, _ from: Int, _ to: Int, _ meaning: SortKey.Meaning
    ) -> (from: Int, to: Int) {
        func isDigit(_ place: Int) -> Bool { place < to && line[place] &- 48 < 10 }
        var start = from
        switch meaning {
        case .text, .version, .random: return (from, to)
        default: break
        }
        while start < to, line[start] == 32 || line[start] == 9 { start += 1 }
        if meaning == .month {
            let names = "JANFEBMARAPRMAYJUNJULAUGSEPOCTNOVDEC"
            let word = (start..<min(start + 3, to)).map {
                line[$0] &- 97 < 26 ? line[$0] - 32 : line[$0]
            }
            let all = Array(names.utf8)
            let isMonth =
                word.count == 3
                && stride(from: 0, to: all.count, by: 3).contains {
                    all[$0..<($0 + 3)] == word[...]
                }
            return isMonth ? (start, start + 3) : (from, from)
        }
        var place = start
        if place < to, line[place] == 45 || meaning == .generalNumber && line[place] == 43 {
            place += 1
        }
        let digits = place
        while isDigit(place) { place += 1 }
        if place < to, line[place] == 46 {
            place += 1
            while isDigit(place) { place += 1 }
        }
        if place == digits || place == digits + 1 && line[digits] == 46 { return (from, from) }
        if meaning == .humanNumber, place < to, "KMGTPEZY".utf8.contains(line[place] & 0xDF) {
            place += 1
        }
        if meaning == .generalNumber, place < to, line[place] | 32 == UInt8(ascii: "e") {
            var next = place + 1
            if next < to, line[next] == 45 || line[next] == 43 { next += 1 }
            if isDigit(next) {
                while isDigit(next) { next += 1 }
                place = next
            }
        }
        return (start, place)
    }
}

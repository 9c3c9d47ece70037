internal import LayBounds
import LayShell

extension Utilities {
    static let fmtUtility = Utility(
        "fmt", "fill and join lines of paragraphs", usage: "[-WIDTH] [OPTION]... [FILE]...",
        [
            UtilityOption("-c, --crown-margin", "keep the first two indents", .works, .gnu),
            UtilityOption("-p, --prefix=STRING", "only lines with a prefix", .missing, .gnu),
            UtilityOption("-s, --split-only", "split lines, do not join them", .works, .gnu),
            UtilityOption("-t, --tagged-paragraph", "as -c, where both differ", .works, .gnu),
            UtilityOption("-u, --uniform-spacing", "one blank between words", .works, .gnu),
            UtilityOption("-w, --width=WIDTH", "columns at most, 75 without"),
            UtilityOption("-g, --goal=WIDTH", "columns that are aimed at", .works, .gnu),
        ],
        modern: { words in
            guard let first = words.first, first.count > 1, first[0] == 45, first[1] &- 48 < 10
            else {
                return words
            }
            return [Array("-w".utf8), Array(first.dropFirst())] + words.dropFirst()
        }
    ) { call in
        let filling = try ParagraphFill(call)
        try call.eachInput(opens: "for reading") { reader, _ in
            var paragraph: [[UInt8]] = []
            while let line = try reader.line() {
                let text = Array(reader.bytes[line.range])
                let indent = ParagraphFill.indent(text)
                let isBlank = indent.text == text.count
                let begins = filling.begins(indent.column, after: paragraph)
                if isBlank || begins || filling.splitsOnly {
                    try filling.write(paragraph)
                    paragraph = []
                }
                if isBlank {
                    try call.write(byte: 10)
                } else {
                    try call.context.hold(text.count + 64)
                    paragraph.append(text)
                }
            }
            try filling.write(paragraph)
        }
        return call.status
    }
}

/// A call of `fmt`: where lines are broken so that they come near to a width, with costs as GNU's
/// program counts them.
private struct ParagraphFill {
    private let call: UtilityCall
    private let width: Int
    private let goal: Int
    let splitsOnly: Bool
    private let keepsSecond: Bool

    private struct Word {
        var bytes: ArraySlice<UInt8>
        /// Columns behind it.
        var space = 1
        var isPeriod = false
        var isPunctuation = false
        var isOpening = false
        var isFinal = false
    }

    init(_ call: UtilityCall) throws {
        self.call = call
        func number(_ key: String) throws -> Int? {
            guard let text = call.options.value(key) else { return nil }
            guard let value = SizeText.number(text), value <= 2500 else {
                throw UtilityFailure("invalid width: \(FileNameQuoting.always(text))")
            }
            return value
        }
        let given = try number("w")
        let aim = try number("g")
        width = given ?? aim.map { $0 + 10 } ?? 75
        goal = aim ?? width * (2 * (100 - 7) + 1) / 200
        splitsOnly = call.has("s")
        keepsSecond = call.options.has(any: "c", "t")
    }

    static func indent(_ line: [UInt8]) -> (column: Int, text: Int) {
        var (column, place) = (0, 0)
        while place < line.count, line[place] == 32 || line[place] == 9 {
            column = line[place] == 9 ? column + 8 - column % 8 : column + 1
            place += 1
        }
        return (column, place)
    }

    /// True where a line of this indent is no part of the paragraph that is read.
    func begins(_ column: Int, after lines: [[UInt8]]) -> Bool {
        guard let first = lines.first else { return false }
        if !keepsSecond { return column != Self.indent(first).column }
        // The second line may have an indent of its own, and has to with -t.
        if lines.count == 1 { return call.has("t") && column == Self.indent(first).column }
        return column != Self.indent(lines[1]).column
    }

    private func words(_ lines: [[UInt8]]) -> [Word] {
        var result: [Word] = []
        for line in lines {
            var place = Self.indent(line).text
            while place < line.count {
                let start = place
                while place < line.count, line[place] != 32, line[place] != 9 { place += 1 }
                var word = Word(bytes: line[start..<place])
                let blanks = place
                while place < line.count, line[place] == 32 || line[place] == 9 { place += 1 }
                word.space = place - blanks
                let last = word.bytes.reversed().first { !"\"')]".utf8.contains($0) } ?? 0
                word.isOpening = "(['`\"".utf8.contains(line[start])
                word.isPunctuation =
                    word.bytes.last.map { "!\"#%&'()*,-./:;?@[\\]_{}".utf8.contains($0) } ?? false
                word.isPeriod = ".?!".utf8.contains(last)
                word.isFinal = word.isPeriod && (place >= line.count || word.space > 1)
                if place >= line.count || call.has("u") { word.space = word.isFinal ? 2 : 1 }
                result.append(word)
            }
        }
        if !result.isEmpty {
            result[result.count - 1].isPeriod = true
            result[result.count - 1].isFinal = true
        }
        return result
    }

    func write(_ lines: [[UInt8]]) throws {
        guard let first = lines.first else { return }
        try call.context.releasing {
            let words = words(lines)
            guard !words.isEmpty else { return }
            let firstIndent = Self.indent(first).column
            let indent = keepsSecond && lines.count > 1 ? Self.indent(lines[1]).column : firstIndent
            try call.context.hold(words.count * 64)
            var best = [Int](repeating: 0, count: words.count + 1)
            var next = [Int](repeating: words.count, count: words.count + 1)
            var length = [Int](repeating: 0, count: words.count + 1)
            for start in words.indices.reversed() {
                try call.context.account.work(256)
                var least = Int.max
                var column = start == 0 ? firstIndent : indent
                var end = start
                repeat {
                    column += words[end].bytes.count
                    end += 1
                    let cost =
                        lineCost(end, column, words.count, length[min(end, words.count)], next)
                        + best[end]
                    if cost < least {
                        least = cost
                        next[start] = end
                        length[start] = column
                    }
                    if end == words.count { break }
                    column += words[end - 1].space
                } while column + words[end].bytes.count < width
                best[start] = least + baseCost(words, start)
            }
            var start = 0
            while start < words.count {
                try put([UInt8](repeating: 32, count: start == 0 ? firstIndent : indent))
                for index in start..<next[start] {
                    try call.write(words[index].bytes)
                    if index < next[start] - 1 {
                        try call.write([UInt8](repeating: 32, count: words[index].space))
                    }
                }
                try call.write(byte: 10)
                start = next[start]
            }
        }
    }

    private func put(_ blanks: [UInt8]) throws {
        // GNU's program writes tabs where the indent of the input may have had them.
        try call.write(blanks)
    }

    private func lineCost(
        _ next: Int, _ length: Int, _ count: Int, _ following: Int, _ breaks: [Int]
    ) -> Int {
        if next == count { return 0 }
        let short = (goal - length) * 10
        var cost = short * short
        if breaks[next] != count {
            let ragged = (length - following) * 10
            cost += ragged * ragged / 2
        }
        return cost
    }

    private func baseCost(_ words: [Word], _ index: Int) -> Int {
        var cost = 70 * 70
        if index > 0 {
            let before = words[index - 1]
            if before.isPeriod {
                cost += before.isFinal ? -(50 * 50) : 600 * 600
            } else if before.isPunctuation {
                cost -= 40 * 40
            } else if index > 1, words[index - 2].isFinal {
                cost += 200 * 200 / (before.bytes.count + 2)
            }
        }
        if words[index].isOpening {
            cost -= 40 * 40
        } else if words[index].isFinal {
            cost += 150 * 150 / (words[index].bytes.count + 2)
        }
        return cost
    }
}

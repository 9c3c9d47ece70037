extension Dockerfile {
    /// The file in its one layout: words in capitals, one blank between words, four before lines that
    /// continue others, one blank line at most between instructions, and no blank that says nothing.
    ///
    /// What a shell reads stays to the last blank, so that no cache is lost; comments, heredocs and
    /// the ends of continued lines stay. Reading the result gives the same instructions, and its
    /// layout is itself. Ends of lines are `\n` outside of heredocs; what was no UTF-8 is U+FFFD.
    ///
    /// - Complexity: O(*n*) in the text.
    public func formatted() -> String {
        var layout = Layout(self)
        return layout.text()
    }
}

/// Writes a file line by line.
private struct Layout {
    let file: Dockerfile
    var result: [String] = []
    /// True when a blank line belongs before the next one.
    var isApart = false
    /// True while nothing but directives is written.
    var isAtTop = true

    init(_ file: Dockerfile) {
        self.file = file
    }

    mutating func text() -> String {
        var next = 1
        for instruction in file.instructions {
            writeBetween(next..<instruction.lines.lowerBound)
            write(instruction)
            next = instruction.lines.upperBound + 1
        }
        if next <= file.lines.count { writeBetween(next..<(file.lines.count + 1)) }
        // What is no byte-order mark must not become one.
        let isMarked = result.first?.unicodeScalars.first == "\u{feff}"
        return (isMarked ? "\n" : "") + result.joined(separator: "\n") + "\n"
    }

    private mutating func add(_ line: String) {
        if isApart, !result.isEmpty { result.append("") }
        isApart = false
        result.append(line)
    }

    /// Directives, comments and blank lines.
    private mutating func writeBetween(_ numbers: Range<Int>) {
        for number in numbers {
            if let directive = file.directives.first(where: { $0.line == number }) {
                add("# \(directive.name)=\(directive.value)")
                continue
            }
            let line = Blank.trimmed(Array(file.lines[number - 1].utf8)[...])
            guard line.first == UInt8(ascii: "#") else {
                isApart = true
                if !result.isEmpty { isAtTop = false }
                continue
            }
            addComment(String(bytes: line.dropFirst()))
        }
    }

    /// A comment between instructions; one that could be a directive stands behind a blank line.
    private mutating func addComment(_ text: String) {
        let text = comment(text)
        if isAtTop, isLikeDirective(text) {
            result.append("")
            isApart = false
        }
        add(text)
        isAtTop = false
    }

    private func isLikeDirective(_ text: String) -> Bool {
        var parser = DirectiveParser()
        do throws(Fault) {
            return try parser.read(Array(text.utf8)[...], line: 1)
        } catch {
            return true
        }
    }

    private func comment(_ text: String) -> String {
        let trimmed = String(bytes: Blank.trimmed(Array(text.utf8)[...]))
        let isPlain = text.first.map { $0.isLetter || $0.isNumber } ?? false
        let gap = isPlain || text.first?.isWhitespace == true
        return trimmed.isEmpty ? "#" : (gap ? "# " : "#") + trimmed
    }

    private mutating func write(_ instruction: Dockerfile.Instruction) {
        var line = LogicalLine(instruction, of: file)
        let blanks = FreeBlanks(line.bytes, of: instruction, escape: file.escape)
        if Command.names.contains(instruction.name) {
            line.replace(blanks.word) { (0x61...0x7a).contains($0) ? $0 - 0x20 : $0 }
        }
        if let keyword = blanks.keyword { line.replace(keyword) { $0 & 0xdf } }
        write(line, blanks)
        for heredoc in instruction.heredocs {
            var body = Array(heredoc.written.utf8)
            if body.last == 0x0a { body.removeLast() }
            if !heredoc.written.isEmpty { result.append(String(bytes: body[...])) }
            result.append(file.lines[heredoc.lines.upperBound - 1])
        }
    }

    private mutating func write(_ line: LogicalLine, _ blanks: FreeBlanks) {
        let texts = line.parts.indices.filter {
            if case .text(let range) = line.parts[$0] {
                !blanks.isFree[range].allSatisfy { $0 }
            } else {
                false
            }
        }
        let mark = String(bytes: [file.escape])
        var isFirst = true
        for (index, part) in line.parts.enumerated() {
            switch part {
            case .comment(let text):
                if index > texts.last ?? 0 || isFirst {
                    addComment(text)
                } else {
                    result.append("    " + comment(text))
                }
            case .text(let range):
                // A line of the mark alone, before the instruction or behind it, says nothing.
                guard let last = texts.last, index <= last, !isFirst || texts.first == index else {
                    continue
                }
                let bytes = written(range, line, blanks)[...]
                var text = String(bytes: isFirst ? Blank.trimmedLeft(bytes) : bytes)
                let isInFree = isFree(range.lowerBound, line, blanks)
                if !isFirst, isInFree { text = "    " + text }
                if index < last {
                    let isOutFree = isFree(range.upperBound, line, blanks)
                    text += isOutFree && !text.utf8.allSatisfy { $0 == 0x20 } ? " " + mark : mark
                } else if LogicalLine.withoutMark(Array(text.utf8)[...], file.escape) != nil {
                    // At the end of a file a mark can stand behind what would be one.
                    text += " " + mark
                }
                if isFirst { add(text) } else { result.append(text) }
                isAtTop = false
                isFirst = false
            }
        }
        if isFirst { add(mark) }
    }

    /// True where a line can end: a blank that says nothing stands on either side.
    private func isFree(_ place: Int, _ line: LogicalLine, _ blanks: FreeBlanks) -> Bool {
        (place < line.bytes.count && blanks.isFree[place])
            || (place > 0 && blanks.isFree[place - 1])
            || (place > 0 && place < line.bytes.count && blanks.isJSON[place - 1]
                && blanks.isJSON[place])
    }

    /// The bytes of a line with one blank for several that say nothing, and none at its ends.
    private func written(
        _ range: Range<Int>, _ line: LogicalLine, _ blanks: FreeBlanks
    ) -> [UInt8] {
        var result: [UInt8] = []
        var isPending = false
        for place in range {
            if blanks.isFree[place] {
                isPending = true
                continue
            }
            let byte = line.bytes[place]
            let isAfterComma =
                result.last == UInt8(ascii: ",") && place > 0
                && blanks.isJSON[previous(place, blanks)]
            if isPending ? !blanks.isJSON[place - 1] || isAfterComma : isAfterComma {
                if !result.isEmpty { result.append(0x20) }
            }
            isPending = false
            result.append(byte)
        }
        return result
    }

    /// The place before one that is no free blank.
    private func previous(_ place: Int, _ blanks: FreeBlanks) -> Int {
        var place = place - 1
        while place > 0, blanks.isFree[place] { place -= 1 }
        return place
    }
}

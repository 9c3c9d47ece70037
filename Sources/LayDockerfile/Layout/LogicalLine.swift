/// The lines of an instruction as they are written, heredocs left out, and the one line that they
/// make together.
struct LogicalLine {
    /// A line of the file.
    enum Part {
        /// A comment inside, without `#`.
        case comment(String)
        /// Text of the instruction: its bytes in the logical line.
        case text(Range<Int>)
    }

    /// The lines, in order; blank ones are left out.
    private(set) var parts: [Part] = []
    /// The logical line.
    private(set) var bytes: [UInt8] = []

    /// The lines of an instruction.
    init(_ instruction: Dockerfile.Instruction, of file: Dockerfile) {
        let last = instruction.heredocs.first.map { $0.lines.lowerBound - 1 }
        for number in instruction.lines.lowerBound...(last ?? instruction.lines.upperBound) {
            guard file.lines.indices.contains(number - 1) else { break }
            let line = Array(file.lines[number - 1].utf8)[...]
            let trimmed = Blank.trimmedLeft(line)
            if number > instruction.lines.lowerBound {
                if trimmed.isEmpty { continue }
                if trimmed.first == UInt8(ascii: "#") {
                    parts.append(.comment(String(bytes: trimmed.dropFirst())))
                    continue
                }
            }
            let content = number == instruction.lines.lowerBound ? trimmed : line
            let text = Self.withoutMark(content, file.escape) ?? content
            parts.append(.text(bytes.count..<(bytes.count + text.count)))
            bytes += text
        }
    }

    /// What stands before the mark that continues a line; `nil` where there is none.
    static func withoutMark(_ line: ArraySlice<UInt8>, _ escape: UInt8) -> ArraySlice<UInt8>? {
        var rest = line
        while rest.last == 0x20 || rest.last == 0x09 { rest = rest.dropLast() }
        guard rest.last == escape else { return nil }
        rest = rest.dropLast()
        return rest.last == escape ? nil : rest
    }

    /// Writes bytes of the logical line anew, as many as there are.
    mutating func replace(_ range: Range<Int>, by change: (UInt8) -> UInt8) {
        for place in range { bytes[place] = change(bytes[place]) }
    }
}

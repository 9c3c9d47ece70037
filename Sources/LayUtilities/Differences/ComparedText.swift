import LayShell

/// A file that diff compares: its lines, and what makes them equal to others.
struct ComparedText {
    let bytes: [UInt8]
    /// The lines without their newlines.
    let lines: [Range<Int>]
    /// True where the last line has no newline.
    let lacksNewline: Bool

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        var lines: [Range<Int>] = []
        var start = 0
        while let end = ByteReader.find(10, in: bytes, from: start) {
            lines.append(start..<end)
            start = end + 1
        }
        lacksNewline = start < bytes.count
        if lacksNewline { lines.append(start..<bytes.count) }
        self.lines = lines
    }

    /// True for what is no text: a NUL near the beginning.
    var isBinary: Bool { bytes.prefix(32 << 10).contains(0) }

    /// True for a last line without a newline.
    func isCut(_ line: Int) -> Bool { lacksNewline && line == lines.count - 1 }
}

/// What counts as equal to diff.
struct LineFolding {
    var foldsCase = false
    /// `-w`.
    var dropsBlanks = false
    /// `-b`.
    var joinsBlanks = false
    /// `-Z`.
    var dropsEndBlanks = false
    /// `-E`.
    var expandsTabs = false
    /// `--strip-trailing-cr`.
    var dropsReturn = false

    var isPlain: Bool {
        !(foldsCase || dropsBlanks || joinsBlanks || dropsEndBlanks || expandsTabs || dropsReturn)
    }

    /// A line in the form in which equal lines are the same.
    func folded(_ line: ArraySlice<UInt8>) -> [UInt8] {
        var result: [UInt8] = []
        var column = 0
        var hasBlank = false
        var line = line
        if dropsReturn, line.last == 13 { line.removeLast() }
        func isBlank(_ byte: UInt8) -> Bool { byte == 32 || (9...13).contains(byte) }
        for byte in line {
            if isBlank(byte), dropsBlanks { continue }
            if isBlank(byte), joinsBlanks {
                hasBlank = true
                continue
            }
            if hasBlank {
                result.append(32)
                hasBlank = false
            }
            if expandsTabs, byte == 9 {
                let count = 8 - column % 8
                result += [UInt8](repeating: 32, count: count)
                column += count
                continue
            }
            column += 1
            result.append(foldsCase && byte &- 65 < 26 ? byte | 32 : byte)
        }
        if dropsEndBlanks { while let last = result.last, isBlank(last) { result.removeLast() } }
        return result
    }
}

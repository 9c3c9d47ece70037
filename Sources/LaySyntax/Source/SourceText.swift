/// A stretch of a source text: byte offsets, the end excluded.
package struct Span: Sendable, Hashable {
    /// The first byte.
    package var start: UInt32
    /// The byte after the last one.
    package var end: UInt32

    package init(_ start: Int, _ end: Int) {
        self.start = UInt32(truncatingIfNeeded: start)
        self.end = UInt32(truncatingIfNeeded: end)
    }

    /// From the start of this span to the end of `other`.
    package func to(_ other: Span) -> Span { Span(Int(start), Int(max(end, other.end))) }
}

/// A source text with its name and its lines.
package final class SourceText: Sendable {
    /// What diagnostics call it: a file's name, `<repl>`, `<command line>`.
    package let name: String
    /// The text's UTF-8.
    package let bytes: [UInt8]
    /// The offset at which each line starts.
    package let lineStarts: [Int]

    /// A text called `name`.
    package init(name: String, text: String) {
        self.name = name
        // Editors of Windows begin a text with a mark of its encoding.
        bytes = Array(
            text.utf8.starts(with: [0xef, 0xbb, 0xbf]) ? text.utf8.dropFirst(3) : text.utf8[...])
        var starts = [0]
        for (offset, byte) in bytes.enumerated() where byte == UInt8(ascii: "\n") {
            starts.append(offset + 1)
        }
        lineStarts = starts
    }

    /// The first byte that is no part of UTF-8, if there is one.
    var invalidOffset: Int? {
        if String(validating: bytes, as: UTF8.self) != nil { return nil }
        var decoder = Unicode.UTF8.ForwardParser()
        var rest = bytes.makeIterator()
        var offset = 0
        while true {
            switch decoder.parseScalar(from: &rest) {
            case .valid(let scalar): offset += scalar.count
            case .error, .emptyInput: return offset
            }
        }
    }

    /// The text of a span.
    package subscript(span: Span) -> String {
        let start = min(Int(span.start), bytes.count)
        return String(
            decoding: bytes[start..<max(start, min(Int(span.end), bytes.count))], as: UTF8.self)
    }

    /// Line and column of an offset, both from 1; the column counts Unicode scalars.
    package func position(of offset: UInt32) -> (line: Int, column: Int) {
        let line = line(of: offset)
        let end = min(Int(offset), bytes.count)
        let before = String(decoding: bytes[lineStarts[line - 1]..<end], as: UTF8.self)
        return (line, before.unicodeScalars.count + 1)
    }

    /// The line of an offset, from 1.
    package func line(of offset: UInt32) -> Int {
        let offset = min(Int(offset), bytes.count)
        var low = 0
        var high = lineStarts.count
        while high - low > 1 {
            let middle = (low + high) / 2
            if lineStarts[middle] <= offset { low = middle } else { high = middle }
        }
        return low + 1
    }

    /// The text of a line (counted from 1), without its end.
    package func line(_ number: Int) -> String {
        guard number >= 1, number <= lineStarts.count else { return "" }
        let start = lineStarts[number - 1]
        var end = number < lineStarts.count ? lineStarts[number] - 1 : bytes.count
        // The file may end its lines as Windows does.
        if end > start, bytes[end - 1] == UInt8(ascii: "\r") { end -= 1 }
        return String(decoding: bytes[start..<max(start, end)], as: UTF8.self)
    }
}

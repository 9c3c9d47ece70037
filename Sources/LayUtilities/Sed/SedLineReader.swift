/// Reads a file line by line, in memory that does not grow with the file.
final class SedLineReader {
    private let input: any ToolInput
    private let delimiter: UInt8
    private var chunk: [UInt8] = []
    private var position = 0
    private var isAtEnd = false

    /// How many bytes are asked for at once.
    private static var chunkSize: Int { 1 << 16 }

    init(_ input: any ToolInput, delimiter: UInt8) {
        self.input = input
        self.delimiter = delimiter
    }

    /// Whether no bytes are left.
    ///
    /// - Throws: what the input throws.
    func isExhausted() throws -> Bool {
        if position < chunk.count { return false }
        if isAtEnd { return true }
        chunk = try input.read(Self.chunkSize)
        position = 0
        isAtEnd = chunk.isEmpty
        return isAtEnd
    }

    /// Adds the next line, without its delimiter, to `line`; nothing at the end, else whether the
    /// line had a delimiter.
    ///
    /// - Throws: what the input throws, and what refuses the memory.
    func readLine(into line: GrowingBytes) throws -> Bool? {
        var hasRead = false
        while try !isExhausted() {
            hasRead = true
            let ended = try chunk.withUnsafeBufferPointer { text in
                let end = ByteScan.first(delimiter, in: text, from: position)
                try line.append(text, position, end ?? text.count)
                position = end.map { $0 &+ 1 } ?? text.count
                return end != nil
            }
            if ended { return true }
        }
        return hasRead ? false : nil
    }

    /// Gives back what has been read ahead, and ends the reading.
    ///
    /// - Throws: what the input throws.
    func close() throws {
        if position < chunk.count { try input.giveBack(chunk.count &- position) }
        chunk = []
        position = 0
        isAtEnd = true
        input.close()
    }
}

/// Where lines are written, gathered into large pieces.
final class SedOutput {
    private let sink: ([UInt8]) throws -> Void
    private let end: () throws -> Void
    private let delimiter: UInt8
    private let isUnbuffered: Bool
    private let buffer: GrowingBytes
    /// Whether the last line lacks its delimiter, which comes before anything else.
    private var lacksDelimiter = false

    private static var limit: Int { 1 << 16 }

    init(
        delimiter: UInt8, isUnbuffered: Bool, hold: @escaping (Int) throws -> Void,
        _ sink: @escaping ([UInt8]) throws -> Void,
        end: @escaping () throws -> Void = {}
    ) {
        self.delimiter = delimiter
        self.isUnbuffered = isUnbuffered
        self.sink = sink
        buffer = GrowingBytes(hold)
        self.end = end
    }

    /// Writes a line, with its delimiter where it had one.
    ///
    /// - Throws: what the host throws.
    func writeLine(_ line: UnsafeBufferPointer<UInt8>, isEnded: Bool = true) throws {
        if lacksDelimiter { try buffer.append(delimiter) }
        try buffer.append(line)
        lacksDelimiter = !isEnded
        if isEnded { try buffer.append(delimiter) }
        if isUnbuffered || buffer.count >= Self.limit { try flush() }
    }

    /// Writes bytes as they are.
    ///
    /// - Throws: what the host throws.
    func write(_ bytes: [UInt8]) throws {
        if lacksDelimiter {
            try buffer.append(delimiter)
            lacksDelimiter = false
        }
        try buffer.append(bytes)
        if isUnbuffered || buffer.count >= Self.limit { try flush() }
    }

    /// Writes what has been gathered.
    ///
    /// - Throws: what the host throws.
    func flush() throws {
        guard buffer.count > 0 else { return }
        let bytes = buffer.array
        buffer.removeAll()
        try sink(bytes)
    }

    /// Writes what has been gathered, and ends the file.
    ///
    /// - Throws: what the host throws.
    func close() throws {
        try flush()
        try end()
    }
}

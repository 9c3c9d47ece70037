/// The lines of a text, one after the other, without their ends: `\n` or `\r\n`.
public struct LineReader: Sequence, IteratorProtocol {
    private let bytes: [UInt8]
    private var start = 0

    /// Reads `bytes` from their beginning.
    public init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// The next line; `nil` at the end.
    ///
    /// - Complexity: O(*n*) in the line.
    public mutating func next() -> ArraySlice<UInt8>? {
        guard start < bytes.count else { return nil }
        let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
        let isReturn = end > start && bytes[end - 1] == UInt8(ascii: "\r")
        defer { start = end + 1 }
        return bytes[start..<(isReturn ? end - 1 : end)]
    }
}

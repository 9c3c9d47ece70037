/// Gathers what is printed into large pieces.
final class GrepOutput {
    private let host: any GrepHost
    private let buffer: GrowingBytes
    /// Whether every line is written at once.
    var isLineBuffered = false

    private static var limit: Int { 1 << 16 }

    init(_ host: any GrepHost) {
        self.host = host
        buffer = GrowingBytes { try host.hold($0) }
    }

    /// Prints bytes.
    ///
    /// - Throws: what the host throws.
    @inline(__always)
    func write(_ bytes: [UInt8]) throws { try buffer.append(bytes) }

    /// Prints one byte.
    ///
    /// - Throws: what the host throws.
    @inline(__always)
    func write(_ byte: UInt8) throws { try buffer.append(byte) }

    /// Prints a part of a text.
    ///
    /// - Throws: what the host throws.
    @inline(__always)
    func write(_ text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) throws {
        try buffer.append(text, range.lowerBound, range.upperBound)
    }

    /// Prints a number in a field of at least so many places.
    ///
    /// - Throws: what the host throws.
    func write(_ number: Int, width: Int) throws {
        let digits = Array(String(number).utf8)
        var left = width - digits.count
        while left > 0 {
            try buffer.append(UInt8(ascii: " "))
            left -= 1
        }
        try buffer.append(digits)
    }

    /// Ends a line, after which what has been gathered may be written.
    ///
    /// - Throws: what the host throws.
    @inline(__always)
    func endLine(_ delimiter: UInt8) throws {
        try buffer.append(delimiter)
        if buffer.count >= Self.limit || isLineBuffered { try flush() }
    }

    /// Writes what has been gathered.
    ///
    /// - Throws: what the host throws.
    func flush() throws {
        guard buffer.count > 0 else { return }
        let bytes = buffer.array
        buffer.removeAll()
        try host.writeOutput(bytes)
    }
}

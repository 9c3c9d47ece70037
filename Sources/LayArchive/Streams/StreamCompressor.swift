/// Compresses a stream into one member, piece by piece, on the thread that writes.
package final class StreamCompressor {
    private let format: StreamFormat
    private let coder: any StreamCoder
    private let output: ([UInt8]) throws -> Void
    private var header: [UInt8]
    private var checksum = CRC32()
    /// Bytes that went in.
    package private(set) var count = 0
    /// Bytes that came out.
    package private(set) var storedCount = 0

    private static let piece = 64 << 10

    /// Compresses into `output`, at the nearest level there is.
    ///
    /// - Throws: `ArchiveError` and `BoundReached` where there is no memory for it.
    package init(
        _ format: StreamFormat, level: Int? = nil, header: GzipHeader = GzipHeader(),
        _ output: @escaping ([UInt8]) throws -> Void
    ) throws {
        let level = level ?? format.standardLevel
        self.format = format
        self.output = output
        self.header = format == .gzip ? header.bytes(level: level) : []
        coder = try format.encoder(level: level)
    }

    /// Takes the next bytes.
    ///
    /// - Throws: what the output throws.
    package func write(_ bytes: UnsafeRawBufferPointer) throws {
        if format == .gzip { checksum.update(bytes) }
        count += bytes.count
        var rest = bytes
        while !rest.isEmpty {
            let step = try step(rest, isLast: false)
            rest = UnsafeRawBufferPointer(rebasing: rest[step.consumed...])
        }
    }

    /// Takes the next bytes.
    ///
    /// - Throws: as the other form.
    package func write(_ bytes: [UInt8]) throws { try bytes.withUnsafeBytes { try write($0) } }

    /// Ends the member.
    ///
    /// - Throws: as `write`.
    package func finish() throws {
        let none = UnsafeRawBufferPointer(start: nil, count: 0)
        while try !step(none, isLast: true).isAtEnd {}
        if format == .gzip {
            var trailer: [UInt8] = []
            for value in [checksum.value, UInt32(truncatingIfNeeded: count)] {
                for shift in stride(from: UInt32(0), to: 32, by: 8) {
                    trailer.append(UInt8(truncatingIfNeeded: value >> shift))
                }
            }
            try give(trailer)
        }
    }

    private func step(_ bytes: UnsafeRawBufferPointer, isLast: Bool) throws -> CoderStep {
        var step = CoderStep(consumed: 0, produced: 0, isAtEnd: false)
        let result = try [UInt8](unsafeUninitializedCapacity: Self.piece) { buffer, count in
            step = try coder.step(
                bytes, isLast: isLast, into: UnsafeMutableRawBufferPointer(buffer))
            count = step.produced
        }
        try give(result)
        return step
    }

    private func give(_ bytes: [UInt8]) throws {
        if !header.isEmpty {
            storedCount += header.count
            try output(header)
            header = []
        }
        if bytes.isEmpty { return }
        storedCount += bytes.count
        try output(bytes)
    }
}

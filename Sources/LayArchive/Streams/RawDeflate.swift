/// Deflate data without a header, as zip archives hold it.
package final class RawInflater {
    private let input: PulledBytes
    private let coder: InflateCoder
    private var isAtEnd = false

    private static let piece = 64 << 10

    /// Uncompresses what `input` has.
    ///
    /// - Throws: `ArchiveError` when there is no memory for it.
    package init(_ input: PulledBytes) throws {
        self.input = input
        coder = try InflateCoder()
    }

    /// The next bytes; none at the end.
    ///
    /// - Throws: `StreamFault`, and what the input's source throws.
    package func next() throws -> [UInt8] {
        while !isAtEnd {
            let bytes = try input.piece()
            var step = CoderStep(consumed: 0, produced: 0, isAtEnd: false)
            let output = try [UInt8](unsafeUninitializedCapacity: Self.piece) { buffer, count in
                step = try coder.step(
                    bytes, isLast: false, into: UnsafeMutableRawBufferPointer(buffer))
                count = step.produced
            }
            if step.produced == 0, step.consumed == 0, !step.isAtEnd, bytes.isEmpty {
                throw StreamFault.cutShort
            }
            input.move(step.consumed)
            isAtEnd = step.isAtEnd
            if !output.isEmpty { return output }
        }
        return []
    }
}

/// Writes deflate data without a header.
package final class RawDeflater {
    private let coder: DeflateCoder
    private let output: ([UInt8]) throws -> Void

    private static let piece = 64 << 10

    /// Compresses into `output`.
    ///
    /// - Throws: `ArchiveError` when there is no memory for it.
    package init(level: Int = 6, _ output: @escaping ([UInt8]) throws -> Void) throws {
        coder = try DeflateCoder(level: level)
        self.output = output
    }

    /// Takes the next bytes.
    ///
    /// - Throws: what the output throws.
    package func write(_ bytes: [UInt8]) throws {
        try bytes.withUnsafeBytes { all in
            var rest = all
            while !rest.isEmpty {
                let consumed = try step(rest, isLast: false).consumed
                rest = UnsafeRawBufferPointer(rebasing: rest[consumed...])
            }
        }
    }

    /// Ends the data.
    ///
    /// - Throws: as `write`.
    package func finish() throws {
        let none = UnsafeRawBufferPointer(start: nil, count: 0)
        while try !step(none, isLast: true).isAtEnd {}
    }

    private func step(_ bytes: UnsafeRawBufferPointer, isLast: Bool) throws -> CoderStep {
        var step = CoderStep(consumed: 0, produced: 0, isAtEnd: false)
        let result = try [UInt8](unsafeUninitializedCapacity: Self.piece) { buffer, count in
            step = try coder.step(
                bytes, isLast: isLast, into: UnsafeMutableRawBufferPointer(buffer))
            count = step.produced
        }
        if !result.isEmpty { try output(result) }
        return step
    }
}

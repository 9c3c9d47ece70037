/// Compresses or uncompresses one member of a stream, step by step.
protocol StreamCoder: AnyObject {
    /// Takes what it can of the input and fills what it can of the output.
    ///
    /// - Parameter isLast: true where nothing follows the input.
    /// - Throws: `StreamFault` for damaged bytes; `BoundReached`.
    func step(
        _ input: UnsafeRawBufferPointer, isLast: Bool, into output: UnsafeMutableRawBufferPointer
    ) throws -> CoderStep
}

/// What a step of a coder did.
struct CoderStep {
    /// Bytes of input that were used up; less than none where bytes of former steps were too many.
    var consumed: Int
    /// Bytes of output.
    var produced: Int
    /// True at the member's end.
    var isAtEnd: Bool
}

extension StreamFormat {
    /// What uncompresses a member; of gzip what stands between its header and its trailer.
    func decoder() throws -> any StreamCoder {
        switch self {
        case .gzip: try InflateCoder()
        case .bzip2: try BZip2Coder(.decoding)
        case .xz: try XZCoder(.decodingXZ)
        case .lzma: try XZCoder(.decodingLZMA)
        case .zstd: try ZstdStreamDecoder()
        }
    }

    /// What compresses a stream; of gzip what stands between its header and its trailer.
    func encoder(level: Int) throws -> any StreamCoder {
        let level = min(max(level, levels.lowerBound), levels.upperBound)
        switch self {
        case .gzip: return try DeflateCoder(level: level)
        case .bzip2: return try BZip2Coder(.encoding(level: level))
        case .xz: return try XZCoder(.encodingXZ(level: level))
        case .lzma: return try XZCoder(.encodingLZMA(level: level))
        case .zstd: return try ZstdStreamEncoder(level: level)
        }
    }
}

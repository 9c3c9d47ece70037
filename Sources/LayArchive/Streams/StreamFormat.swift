/// Compressions of streams, which programs read from pipes and write to them.
package enum StreamFormat: String, Sendable, CaseIterable {
    case gzip, bzip2, xz, lzma, zstd

    /// The compression that the first bytes tell; `nil` for none that is known.
    package static func detect(_ bytes: UnsafeRawBufferPointer) -> StreamFormat? {
        switch ForeignCompression.detect(bytes) {
        case .xz?: return .xz
        case .bzip2?: return .bzip2
        case nil: break
        }
        switch Compression.detect(bytes) {
        case .gzip: return .gzip
        case .zstd: return .zstd
        case .none: break
        }
        // The properties that every writer uses, and a size of less than 2^48 or none.
        guard bytes.count >= 13, bytes.starts(with: [0x5d, 0, 0]) else { return nil }
        let isUnsized = bytes[5..<13].allSatisfy { $0 == 0xff }
        return isUnsized || bytes[11] == 0 && bytes[12] == 0 ? .lzma : nil
    }

    /// True where the bytes begin another member or frame of this compression.
    func begins(_ bytes: UnsafeRawBufferPointer) -> Bool {
        switch self {
        case .gzip: bytes.starts(with: [0x1f, 0x8b])
        case .bzip2: bytes.starts(with: [0x42, 0x5a, 0x68])
        case .xz: bytes.starts(with: [0xfd, 0x37, 0x7a, 0x58, 0x5a, 0])
        case .lzma: false
        case .zstd: Compression.detect(bytes) == .zstd
        }
    }

    /// The levels that its program has.
    package var levels: ClosedRange<Int> {
        switch self {
        case .gzip, .bzip2: 1...9
        case .xz, .lzma: 0...9
        case .zstd: 1...19
        }
    }

    /// The level that is taken when none is asked for.
    package var standardLevel: Int {
        switch self {
        case .gzip, .xz, .lzma: 6
        case .bzip2: 9
        case .zstd: 3
        }
    }
}

/// Why a compressed stream cannot be read on.
package enum StreamFault: Error, Equatable {
    /// It is none of this compression.
    case foreign
    /// It ends before its end.
    case cutShort
    /// What came out is not what the checksum says.
    case checksum
    /// What came out is not as long as the trailer says.
    case length
    /// The bytes make no sense.
    case damaged
    /// A method or filter that is not known.
    case unknownMethod
    /// It wants more memory than may be used.
    case memory
}

internal import LayFiles

/// How the bytes of a layer are stored.
public enum Compression: String, Sendable, CaseIterable {
    case none, gzip, zstd

    /// The compression that the first bytes tell.
    public static func detect(_ bytes: UnsafeRawBufferPointer) -> Compression {
        if bytes.starts(with: [0x1f, 0x8b]) { return .gzip }
        if bytes.starts(with: [0x28, 0xb5, 0x2f, 0xfd]) { return .zstd }
        // A skippable frame, as parallel compressors write one first.
        if bytes.count >= 4, bytes[0] & 0xf0 == 0x50, bytes[1...].starts(with: [0x2a, 0x4d, 0x18]) {
            return .zstd
        }
        return .none
    }

    /// The levels there are, from the fastest to the smallest.
    public var levels: ClosedRange<Int> {
        switch self {
        case .none: 0...0
        case .gzip: 0...9
        case .zstd: 0...22
        }
    }

    /// The level that is taken when none is asked for.
    public var standardLevel: Int {
        switch self {
        case .none: 0
        case .gzip: 6
        case .zstd: 3
        }
    }

    /// The bytes in this compression; equal bytes give equal bytes for one version of the library.
    ///
    /// - Throws: `ArchiveError` when there is no memory for it.
    /// - Complexity: O(*n*), on all cores.
    public func compress(_ bytes: [UInt8], level: Int? = nil) throws -> [UInt8] {
        if self == .none { return bytes }
        let result = MemorySink()
        let sink = CompressingSink(to: result, self, level: level)
        try sink.write(bytes)
        try sink.finish()
        return result.bytes
    }
}

/// What is wrong with compressed bytes, or with how much they become.
extension ArchiveError {
    static var noMemoryToDecompress: ArchiveError { ArchiveError("no memory to decompress") }

    static var noMemoryToCompress: ArchiveError { ArchiveError("no memory to compress") }

    static var notCompressible: ArchiveError { ArchiveError("the data cannot be compressed") }

    /// The format is `gzip`, `zstd`, `xz` or `bzip2`.
    static func cutShort(_ format: String, at offset: Int) -> ArchiveError {
        ArchiveError("the \(format) data is cut short", offset: offset)
    }

    /// Behind the last member or frame stands something else.
    static func strayBytes(behind format: String, at offset: Int) -> ArchiveError {
        ArchiveError("bytes that are no \(format) follow the compressed data", offset: offset)
    }

    static func damaged(_ format: String, _ reason: String, at offset: Int) -> ArchiveError {
        ArchiveError("the \(format) data is damaged: \(reason)", offset: offset)
    }

    static func largeXZ(over bytes: Int, at offset: Int) -> ArchiveError {
        ArchiveError(
            "the xz data wants more than \(bytes >> 20) MiB of memory: compress it again with -9 or less",
            offset: offset)
    }

    static func damagedGzip(_ reason: String, at offset: Int) -> ArchiveError {
        ArchiveError("the gzip data is damaged: \(reason)", offset: offset)
    }

    static func damagedZstd(_ reason: String, at offset: Int) -> ArchiveError {
        ArchiveError("the zstd data is damaged (\(reason))", offset: offset)
    }

    static func wrongZstdChecksum(at offset: Int) -> ArchiveError {
        ArchiveError("the zstd data is damaged: a checksum is wrong", offset: offset)
    }

    /// A frame wants a window of more than two to the power of `bits` bytes, which is all that may
    /// be; `isLimited` when the limit of bytes is why.
    static func largeZstdWindow(over bits: Int, isLimited: Bool, at offset: Int) -> ArchiveError {
        let demand = "a zstd frame wants a window of more than \((1 << bits) >> 20) MiB"
        if isLimited {
            return beyond(.bytes, "\(demand), beyond the limit of bytes", offset: offset)
        }
        return ArchiveError("\(demand): compress it again without --long", offset: offset)
    }

    static func growsBeyond(_ bytes: Int, at offset: Int) -> ArchiveError {
        beyond(.bytes, "the data grows beyond the limit of \(bytes) bytes", offset: offset)
    }

    static func growsBeyond(ratio: Int, stored: Int, at offset: Int) -> ArchiveError {
        beyond(
            .ratio, "the data grows to more than \(ratio) times its stored \(stored) bytes",
            offset: offset)
    }

    static func largeArchive(_ count: Int, limit: Int) -> ArchiveError {
        beyond(.bytes, "the archive has \(count) bytes, beyond the limit of \(limit)")
    }

    static var largerThanMemory: ArchiveError {
        ArchiveError("the data is larger than the memory can be")
    }

    static func noMemory(for size: Int, at offset: Int) -> ArchiveError {
        ArchiveError("there is no memory for \(size) uncompressed bytes", offset: offset)
    }
}

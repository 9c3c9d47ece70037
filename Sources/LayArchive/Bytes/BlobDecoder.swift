/// Uncompresses stored bytes from front to back, into buffers of the caller.
protocol BlobDecoder: AnyObject {
    /// How many stored bytes were used up.
    var offset: Int { get }

    /// Fills `output`; gives fewer bytes than fit only at the end.
    ///
    /// - Throws: `ArchiveError` with the place in the stored bytes of what is damaged.
    func fill(_ output: UnsafeMutableRawBufferPointer) throws -> Int
}

extension Compression {
    /// What uncompresses `bytes`, which have to stay where they are; `nil` for plain ones.
    func decoder(_ bytes: UnsafeRawBufferPointer, _ limits: ArchiveLimits) throws
        -> (any BlobDecoder)?
    {
        switch self {
        case .none: nil
        case .gzip: try Inflater(bytes)
        case .zstd: try ZstdDecoder(bytes, limits)
        }
    }
}

/// Counts what comes out against the limits, before anyone keeps it.
struct ExpansionBudget {
    let limits: ArchiveLimits
    /// The stored bytes that all of it comes from.
    let stored: Int
    private(set) var total = 0

    init(_ limits: ArchiveLimits, stored: Int) {
        self.limits = limits
        self.stored = stored
    }

    mutating func take(_ count: Int) throws {
        total += count
        if total > limits.bytes {
            throw ArchiveError.growsBeyond(limits.bytes, at: total)
        }
        if total > limits.ratioFloor, total / max(1, stored) > limits.ratio {
            throw ArchiveError.growsBeyond(ratio: limits.ratio, stored: stored, at: total)
        }
    }
}

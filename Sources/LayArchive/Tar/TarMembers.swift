package import LayFiles

/// The entries of a tar that comes through a pipe, with the contents of each.
package final class TarMembers {
    private var reader: TarReader
    private var current: TarEntry?
    private let limits: ArchiveLimits

    /// Bytes that are given at a time.
    private static let piece = 64 << 10
    private static let zeros = [UInt8](repeating: 0, count: piece)

    /// Reads uncompressed bytes.
    package init(_ bytes: PulledBytes, limits: ArchiveLimits = ArchiveLimits()) {
        reader = TarReader(bytes, limits: limits, leavesData: true)
        self.limits = limits
    }

    /// Where the next block begins.
    package var offset: Int { reader.blocks.offset }

    /// Where the headers of the current entry begin.
    package var start: Int { current?.firstHeader ?? 0 }

    /// The next entry; `nil` at the end. What is left of the contents of the one before is passed.
    ///
    /// - Throws: `ArchiveError` with the place of what is wrong, and what the bytes' source throws.
    package func next() throws -> TarEntry? {
        current = nil
        current = try reader.next()
        return current
    }

    /// Goes on behind a damaged header; false when nothing follows.
    ///
    /// - Throws: what the bytes' source throws.
    package func skipToHeader() throws -> Bool { try reader.blocks.skipToHeader() }

    /// Passes the zeros at the end of an archive; gives how many blocks there were.
    ///
    /// - Throws: what the bytes' source throws.
    package func skipZeros() throws -> Int { try reader.blocks.skipZeros() }

    /// Where the parts with bytes of the current file are, and where they end; `nil` for a file without
    /// holes.
    package var stretches: [SparseBytes.Stretch]? { current?.sparse?.stretches }

    /// Gives the stored bytes of the current file, which are its contents but for holes.
    ///
    /// - Throws: `ArchiveError` where they are cut short, and what `body` throws.
    package func eachStoredPiece(_ body: (UnsafeRawBufferPointer) throws -> Void) throws {
        guard let current else { return }
        // The map of the holes stands in front of the bytes.
        let map = current.offset - reader.blocks.offset
        if map > 0 { try reader.blocks.passData(map) }
        while true {
            let piece = try reader.blocks.takeData(Self.piece)
            if piece.isEmpty { return }
            let count = piece.count
            try body(piece)
            try reader.blocks.passData(count)
        }
    }

    /// Gives the contents of the current file piece by piece, holes as zeros.
    ///
    /// - Throws: as `eachStoredPiece`.
    package func eachPiece(_ body: (UnsafeRawBufferPointer) throws -> Void) throws {
        guard let current, let sparse = current.sparse else { return try eachStoredPiece(body) }
        var (place, index) = (0, 0)
        let stretches = sparse.stretches
        try eachStoredPiece { piece in
            var rest = piece
            while !rest.isEmpty, index < stretches.count {
                let stretch = stretches[index]
                if place < stretch.start { try giveZeros(stretch.start - place, body) }
                place = max(place, stretch.start)
                let step = min(rest.count, stretch.start + stretch.count - place)
                try body(UnsafeRawBufferPointer(rebasing: rest[..<step]))
                rest = UnsafeRawBufferPointer(rebasing: rest[step...])
                place += step
                if place == stretch.start + stretch.count { index += 1 }
            }
        }
        try giveZeros(sparse.size - place, body)
    }

    private func giveZeros(_ count: Int, _ body: (UnsafeRawBufferPointer) throws -> Void) throws {
        var left = count
        while left > 0 {
            let step = min(left, Self.piece)
            try Self.zeros.withUnsafeBytes {
                try body(UnsafeRawBufferPointer(rebasing: $0[..<step]))
            }
            left -= step
        }
    }
}

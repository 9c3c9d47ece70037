internal import LayArchive
internal import LayBounds
import LayFiles
import LayShell

extension ByteReader {
    /// The bytes of the stream, for what looks ahead in them.
    var pulled: PulledBytes {
        PulledBytes { [self] in
            guard let range = try piece() else { return [] }
            return range.count == bytes.count ? bytes : Array(bytes[range])
        }
    }
}

extension FileContents {
    /// The bytes from a place on, for what looks ahead in them.
    func pulled(
        from start: Int = 0, count: Int? = nil, _ account: Account
    ) -> PulledBytes {
        var place = start
        let end = min(
            self.count, count.map { start.addingReportingOverflow($0).partialValue } ?? .max)
        return PulledBytes {
            let next = min(end, place + ArchivePiece.size)
            guard place < next else { return [] }
            defer { place = next }
            try account.work(next - place)
            return try bytes(in: place..<next)
        }
    }

    /// Gives the bytes of a range piece by piece.
    ///
    /// - Throws: `FileError`, `BoundReached`, and what `body` throws.
    func eachPiece(
        _ account: Account, from start: Int = 0, to end: Int = .max,
        _ body: ([UInt8]) throws -> Void
    ) throws {
        var place = start
        let end = min(count, end)
        while place < end {
            let next = min(end, place + ArchivePiece.size)
            try account.work(next - place)
            try body(try bytes(in: place..<next))
            place = next
        }
    }
}

/// How much of a file is looked at at one time.
enum ArchivePiece {
    static let size = 64 << 10
}

extension StreamDecompressor {
    /// What comes out, as bytes to look ahead in.
    func pulled(_ account: Account) -> PulledBytes {
        PulledBytes { [self] in
            let bytes = try next()
            try account.work(bytes.count)
            return bytes
        }
    }
}

extension StreamFormat {
    /// What the program that GNU tar starts says of data it cannot read, and its status.
    func complaint(of fault: StreamFault) -> (message: String, status: Int) {
        switch (self, fault) {
        case (.gzip, .foreign): ("\ngzip: stdin: not in gzip format", 1)
        case (.gzip, .cutShort): ("\ngzip: stdin: unexpected end of file", 1)
        case (.gzip, .checksum):
            ("\ngzip: stdin: invalid compressed data--crc error", 1)
        case (.gzip, .length):
            ("\ngzip: stdin: invalid compressed data--length error", 1)
        case (.gzip, _): ("\ngzip: stdin: invalid compressed data--format violated", 1)
        case (.bzip2, .foreign): ("bzip2: (stdin) is not a bzip2 file.", 2)
        case (.bzip2, .cutShort):
            (
                "\nbzip2: Compressed file ends unexpectedly;\n"
                    + "\tperhaps it is corrupted?  *Possible* reason follows.\n"
                    + "bzip2: Inappropriate ioctl for device\n\tInput file = (stdin), "
                    + "output file = (stdout)", 2
            )
        case (.bzip2, _):
            (
                "\nbzip2: Data integrity error when decompressing.\n\tInput file = (stdin), "
                    + "output file = (stdout)", 2
            )
        case (.xz, .foreign), (.lzma, .foreign):
            ("\(rawValue): (stdin): File format not recognized", 1)
        case (.xz, .cutShort), (.lzma, .cutShort):
            ("\(rawValue): (stdin): Unexpected end of input", 1)
        case (.xz, .memory), (.lzma, .memory):
            ("\(rawValue): (stdin): Memory usage limit reached", 1)
        case (.xz, _), (.lzma, _): ("\(rawValue): (stdin): Compressed data is corrupt", 1)
        case (.zstd, .foreign): ("zstd: /*stdin*\\: unsupported format ", 1)
        case (.zstd, .cutShort): ("zstd: /*stdin*\\ : Read error (39) : premature end ", 1)
        case (.zstd, _): ("/*stdin*\\ : Decoding error (36) : Data corruption detected ", 1)
        }
    }
}

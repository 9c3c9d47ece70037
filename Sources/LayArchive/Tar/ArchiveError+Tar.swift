internal import LayFiles

/// What is wrong with the headers of a tar; entries come as messages show them.
extension ArchiveError {
    /// What the first block shows when it is no header.
    static func noTar(_ block: UnsafeRawBufferPointer) -> ArchiveError {
        let others: [(name: String, magic: [UInt8])] = [
            ("xz", [0xfd, 0x37, 0x7a, 0x58, 0x5a]), ("bzip2", [0x42, 0x5a, 0x68]),
            ("lz4", [0x04, 0x22, 0x4d, 0x18]), ("zip", [0x50, 0x4b, 3, 4]),
            ("7z", [0x37, 0x7a, 0xbc, 0xaf]),
        ]
        if let other = others.first(where: { block.starts(with: $0.magic) }) {
            return ArchiveError(
                "this is no tar but \(other.name), which is not read: unpack it, or use gzip or zstd",
                offset: 0, fault: .noTar)
        }
        return ArchiveError(
            "the checksum of a header is wrong: this is no tar, or it is damaged", offset: 0,
            fault: .noTar)
    }

    static func damagedHeader(at offset: Int) -> ArchiveError {
        ArchiveError(
            "the checksum of a header is wrong: the tar is damaged", offset: offset,
            fault: .damagedHeader)
    }

    static func cutHeader(at offset: Int) -> ArchiveError {
        ArchiveError("the tar is cut short in a header", offset: offset, fault: .cutHeader)
    }

    static func cutData(at offset: Int) -> ArchiveError {
        ArchiveError("the tar is cut short in a file", offset: offset, fault: .cutData)
    }

    static func missingBytes(of header: TarHeader, _ size: Int) -> ArchiveError {
        ArchiveError(
            "the entry '\(header.shown)' says it has \(size) bytes, but the tar ends before",
            offset: header.offset)
    }

    static func negativeSize(of header: TarHeader, _ size: Int) -> ArchiveError {
        ArchiveError("the entry '\(header.shown)' says it has \(size) bytes", offset: header.offset)
    }

    static func noNumber(_ field: String, of header: TarHeader) -> ArchiveError {
        ArchiveError(
            "the \(field) of the entry '\(header.shown)' is not a number", offset: header.offset)
    }

    static func unknownKind(_ flag: UInt8, of shown: ShownName, at offset: Int) -> ArchiveError {
        let what =
            switch flag {
            case UInt8(ascii: "V"): "is a volume label: make the archive without --label"
            case UInt8(ascii: "M"): "continues a file of another volume: join the volumes first"
            case UInt8(ascii: "D"): "is a directory of an incremental dump: make a plain archive"
            case UInt8(ascii: "N"): "is an old GNU list of long names: make the archive again"
            case 0x21...0x7e: "has the type '\(TreePath.display([flag]))', which is not known"
            default: "has the type number \(flag), which is not known"
            }
        return ArchiveError("the entry '\(shown)' \(what)", offset: offset)
    }

    static func largeOwner(_ uid: Int, _ gid: Int, of shown: ShownName, at offset: Int)
        -> ArchiveError
    {
        ArchiveError(
            "the entry '\(shown)' has an owner \(uid):\(gid) that does not fit 32 bits",
            offset: offset)
    }

    static func largeDevice(of shown: ShownName, at offset: Int) -> ArchiveError {
        ArchiveError(
            "the device number of the entry '\(shown)' does not fit 32 bits", offset: offset)
    }

    static func longHeaders(_ most: Int, at offset: Int) -> ArchiveError {
        beyond(
            .headerBytes, "the extended headers of an entry have more than \(most) bytes",
            offset: offset)
    }

    static func longPath(_ count: Int, of shown: ShownName, at offset: Int) -> ArchiveError {
        beyond(
            .pathBytes, "the entry '\(shown)' has a path of \(count) bytes", offset: offset)
    }
}

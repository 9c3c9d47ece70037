internal import LayFiles

/// Reads the entries of an uncompressed tar: V7, ustar, pax and GNU's forms.
///
/// Nothing in it is trusted: sizes are checked against the bytes there are, checksums are
/// verified, numbers cannot overflow.
struct TarReader {
    let blocks: TarBlocks
    private let limits: ArchiveLimits
    private var sparseBytes = 0
    // What the extended headers before an entry said, and how much they said.
    private var longName: [UInt8]?
    private var longTarget: [UInt8]?
    private var records = PaxRecords()
    private var headerBytes = 0
    /// Where the extended headers begin that wait for their entry.
    private var waiting: Int?
    /// Pax records for all entries that follow.
    private var globalRecords = PaxRecords()
    /// What was left out or changed, such as sockets.
    private(set) var warnings = Warnings()

    /// True where the contents of files are left to be read one after the other.
    private let leavesData: Bool

    /// Reads a tar.
    ///
    /// - Parameter leavesData: true where `contents` of each file are asked for before the next entry.
    init(_ stream: any TarInput, limits: ArchiveLimits, leavesData: Bool = false) {
        blocks = TarBlocks(stream)
        self.limits = limits
        self.leavesData = leavesData
    }

    /// The next entry; `nil` at the end. What follows the end is not looked at.
    ///
    /// - Throws: `ArchiveError` with the place of what is wrong.
    mutating func next() throws -> TarEntry? {
        while let header = try blocks.nextHeader() {
            let size = try header.size()
            if size < 0 { throw ArchiveError.negativeSize(of: header, size) }
            switch header.flag {
            case UInt8(ascii: "L"), UInt8(ascii: "K"), UInt8(ascii: "x"), UInt8(ascii: "X"),
                UInt8(ascii: "g"):
                try extend(header, size)
            default:
                if let entry = try entry(header, size) { return entry }
            }
        }
        if try blocks.isAtLoneZeros() {
            warnings.add("what follows a lone block of zeros is not read: the tar may be damaged")
        }
        if waiting != nil {
            warnings.add("an extended header at the end belongs to no entry and was left out")
        }
        return nil
    }

    // MARK: Extended headers

    private mutating func extend(_ header: TarHeader, _ size: Int) throws {
        if size > limits.headerBytes - headerBytes {
            try blocks.skip(size, header)
            throw ArchiveError.longHeaders(limits.headerBytes, at: header.offset)
        }
        let data = try blocks.take(size, header)
        headerBytes += size
        switch header.flag {
        case UInt8(ascii: "L"): longName = Array(data.prefix { $0 != 0 })
        case UInt8(ascii: "K"): longTarget = Array(data.prefix { $0 != 0 })
        case UInt8(ascii: "g"):
            try globalRecords.add(data, isGlobal: true, header.offset + 512)
            headerBytes -= size
            return
        default: try records.add(data, isGlobal: false, header.offset + 512)
        }
        if waiting == nil { waiting = header.offset }
    }

    private mutating func reset() {
        longName = nil
        longTarget = nil
        records = PaxRecords()
        headerBytes = 0
        waiting = nil
    }

    // MARK: Entries

    private mutating func entry(_ header: TarHeader, _ headerSize: Int) throws -> TarEntry? {
        defer { reset() }
        let path = records.sparse?.name ?? records.path ?? longName ?? header.path
        let target = records.target ?? longTarget ?? header.target
        let shown = ShownName(path)
        let longest = max(path.count, target.count)
        if longest > limits.pathBytes {
            throw ArchiveError.longPath(longest, of: shown, at: header.offset)
        }
        let size = records.size ?? headerSize
        let isOldSparse = header.flag == UInt8(ascii: "S")
        guard let kind = try kind(header, path, shown, size) else {
            try blocks.skipUnused(size, header)
            warnings.add("'\(shown)' is a socket and was left out")
            return nil
        }
        var entry = TarEntry(
            path: path, target: target, kind: kind, attributes: try attributes(header, shown),
            modified: try modified(header, shown), device: DeviceNumber(major: 0, minor: 0),
            offset: blocks.offset, size: 0, headerOffset: header.offset)
        entry.makesDirectory = records.makesDirectory
        if leavesData {
            entry.firstHeader = waiting ?? header.offset
            entry.owner = records.owner ?? header.owner
            entry.group = records.group ?? header.group
        }
        switch kind {
        case .file:
            entry.size = size
            if isOldSparse {
                try readOldSparse(header, shown, &entry)
            } else if let sparse = records.sparse {
                try read(sparse, header, shown, &entry)
            } else {
                try pass(size, header)
            }
        case .characterDevice, .blockDevice:
            entry.device = try device(header, shown)
            if kind == .characterDevice, entry.device.isNone, !entry.isWhiteout {
                warnings.add("'\(shown)' is the device 0:0, which overlayfs takes for a removal")
            }
            try blocks.skipUnused(size, header)
        default: try blocks.skipUnused(size, header)
        }
        for name in records.ignored { warnings.add("'\(shown)': its \(name) was left out") }
        return entry
    }

    private func kind(
        _ header: TarHeader, _ path: [UInt8], _ shown: ShownName, _ size: Int
    ) throws -> TarEntry.Kind? {
        switch header.flag {
        case 0, UInt8(ascii: "0"), UInt8(ascii: "7"):
            // Before POSIX a slash at the end was all that told a directory; one with contents is a
            // file.
            return path.last == 0x2f && (size == 0 || header.flag == 0) ? .directory : .file
        case UInt8(ascii: "S"): return .file
        case UInt8(ascii: "s"): return nil
        default: break
        }
        if let known = TarEntry.Kind(rawValue: header.flag) { return known }
        throw ArchiveError.unknownKind(header.flag, of: shown, at: header.offset)
    }

    private func attributes(_ header: TarHeader, _ shown: ShownName) throws -> FileAttributes {
        let uid = try records.uid ?? globalRecords.uid ?? header.uid()
        let gid = try records.gid ?? globalRecords.gid ?? header.gid()
        guard let uid = UInt32(exactly: uid), let gid = UInt32(exactly: gid) else {
            throw ArchiveError.largeOwner(uid, gid, of: shown, at: header.offset)
        }
        // Old writers put the whole st_mode there; the kind is said elsewhere.
        return FileAttributes(
            mode: UInt16(truncatingIfNeeded: try header.mode()), uid: uid, gid: gid,
            extendedAttributes: records.extendedAttributes)
    }

    private mutating func modified(_ header: TarHeader, _ shown: ShownName) throws -> Nanoseconds {
        let time =
            try records.modified ?? globalRecords.modified ?? TarTime(seconds: header.modified())
        if time.isMoved { warnings.add("'\(shown)': its time does not fit and was moved") }
        return time.value
    }

    private func device(_ header: TarHeader, _ shown: ShownName) throws -> DeviceNumber {
        let (major, minor) = try header.device()
        guard let major = UInt32(exactly: records.major ?? major),
            let minor = UInt32(exactly: records.minor ?? minor)
        else { throw ArchiveError.largeDevice(of: shown, at: header.offset) }
        return DeviceNumber(major: major, minor: minor)
    }

    private func pass(_ size: Int, _ header: TarHeader) throws {
        if leavesData { blocks.leave(size) } else { try blocks.skip(size, header) }
    }

    // MARK: Sparse files

    private mutating func readOldSparse(
        _ header: TarHeader, _ shown: ShownName, _ entry: inout TarEntry
    ) throws {
        var pairs = try header.sparsePairs()
        var hasMore = header.hasMoreSparsePairs
        while hasMore {
            if pairs.count > limits.headerBytes {
                throw ArchiveError.longMap(
                    of: "\(shown)", over: limits.headerBytes, "numbers", at: header.offset)
            }
            let more = try header.morePairs(try blocks.take(512, header))
            pairs += more.pairs
            hasMore = more.hasMore
        }
        entry.offset = blocks.offset
        try pass(entry.size, header)
        try use(
            try SparseMap(
                pairs, size: try header.sparseSize(), stored: entry.size, shown, header.offset),
            &entry)
    }

    private mutating func read(
        _ sparse: SparseRecords, _ header: TarHeader, _ shown: ShownName, _ entry: inout TarEntry
    ) throws {
        var (pairs, stored) = (sparse.pairs, entry.size)
        if sparse.isInData {
            let map = try mapInData(header, shown, entry.size)
            pairs = map.pairs
            stored -= map.length
            entry.offset += map.length
        } else if let count = sparse.count, pairs.count / 2 != count {
            throw ArchiveError.otherPartCount(
                of: "\(shown)", count, has: pairs.count / 2, at: header.offset)
        }
        try pass(entry.size, header)
        guard let size = sparse.size else {
            throw ArchiveError.noSparseSize(of: "\(shown)", at: header.offset)
        }
        try use(try SparseMap(pairs, size: size, stored: stored, shown, header.offset), &entry)
    }

    /// The map in front of the bytes of format 1.0, without passing it.
    private func mapInData(_ header: TarHeader, _ shown: ShownName, _ size: Int) throws -> (
        pairs: [Int], length: Int
    ) {
        // It ends with its last number, and does not say before how long it is.
        var length = 64 << 10
        while true {
            let data = try blocks.peek(min(size, length))
            do {
                return try SparseMap.readPairs(data, shown, header.offset)
            } catch {
                if data.count < length { throw error }
                if length > limits.headerBytes {
                    throw ArchiveError.longMap(
                        of: "\(shown)", over: limits.headerBytes, "bytes", at: header.offset)
                }
                length *= 4
            }
        }
    }

    private mutating func use(_ map: SparseMap, _ entry: inout TarEntry) throws {
        // Holes take no memory, but whoever reads the file gets all of it.
        let (total, overflow) = sparseBytes.addingReportingOverflow(map.size)
        if overflow || total > limits.bytes {
            throw ArchiveError.largeSparseFile(entry, map.size, limit: limits.bytes)
        }
        sparseBytes = total
        entry.size = map.size
        entry.sparse = map
    }
}

internal import LayArchive
internal import LayBounds
import LayFiles
import LayShell

/// A file of a zip archive, as the archive's directory tells of it (APPNOTE 4.3.12).
struct ZipEntry {
    var name: [UInt8] = []
    /// 0 for stored bytes, 8 for deflate.
    var method = 0
    var flags = 0
    var checksum: UInt32 = 0
    var storedSize = 0
    var size = 0
    /// Local time since 1970, in seconds.
    var localTime = 0
    /// Seconds since 1970, where an extra field tells them.
    var time: Int?
    /// What stat(2) tells of a Unix file; 0 where another system wrote it.
    var mode: UInt16 = 0
    /// Where its local header is.
    var offset = 0

    var isDirectory: Bool { name.last == FileName.slash }
    var isEncrypted: Bool { flags & 1 != 0 }
    var isLink: Bool { mode & 0o170000 == 0o120000 }
}

/// The directory of a zip archive, whose bytes are read where they are wanted.
struct ZipDirectory {
    let entries: [ZipEntry]
    let comment: [UInt8]

    /// The largest directory that is read.
    private static let most = 256 << 20

    /// Reads the directory; `nil` where the contents are no zip archive.
    ///
    /// - Throws: `FileError`, `BoundReached`, and `StreamFault` for a damaged directory.
    init?(_ contents: FileContents, _ context: ProgramContext) throws {
        let tailStart = max(0, contents.count - 65_557)
        let tail = try contents.bytes(in: tailStart..<contents.count)
        guard tail.count >= 22,
            let end = stride(from: tail.count - 22, through: 0, by: -1).first(where: {
                tail[$0] == 0x50 && tail[$0 + 1] == 0x4b && tail[$0 + 2] == 5 && tail[$0 + 3] == 6
            })
        else { return nil }
        let fields = ZipFields(tail, at: end)
        var (count, size, start) = (fields.short(10), fields.long(12), fields.long(16))
        comment = Array(tail[(end + 22)...].prefix(fields.short(20)))
        if count == 0xffff || size == 0xffff_ffff || start == 0xffff_ffff, end >= 20,
            tail[end - 20] == 0x50, tail[end - 18] == 6, tail[end - 17] == 7
        {
            let place = ZipFields(tail, at: end - 20).wide(8)
            guard place >= 0, place <= contents.count - 56 else { throw StreamFault.damaged }
            let record = ZipFields(try contents.bytes(in: place..<(place + 56)), at: 0)
            (count, size, start) = (record.wide(32), record.wide(40), record.wide(48))
        }
        guard size >= 0, size <= Self.most, start >= 0, size <= contents.count,
            start <= contents.count - size
        else { throw StreamFault.damaged }
        // What stands in front of the archive moves all places.
        let real = tailStart + end - size
        var shift = 0
        if count < 0xffff, real >= start, real >= 0 { shift = real - start }
        try context.hold(size * 2)
        let bytes = try contents.bytes(in: (start + shift)..<(start + shift + size))
        var result: [ZipEntry] = []
        var place = 0
        while result.count < count, place + 46 <= bytes.count {
            try context.step()
            let header = ZipFields(bytes, at: place)
            guard header.long(0) == 0x0201_4b50 else { throw StreamFault.damaged }
            let (nameSize, extraSize) = (header.short(28), header.short(30))
            let next = place + 46 + nameSize + extraSize + header.short(32)
            guard next <= bytes.count else { throw StreamFault.damaged }
            var entry = ZipEntry()
            entry.name = Array(bytes[(place + 46)..<(place + 46 + nameSize)])
            entry.flags = header.short(8)
            entry.method = header.short(10)
            entry.localTime = Self.seconds(date: header.short(14), time: header.short(12))
            entry.checksum = UInt32(truncatingIfNeeded: header.long(16))
            (entry.storedSize, entry.size) = (header.long(20), header.long(24))
            entry.offset = header.long(42)
            if header.short(4) >> 8 == 3 { entry.mode = UInt16(header.long(38) >> 16) }
            let extra = bytes[(place + 46 + nameSize)..<(place + 46 + nameSize + extraSize)]
            Self.read(Array(extra), into: &entry)
            entry.offset = entry.offset.addingReportingOverflow(shift).partialValue
            result.append(entry)
            place = next
        }
        entries = result
    }

    private static func read(_ extra: [UInt8], into entry: inout ZipEntry) {
        var place = 0
        while place + 4 <= extra.count {
            let fields = ZipFields(extra, at: place)
            let (id, size) = (fields.short(0), fields.short(2))
            guard place + 4 + size <= extra.count else { return }
            if id == 1 {
                var field = 4
                func next() -> Int? {
                    guard field + 8 <= 4 + size else { return nil }
                    defer { field += 8 }
                    return fields.wide(field)
                }
                if entry.size == 0xffff_ffff { entry.size = next() ?? entry.size }
                if entry.storedSize == 0xffff_ffff { entry.storedSize = next() ?? entry.storedSize }
                if entry.offset == 0xffff_ffff { entry.offset = next() ?? entry.offset }
            } else if id == 0x5455, size >= 5, extra[place + 4] & 1 != 0 {
                entry.time = Int(Int32(truncatingIfNeeded: fields.long(5)))
            }
            place += 4 + size
        }
    }

    /// Where the bytes of an entry begin, behind its local header.
    ///
    /// - Throws: `StreamFault` where there is none; `FileError`.
    static func start(of entry: ZipEntry, in contents: FileContents) throws -> Int {
        guard entry.offset >= 0, entry.offset <= contents.count - 30 else {
            throw StreamFault.damaged
        }
        let bytes = try contents.bytes(in: entry.offset..<(entry.offset + 30))
        let header = ZipFields(bytes, at: 0)
        guard header.long(0) == 0x0403_4b50 else { throw StreamFault.damaged }
        let start = entry.offset + 30 + header.short(26) + header.short(28)
        guard start <= contents.count, entry.storedSize >= 0,
            entry.storedSize <= contents.count - start
        else { throw StreamFault.cutShort }
        return start
    }

    /// Gives the uncompressed bytes of an entry, whose checksum is looked at.
    ///
    /// - Throws: `StreamFault` for damaged bytes; `FileError`, `BoundReached`, what `body` throws.
    static func eachPiece(
        of entry: ZipEntry, in contents: FileContents, _ account: Account,
        _ body: ([UInt8]) throws -> Void
    ) throws {
        let start = try start(of: entry, in: contents)
        var checksum = CRC32()
        var count = 0
        func give(_ bytes: [UInt8]) throws {
            bytes.withUnsafeBytes { checksum.update($0) }
            count += bytes.count
            if count > entry.size { throw StreamFault.length }
            try account.work(bytes.count)
            try body(bytes)
        }
        if entry.method == 0 {
            try contents.eachPiece(account, from: start, to: start + entry.storedSize, give)
        } else {
            let inflater = try RawInflater(
                contents.pulled(from: start, count: entry.storedSize, account))
            while true {
                let bytes = try inflater.next()
                if bytes.isEmpty { break }
                try give(bytes)
            }
        }
        if count != entry.size { throw StreamFault.length }
        if checksum.value != entry.checksum { throw StreamFault.checksum }
    }

    /// Seconds that a date and a time of MS-DOS mean.
    private static func seconds(date: Int, time: Int) -> Int {
        CivilDate(1980 + (date >> 9), max(1, (date >> 5) & 15), max(1, date & 31)).days * 86_400
            + (time >> 11) * 3600 + ((time >> 5) & 63) * 60 + (time & 31) * 2
    }
}

/// Numbers of a record, the low bytes first.
struct ZipFields {
    private let bytes: [UInt8]
    private let start: Int

    init(_ bytes: [UInt8], at start: Int) {
        self.bytes = bytes
        self.start = start
    }

    private func number(_ place: Int, _ count: Int) -> Int {
        var value: UInt64 = 0
        for index in (0..<count).reversed() {
            let at = start + place + index
            value = value << 8 | UInt64(at < bytes.count ? bytes[at] : 0)
        }
        return Int(truncatingIfNeeded: value)
    }

    func short(_ place: Int) -> Int { number(place, 2) }
    func long(_ place: Int) -> Int { number(place, 4) }
    /// A number of eight bytes, negative where it has no room.
    func wide(_ place: Int) -> Int { number(place, 8) }
}

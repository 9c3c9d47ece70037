internal import LayArchive
internal import LayBounds
import LayFiles
import LayShell

/// Writes a zip archive from front to back (APPNOTE 4.3).
final class ZipWriter {
    private let call: UtilityCall
    private let file: FileOutput?
    private var entries: [ZipEntry] = []
    private var count = 0

    /// Files up to this size are compressed once; larger ones twice, since their sizes stand in front.
    private static let heldFile = 8 << 20

    /// Writes to a file, or to the standard output.
    ///
    /// - Throws: `UtilityFailure` where it cannot be made.
    init(_ call: UtilityCall, _ archive: [UInt8]?) throws {
        self.call = call
        do throws(FileError) {
            file = try archive.map { name throws(FileError) in
                do {
                    return try FileOutput(call.path(name), call.context)
                } catch {
                    throw (error as? FileError) ?? FileError(.io, .root)
                }
            }
        } catch {
            if let bound = error.bound { throw bound }
            try call.write(
                "zip I/O error: \(error.reason)\nzip error: Could not create output file "
                    + "(\(call.text(archive ?? [])))\n")
            throw UtilityFailure(nil, status: 15)
        }
    }

    private func put(_ bytes: [UInt8]) throws {
        count += bytes.count
        if let file { try file.write(bytes) } else { try call.write(bytes) }
    }

    /// Adds a file as another archive has it.
    ///
    /// - Throws: `FileError`, `BoundReached`, `UtilityFailure` where that archive is damaged.
    func copy(_ entry: ZipEntry, from contents: FileContents) throws {
        var copy = entry
        let start: Int
        do {
            start = try ZipDirectory.start(of: entry, in: contents)
        } catch is StreamFault {
            throw UtilityFailure("\nzip error: Zip file structure invalid", status: 3)
        }
        copy.flags &= 0x0800
        try begin(&copy)
        try contents.eachPiece(
            call.context.account, from: start, to: start + entry.storedSize, put)
    }

    /// Adds a file; gives what was written.
    ///
    /// - Throws: `FileError`, `BoundReached`.
    func add(_ name: [UInt8], _ node: FileNode, level: Int) throws -> ZipEntry {
        var entry = ZipEntry()
        entry.name = name
        let kind: UInt16 =
            switch node.kind {
            case .directory: 0o040000
            case .symlink: 0o120000
            default: 0o100000
            }
        entry.mode = kind | node.attributes.mode
        let seconds = Int(node.modified / 1_000_000_000)
        entry.time = seconds
        entry.localTime = seconds + TimeText.offset(at: seconds, zone: call.zone)
        if name.contains(where: { $0 > 0x7e }) { entry.flags = 0x0800 }
        var contents = FileContents.empty
        if case .file(let bytes) = node.body { contents = bytes }
        if let target = node.target { contents = FileContents(target) }
        entry.size = contents.count
        let account = call.context.account
        var checksum = CRC32()
        var held: [UInt8] = []
        var stored = 0
        let isHeld = contents.count <= Self.heldFile
        if isHeld { try account.hold(contents.count) }
        defer { if isHeld { account.release(contents.count) } }
        if level > 0, contents.count > 0 {
            let deflater = try RawDeflater(level: level) { bytes in
                stored += bytes.count
                if isHeld { held += bytes }
            }
            try contents.eachPiece(account) { piece in
                piece.withUnsafeBytes { checksum.update($0) }
                try deflater.write(piece)
            }
            try deflater.finish()
        } else {
            try contents.eachPiece(account) { piece in
                piece.withUnsafeBytes { checksum.update($0) }
            }
            stored = .max
        }
        entry.checksum = checksum.value
        entry.method = stored < contents.count ? 8 : 0
        entry.storedSize = min(stored, contents.count)
        try begin(&entry)
        if entry.method == 0 {
            try contents.eachPiece(account, put)
        } else if isHeld {
            try put(held)
        } else {
            let deflater = try RawDeflater(level: level) { [unowned self] in try put($0) }
            try contents.eachPiece(account) { try deflater.write($0) }
            try deflater.finish()
        }
        return entry
    }

    private func begin(_ entry: inout ZipEntry) throws {
        entry.offset = count
        try call.context.hold(entry.name.count + 160)
        entries.append(entry)
        var record = ZipRecord(0x0403_4b50)
        record.short(entry.size >= 0xffff_ffff ? 45 : 20)
        record.common(entry)
        let extra = ZipRecord.extra(entry, isLocal: true)
        record.short(extra.count)
        try put(record.bytes + entry.name + extra)
    }

    /// Ends the archive with its directory.
    ///
    /// - Throws: `FileError`, `BoundReached`.
    func finish() throws {
        let start = count
        for entry in entries {
            var record = ZipRecord(0x0201_4b50)
            record.short(3 << 8 | 30)
            record.short(max(entry.size, entry.offset) >= 0xffff_ffff ? 45 : 20)
            record.common(entry)
            let extra = ZipRecord.extra(entry, isLocal: false)
            record.short(extra.count)
            for _ in 0..<3 { record.short(0) }
            record.long(Int(entry.mode) << 16 | (entry.isDirectory ? 16 : 0))
            record.long(min(entry.offset, 0xffff_ffff))
            try put(record.bytes + entry.name + extra)
        }
        let size = count - start
        if entries.count >= 0xffff || count >= 0xffff_ffff {
            let place = count
            var record = ZipRecord(0x0606_4b50)
            record.wide(44)
            record.short(3 << 8 | 45)
            record.short(45)
            record.long(0)
            record.long(0)
            record.wide(entries.count)
            record.wide(entries.count)
            record.wide(size)
            record.wide(start)
            record.long(0x0706_4b50)
            record.long(0)
            record.wide(place)
            record.long(1)
            try put(record.bytes)
        }
        var end = ZipRecord(0x0605_4b50)
        end.long(0)
        end.short(min(entries.count, 0xffff))
        end.short(min(entries.count, 0xffff))
        end.long(min(size, 0xffff_ffff))
        end.long(min(start, 0xffff_ffff))
        end.short(0)
        try put(end.bytes)
        if let file { try file.flush() } else { try call.flush() }
    }
}

/// A record of a zip archive on its way.
private struct ZipRecord {
    private(set) var bytes: [UInt8] = []

    init(_ signature: Int) { long(signature) }

    private mutating func number(_ value: Int, _ count: Int) {
        for index in 0..<count { bytes.append(UInt8(truncatingIfNeeded: value >> (8 * index))) }
    }

    mutating func short(_ value: Int) { number(value, 2) }
    mutating func long(_ value: Int) { number(value, 4) }
    mutating func wide(_ value: Int) { number(value, 8) }

    /// What the local header and the directory have alike, up to the length of the name.
    mutating func common(_ entry: ZipEntry) {
        short(entry.flags)
        short(entry.method)
        let days = Int((Double(entry.localTime) / 86_400).rounded(.down))
        let date = CivilDate(days: days)
        let second = entry.localTime - days * 86_400
        if date.year < 1980 {
            short(0)
            short(0x21)
        } else {
            short(second / 3600 << 11 | second / 60 % 60 << 5 | second % 60 / 2)
            short(min(date.year - 1980, 127) << 9 | date.month << 5 | date.day)
        }
        long(Int(entry.checksum))
        let isLarge = entry.size >= 0xffff_ffff
        long(isLarge ? 0xffff_ffff : entry.storedSize)
        long(isLarge ? 0xffff_ffff : entry.size)
        short(entry.name.count)
    }

    /// The time of Unix, and sizes that have no room elsewhere.
    static func extra(_ entry: ZipEntry, isLocal: Bool) -> [UInt8] {
        var record = ZipRecord(0)
        record.bytes = []
        let isLarge = entry.size >= 0xffff_ffff
        let isFar = !isLocal && entry.offset >= 0xffff_ffff
        if isLarge || isFar {
            record.short(1)
            record.short((isLarge ? 16 : 0) + (isFar ? 8 : 0))
            if isLarge {
                record.wide(entry.size)
                record.wide(entry.storedSize)
            }
            if isFar { record.wide(entry.offset) }
        }
        if let time = entry.time {
            record.short(0x5455)
            record.short(5)
            record.bytes.append(1)
            record.long(time)
        }
        return record.bytes
    }
}

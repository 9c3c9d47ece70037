internal import LayFiles

/// The forms that archives are written in.
package enum TarForm: String, Sendable, CaseIterable {
    case v7, oldGNU = "oldgnu", gnu, ustar, posix
}

/// Writes archives as tar(1) does, in one of its forms, for programs that look at their bytes.
package struct TarMemberWriter {
    /// Why an entry has no place in a form.
    package enum Misfit: Sendable {
        /// The name is longer than so many bytes, or has no slash where it could be split.
        case longName(most: Int), unsplittableName
        case longTarget
    }

    private let form: TarForm
    private let output: ([UInt8]) throws -> Void
    private var buffer: [UInt8] = []
    /// Bytes that were written.
    package private(set) var count = 0

    private static let room = 64 << 10

    /// Writes to `output`.
    package init(
        _ form: TarForm, startingAt count: Int = 0, _ output: @escaping ([UInt8]) throws -> Void
    ) {
        self.form = form
        self.output = output
        self.count = count
    }

    /// Why an entry cannot be written; `nil` where it can.
    package func misfit(_ entry: TarEntry) -> Misfit? {
        switch form {
        case .gnu, .oldGNU, .posix: return nil
        case .v7:
            if entry.path.count > 99 { return .longName(most: 99) }
        case .ustar:
            if entry.path.count > 256 { return .longName(most: 256) }
            if split(entry.path) == nil { return .unsplittableName }
        }
        return entry.target.count > 100 ? .longTarget : nil
    }

    /// Writes the headers of an entry; its contents and `end` follow.
    ///
    /// - Throws: what the output throws.
    package mutating func begin(_ entry: TarEntry, size: Int = 0) throws {
        var entry = entry
        var prefix: [UInt8] = []
        let flag = entry.kind == .file && form == .v7 ? 0 : entry.kind.rawValue
        switch form {
        case .gnu, .oldGNU:
            let most = form == .gnu ? 100 : 99
            if entry.target.count > most { try putLong(entry.target, UInt8(ascii: "K")) }
            if entry.path.count > most { try putLong(entry.path, UInt8(ascii: "L")) }
        case .ustar:
            if let parts = split(entry.path) { (prefix, entry.path) = parts }
        case .posix:
            let records = records(of: entry, size: size)
            if !records.isEmpty {
                var header = TarEntry(
                    path: paxName(entry.path), kind: .file,
                    attributes: FileAttributes(mode: 0o644), modified: entry.modified)
                header.modified = TarHeaderBlock.seconds(entry.modified).seconds * 1_000_000_000
                put(
                    TarHeaderBlock(
                        header, size: records.count, flag: UInt8(ascii: "x"), prefix: [], .posix))
                try append(records)
                try end(records.count)
            }
            if entry.path.count > 100, let parts = split(entry.path) {
                (prefix, entry.path) = parts
            }
        case .v7: break
        }
        put(TarHeaderBlock(entry, size: size, flag: flag, prefix: prefix, form))
        try flushIfFull()
    }

    /// Writes bytes of a file.
    ///
    /// - Throws: what the output throws.
    package mutating func append(_ bytes: [UInt8]) throws {
        buffer.append(contentsOf: bytes)
        try flushIfFull()
    }

    /// Writes bytes of a file.
    ///
    /// - Throws: what the output throws.
    package mutating func append(_ bytes: UnsafeRawBufferPointer) throws {
        buffer.append(contentsOf: bytes)
        try flushIfFull()
    }

    /// Fills the last block of a file of so many bytes.
    ///
    /// - Throws: what the output throws.
    package mutating func end(_ size: Int) throws {
        buffer.append(contentsOf: repeatElement(0, count: -size & 511))
        try flushIfFull()
    }

    /// Ends the archive and fills its last record of so many blocks.
    ///
    /// - Throws: what the output throws.
    package mutating func finish(blocking: Int = 20) throws {
        buffer.append(contentsOf: repeatElement(0, count: 1024))
        let record = max(1, blocking) * 512
        let rest = (count + buffer.count) % record
        if rest > 0 { buffer.append(contentsOf: repeatElement(0, count: record - rest)) }
        try flush()
    }

    private mutating func put(_ block: TarHeaderBlock) { block.append(to: &buffer) }

    /// A name that has no room in the header, in front of it.
    private mutating func putLong(_ name: [UInt8], _ flag: UInt8) throws {
        var header = TarEntry(
            path: Array("././@LongLink".utf8), kind: .file,
            attributes: FileAttributes(mode: 0o644), modified: 0)
        header.owner = Array("root".utf8)
        header.group = header.owner
        put(TarHeaderBlock(header, size: name.count + 1, flag: flag, prefix: [], form))
        buffer += name + [0]
        try end(name.count + 1)
    }

    private func paxName(_ path: [UInt8]) -> [UInt8] {
        let trimmed = path.last == 0x2f ? Array(path.dropLast()) : path
        let slash = trimmed.lastIndex(of: 0x2f)
        let directory = slash.map { Array(trimmed[..<$0]) } ?? [UInt8(ascii: ".")]
        let name = slash.map { Array(trimmed[($0 + 1)...]) } ?? trimmed
        return Array((directory + Array("/PaxHeaders/".utf8) + name).prefix(100))
    }

    private func records(of entry: TarEntry, size: Int) -> [UInt8] {
        var result = PaxRecords.needed(by: entry, size: size)
        for (key, name) in [("uname", entry.owner), ("gname", entry.group)]
        where name.count > 31 || name.contains(where: { $0 > 0x7e }) {
            result += PaxRecords.record(Array(key.utf8), name)
        }
        return result
    }

    /// The prefix and the name that a header of POSIX has for a path; `nil` where it has no room.
    private func split(_ path: [UInt8]) -> (prefix: [UInt8], name: [UInt8])? {
        if path.count <= 100 { return ([], path) }
        if path.count > 256 { return nil }
        var index = min(155, path.count - 2)
        while index > 0 {
            if path[index] == 0x2f {
                let name = path.count - index - 1
                return name <= 100 && name > 0
                    ? (Array(path[..<index]), Array(path[(index + 1)...])) : nil
            }
            index -= 1
        }
        return nil
    }

    private mutating func flushIfFull() throws {
        if buffer.count >= Self.room { try flush() }
    }

    private mutating func flush() throws {
        count += buffer.count
        let bytes = buffer
        buffer = []
        buffer.reserveCapacity(Self.room + 1024)
        if !bytes.isEmpty { try output(bytes) }
    }
}

internal import LayFiles

/// What extended headers say of the entries behind them (POSIX.1-2024, pax, Extended Header).
struct PaxRecords {
    var path: [UInt8]?
    var target: [UInt8]?
    var size: Int?
    var uid: Int?
    var gid: Int?
    var owner: [UInt8]?
    var group: [UInt8]?
    var modified: TarTime?
    var major: Int?
    var minor: Int?
    var sparse: SparseRecords?
    /// The record of a whiteout whose directory is made where there is none: what two layers do
    /// together when one adds the only file of a directory and the other removes it. OCI has no word
    /// for it, and others see the whiteout alone.
    static let madeDirectory = Array("LAY.directory".utf8)

    var makesDirectory = false
    /// Kinds of records that were left out although they say something of a file.
    var ignored: [String] = []
    private var attributes: [[UInt8]: [UInt8]] = [:]
    /// libarchive writes both forms; the plain one is taken.
    private var encodedAttributes: [[UInt8]: [UInt8]] = [:]

    /// Adds the records of a header: `LENGTH KEY=VALUE\n`, one after the other; later ones win.
    ///
    /// - Throws: `ArchiveError` for damaged records.
    mutating func add(_ data: UnsafeRawBufferPointer, isGlobal: Bool, _ offset: Int) throws {
        var place = 0
        while place < data.count, data[place] != 0 {
            guard let space = data[place...].prefix(11).firstIndex(of: 0x20),
                let length = TarNumber.decimal(data[place..<space]), length <= data.count - place,
                length > space - place + 1, data[place + length - 1] == 10,
                let equals = data[(space + 1)..<(place + length)].firstIndex(of: 0x3d)
            else { throw ArchiveError.damagedRecord(at: offset + place) }
            let key = Array(data[(space + 1)..<equals])
            let value = Array(data[(equals + 1)..<(place + length - 1)])
            try add(key, value, isGlobal: isGlobal, offset)
            place += length
        }
    }

    private mutating func add(_ key: [UInt8], _ value: [UInt8], isGlobal: Bool, _ offset: Int)
        throws
    {
        let name = String(decoding: key, as: UTF8.self)
        // Go's readers, Docker's among them, leave global headers out; a name or a size for every
        // entry would show them another archive.
        let isOfOneEntry =
            ["path", "linkpath", "size"].contains(name) || name.contains("xattr.")
            || name.hasPrefix("GNU.sparse.") || name.hasPrefix("LAY.")
        if isGlobal, isOfOneEntry { throw ArchiveError.globalRecord(name, at: offset) }
        func number() throws -> Int? {
            // An empty value takes the record back.
            if value.isEmpty { return nil }
            if let number = TarNumber.decimal(value) { return number }
            throw ArchiveError.noNumber(in: name, at: offset)
        }
        switch name {
        case "path": path = value.isEmpty ? nil : value
        case "linkpath": target = value.isEmpty ? nil : value
        case "size": size = try number()
        case "uid": uid = try number()
        case "gid": gid = try number()
        case "uname": owner = value
        case "gname": group = value
        case "mtime":
            if !value.isEmpty, TarNumber.time(value) == nil {
                throw ArchiveError.noTime(in: name, at: offset)
            }
            modified = TarNumber.time(value)
        case "LAY.directory": makesDirectory = !value.isEmpty
        case "SCHILY.devmajor": major = try number()
        case "SCHILY.devminor": minor = try number()
        case "RHT.security.selinux": attributes[Array("security.selinux".utf8)] = value
        case "SCHILY.acl.access", "SCHILY.acl.default": ignored.append(name)
        default:
            if name.hasPrefix("SCHILY.xattr.") {
                attributes[try attributeName(key.dropFirst(13), isEncoded: false, offset)] = value
            } else if name.hasPrefix("LIBARCHIVE.xattr.") {
                // Some writers break the lines of long values.
                let value = value.filter { ![0x0a, 0x0d, 0x20].contains($0) }
                let padding = [UInt8](repeating: 0x3d, count: (4 - value.count % 4) % 4)
                guard let bytes = Base64.decode(value + padding) else {
                    throw ArchiveError.noBase64(in: name, at: offset)
                }
                encodedAttributes[
                    try attributeName(key.dropFirst(17), isEncoded: true, offset)] = bytes
            } else if name.hasPrefix("GNU.sparse.") {
                try addSparse(name, value, offset)
            }
        }
    }

    private mutating func addSparse(_ name: String, _ value: [UInt8], _ offset: Int) throws {
        func number() throws -> Int {
            if let number = TarNumber.decimal(value) { return number }
            throw ArchiveError.noSparseNumber(in: name, at: offset)
        }
        var records = sparse ?? SparseRecords()
        switch name {
        case "GNU.sparse.name": records.name = value
        case "GNU.sparse.size", "GNU.sparse.realsize": records.size = try number()
        case "GNU.sparse.numblocks": records.count = try number()
        case "GNU.sparse.offset", "GNU.sparse.numbytes":
            // They come in turns, the offset first.
            guard records.pairs.count.isMultiple(of: 2) == name.hasSuffix("offset") else {
                throw ArchiveError.disorderedMap(at: offset)
            }
            records.pairs.append(try number())
        case "GNU.sparse.map":
            let parts = value.split(separator: 0x2c, omittingEmptySubsequences: false)
            records.pairs = value.isEmpty ? [] : parts.compactMap { TarNumber.decimal($0) }
            guard value.isEmpty || records.pairs.count == parts.count else {
                throw ArchiveError.damagedMapRecord(name, at: offset)
            }
        case "GNU.sparse.major":
            let major = try number()
            if major > 1 { throw ArchiveError.unknownSparseFormat(major, at: offset) }
            records.isInData = major == 1
        case "GNU.sparse.minor": _ = try number()
        default: break
        }
        sparse = records
    }

    /// Names may hold `=` and `%` as GNU writes them, any byte as libarchive does.
    private func attributeName(_ key: ArraySlice<UInt8>, isEncoded: Bool, _ offset: Int) throws
        -> [UInt8]
    {
        var result: [UInt8] = []
        var place = key.startIndex
        while place < key.endIndex {
            let digits = key[place...].dropFirst().prefix(2)
            let text = String(decoding: digits, as: UTF8.self)
            if key[place] == UInt8(ascii: "%"), digits.count == 2,
                let byte = UInt8(text, radix: 16),
                digits.first != UInt8(ascii: "+"), isEncoded || byte == 0x25 || byte == 0x3d
            {
                result.append(byte)
                place += 3
            } else {
                result.append(key[place])
                place += 1
            }
        }
        if result.isEmpty || result.contains(0) {
            throw ArchiveError.brokenAttributeName(at: offset)
        }
        return result
    }

    /// The extended attributes by name, without those that overlayfs keeps for itself.
    var extendedAttributes: [ExtendedAttribute] {
        if attributes.isEmpty, encodedAttributes.isEmpty { return [] }
        return encodedAttributes.merging(attributes) { _, plain in plain }
            .filter { !$0.key.starts(with: "trusted.overlay.".utf8) }
            .sorted { $0.key.lexicographicallyPrecedes($1.key) }
            .map { ExtendedAttribute(name: $0.key, value: $0.value) }
    }
}

internal import LayFiles

/// Reads the entries of an uncompressed tar: ustar, pax, and GNU's long names and numbers.
///
/// Nothing in it is trusted: sizes are checked against the bytes there are, checksums are
/// verified, numbers cannot overflow.
struct TarReader {
    private let bytes: UnsafeRawBufferPointer
    private let limits: ArchiveLimits
    private var offset = 0
    private var count = 0
    // What the extended headers before an entry said.
    private var longName: [UInt8]?
    private var longTarget: [UInt8]?
    private var pax: [(key: [UInt8], value: [UInt8])] = []
    /// Pax records for all entries that follow.
    private var globalPax: [(key: [UInt8], value: [UInt8])] = []
    /// Kinds that were left out, such as sockets.
    private(set) var warnings: [String] = []

    init(_ bytes: UnsafeRawBufferPointer, limits: ArchiveLimits) {
        self.bytes = bytes
        self.limits = limits
    }

    /// The next entry; `nil` at the end.
    ///
    /// - Throws: `ArchiveError` with the place of what is wrong.
    mutating func next() throws -> TarEntry? {
        while true {
            let start = offset
            if start == bytes.count, start == 0 { return nil }
            guard start + 512 <= bytes.count else {
                // GNU tar ends with zero blocks; some writers leave them out.
                if start == bytes.count { return nil }
                throw ArchiveError("the tar is cut short in a header", offset: start)
            }
            let header = UnsafeRawBufferPointer(rebasing: bytes[start..<(start + 512)])
            if header.allSatisfy({ $0 == 0 }) { return nil }
            try verify(header, start)
            let size = try number(header, 124, 12, start)
            offset = start + 512
            let flag = header[156]
            switch flag {
            case UInt8(ascii: "L"), UInt8(ascii: "K"), UInt8(ascii: "x"), UInt8(ascii: "g"):
                let data = try take(size, start)
                if size > 1 << 20 {
                    throw ArchiveError(
                        "an extended header of \(size) bytes is too large", offset: start)
                }
                try extend(flag, data, start)
                continue
            default: break
            }
            count += 1
            if count > limits.entries {
                throw ArchiveError("there are more than \(limits.entries) entries", offset: start)
            }
            defer { reset() }
            if let entry = try entry(header, flag, size, start) { return entry }
        }
    }

    private mutating func reset() {
        longName = nil
        longTarget = nil
        pax = []
    }

    /// The data behind a header; the position moves to the block behind it.
    private mutating func take(_ size: Int, _ start: Int) throws -> UnsafeRawBufferPointer {
        guard size >= 0, size <= bytes.count - offset else {
            throw ArchiveError(
                "an entry says it has \(size) bytes, but the tar ends before", offset: start)
        }
        let data = UnsafeRawBufferPointer(rebasing: bytes[offset..<(offset + size)])
        offset = min(bytes.count, offset + (size + 511) / 512 * 512)
        return data
    }

    private func verify(_ header: UnsafeRawBufferPointer, _ start: Int) throws {
        var unsigned = 8 * 32
        var signed = 8 * 32
        for index in 0..<512 where !(148..<156).contains(index) {
            unsigned += Int(header[index])
            signed += Int(Int8(bitPattern: header[index]))
        }
        let stored = try number(header, 148, 8, start)
        if stored != unsigned, stored != signed {
            throw ArchiveError(
                "the checksum of a header is wrong: this is no tar, or it is damaged", offset: start
            )
        }
    }

    /// An octal number, or GNU's base 256.
    private func number(_ header: UnsafeRawBufferPointer, _ place: Int, _ length: Int, _ start: Int)
        throws -> Int
    {
        let field = header[place..<(place + length)]
        guard let first = field.first else { return 0 }
        if first & 0x80 != 0 {
            var value = first & 0x40 != 0 ? -1 : Int(first & 0x3f)
            if first & 0x40 != 0 { value = value << 7 | Int(first & 0x7f) }
            for byte in field.dropFirst() {
                let (shifted, overflow) = value.multipliedReportingOverflow(by: 256)
                if overflow {
                    throw ArchiveError("a number in a header does not fit 64 bits", offset: start)
                }
                value = shifted | Int(byte)
            }
            return value
        }
        var value = 0
        var seen = false
        for byte in field {
            if byte == 32 || byte == 0 {
                if seen { break }
                continue
            }
            guard (0x30...0x37).contains(byte) else {
                throw ArchiveError("a number in a header is not octal", offset: start)
            }
            seen = true
            value = value << 3 | Int(byte - 0x30)
        }
        return value
    }

    private func text(_ header: UnsafeRawBufferPointer, _ place: Int, _ length: Int) -> [UInt8] {
        Array(header[place..<(place + length)].prefix { $0 != 0 })
    }

    private mutating func extend(_ flag: UInt8, _ data: UnsafeRawBufferPointer, _ start: Int) throws
    {
        switch flag {
        case UInt8(ascii: "L"): longName = Array(data.prefix { $0 != 0 })
        case UInt8(ascii: "K"): longTarget = Array(data.prefix { $0 != 0 })
        case UInt8(ascii: "g"): globalPax += try records(data, start)
        default: pax += try records(data, start)
        }
    }

    /// `LENGTH KEY=VALUE\n`, one after the other.
    private func records(_ data: UnsafeRawBufferPointer, _ start: Int) throws -> [(
        key: [UInt8], value: [UInt8]
    )] {
        var result: [(key: [UInt8], value: [UInt8])] = []
        var place = 0
        while place < data.count, data[place] != 0 {
            var length = 0
            var digits = place
            while digits < data.count, (0x30...0x39).contains(data[digits]), digits - place < 10 {
                length = length * 10 + Int(data[digits] - 0x30)
                digits += 1
            }
            let end = place + length
            guard digits < data.count, data[digits] == 32, end <= data.count, end > digits + 1,
                data[end - 1] == 10,
                let equals = data[(digits + 1)..<end].firstIndex(of: 0x3d)
            else { throw ArchiveError("a pax record is damaged", offset: start) }
            result.append(
                (Array(data[(digits + 1)..<equals]), Array(data[(equals + 1)..<(end - 1)])))
            place = end
        }
        return result
    }

    private mutating func entry(
        _ header: UnsafeRawBufferPointer, _ flag: UInt8, _ headerSize: Int, _ start: Int
    ) throws -> TarEntry? {
        var path = text(header, 0, 100)
        // The prefix belongs to POSIX headers; GNU's use the place for times.
        if header[257..<263].elementsEqual("ustar\0".utf8), header[345] != 0 {
            path = text(header, 345, 155) + [0x2f] + path
        }
        if let longName { path = longName }
        var target = longTarget ?? text(header, 157, 100)
        var size = headerSize
        var modified = try number(header, 136, 12, start).multipliedReportingOverflow(
            by: 1_000_000_000
        ).partialValue
        var uid = try number(header, 108, 8, start)
        var gid = try number(header, 116, 8, start)
        var extended: [ExtendedAttribute] = []
        for (key, value) in globalPax + pax {
            let name = String(decoding: key, as: UTF8.self)
            switch name {
            case "path": path = value
            case "linkpath": target = value
            case "size": size = try decimal(value, start)
            case "uid": uid = try decimal(value, start)
            case "gid": gid = try decimal(value, start)
            case "mtime": modified = try time(value, start)
            default:
                if name.hasPrefix("SCHILY.xattr.") {
                    extended.append(ExtendedAttribute(name: Array(key.dropFirst(13)), value: value))
                } else if name.hasPrefix("GNU.sparse.") {
                    throw ArchiveError(
                        "the entry '\(TreePath.display(path[...]))' is a GNU sparse file, which is not read yet",
                        offset: start)
                }
            }
        }
        let kind: TarEntry.Kind
        switch flag {
        case 0, UInt8(ascii: "7"): kind = path.last == 0x2f ? .directory : .file
        case UInt8(ascii: "S"):
            throw ArchiveError(
                "the entry '\(TreePath.display(path[...]))' is a GNU sparse file, which is not read yet",
                offset: start)
        default:
            guard let known = TarEntry.Kind(rawValue: flag) else {
                _ = try take(size, start)
                warnings.append(
                    "'\(TreePath.display(path[...]))' has the type '\(UnicodeScalar(flag))' and was left out"
                )
                return nil
            }
            kind = known
        }
        guard let uid = UInt32(exactly: uid), let gid = UInt32(exactly: gid) else {
            throw ArchiveError(
                "the entry '\(TreePath.display(path[...]))' has an owner that does not fit 32 bits",
                offset: start)
        }
        let data = offset
        if kind == .file { _ = try take(size, start) }
        extended.sort { $0.name.lexicographicallyPrecedes($1.name) }
        extended.removeAll { $0.name.starts(with: "trusted.overlay.".utf8) }
        return TarEntry(
            path: path, target: target, kind: kind,
            attributes: FileAttributes(
                mode: UInt16(truncatingIfNeeded: try number(header, 100, 8, start)), uid: uid,
                gid: gid,
                extendedAttributes: extended),
            modified: Nanoseconds(modified),
            device: DeviceNumber(
                major: UInt32(truncatingIfNeeded: try number(header, 329, 8, start)),
                minor: UInt32(truncatingIfNeeded: try number(header, 337, 8, start))),
            offset: data, size: kind == .file ? size : 0, headerOffset: start)
    }

    private func decimal(_ value: [UInt8], _ start: Int) throws -> Int {
        guard let number = Int(String(decoding: value, as: UTF8.self)), number >= 0 else {
            throw ArchiveError("a pax number is damaged", offset: start)
        }
        return number
    }

    /// Seconds with a fraction, also negative: `-1.5`.
    private func time(_ value: [UInt8], _ start: Int) throws -> Int {
        let isNegative = value.first == UInt8(ascii: "-")
        let parts = value.drop { $0 == UInt8(ascii: "-") }
            .split(separator: UInt8(ascii: "."), maxSplits: 1, omittingEmptySubsequences: false)
        let seconds = try decimal(Array(parts.first ?? []), start)
        var fraction = parts.count > 1 ? String(decoding: parts[1].prefix(9), as: UTF8.self) : "0"
        fraction += String(repeating: "0", count: max(0, 9 - fraction.utf8.count))
        guard let nanoseconds = Int(fraction) else {
            throw ArchiveError("a pax time is damaged", offset: start)
        }
        let (whole, overflow) = seconds.multipliedReportingOverflow(by: 1_000_000_000)
        if overflow || whole > Int.max - nanoseconds {
            throw ArchiveError("a pax time is out of range", offset: start)
        }
        return isNegative ? -(whole + nanoseconds) : whole + nanoseconds
    }
}

internal import LayFiles

/// Writes a tar in one canonical form, so that equal trees give equal bytes: ustar headers, pax
/// records only where a value does not fit or has no place (POSIX.1-2008, pax).
struct TarWriter {
    private(set) var bytes: [UInt8] = []

    /// Adds an entry; `contents` is empty but for files.
    mutating func add(_ entry: TarEntry, _ contents: FileContents) throws(FileError) {
        var records: [(key: [UInt8], value: [UInt8])] = []
        func record(_ key: String, _ value: [UInt8]) { records.append((Array(key.utf8), value)) }
        let isLongName = entry.path.count > 100
        if isLongName { record("path", entry.path) }
        if entry.target.count > 100 { record("linkpath", entry.target) }
        let (quotient, remainder) = entry.modified.quotientAndRemainder(dividingBy: 1_000_000_000)
        let seconds = remainder < 0 ? quotient - 1 : quotient
        let fraction = remainder < 0 ? remainder + 1_000_000_000 : remainder
        if fraction != 0 || seconds < 0 || seconds > 0o77777777777 {
            record("mtime", Self.time(entry.modified))
        }
        if contents.count > 0o77777777777 {
            record("size", Array(String(contents.count).utf8))
        }
        if entry.attributes.uid > 0o7777777 {
            record("uid", Array(String(entry.attributes.uid).utf8))
        }
        if entry.attributes.gid > 0o7777777 {
            record("gid", Array(String(entry.attributes.gid).utf8))
        }
        for attribute in entry.attributes.extendedAttributes {
            let key = Array("SCHILY.xattr.".utf8) + Self.escaped(attribute.name)
            records.append((key, attribute.value))
        }
        if !records.isEmpty {
            let data = records.flatMap { Self.record($0.key, $0.value) }
            header(
                Array("PaxHeaders/x".utf8), [], UInt8(ascii: "x"), FileAttributes(mode: 0o644), 0,
                data.count, DeviceNumber(major: 0, minor: 0))
            bytes += data
            pad()
        }
        header(
            Array(entry.path.prefix(100)), Array(entry.target.prefix(100)), entry.kind.rawValue,
            entry.attributes,
            max(0, min(seconds, 0o77777777777)), contents.count, entry.device)
        bytes.reserveCapacity(bytes.count + contents.count + 512)
        try contents.forEachStretch { bytes.append(contentsOf: $0) }
        pad()
    }

    /// Ends the tar with two empty blocks.
    mutating func finish() -> [UInt8] {
        bytes += [UInt8](repeating: 0, count: 1024)
        return bytes
    }

    private mutating func pad() {
        let rest = bytes.count % 512
        if rest > 0 { bytes += [UInt8](repeating: 0, count: 512 - rest) }
    }

    /// A name with `=` and `%` written as GNU tar writes them.
    private static func escaped(_ name: [UInt8]) -> [UInt8] {
        name.flatMap {
            $0 == UInt8(ascii: "=")
                ? Array("%3D".utf8) : $0 == UInt8(ascii: "%") ? Array("%25".utf8) : [$0]
        }
    }

    private static func record(_ key: [UInt8], _ value: [UInt8]) -> [UInt8] {
        let body = key.count + value.count + 3
        var length = body
        // The length counts its own digits.
        while String(length).utf8.count + body != length {
            length = String(length).utf8.count + body
        }
        return Array("\(length) ".utf8) + key + [UInt8(ascii: "=")] + value + [10]
    }

    private static func time(_ value: Nanoseconds) -> [UInt8] {
        let magnitude = value.magnitude
        let (seconds, fraction) = magnitude.quotientAndRemainder(dividingBy: 1_000_000_000)
        var text = (value < 0 ? "-" : "") + String(seconds)
        if fraction != 0 {
            var digits = String(fraction)
            digits = String(repeating: "0", count: 9 - digits.utf8.count) + digits
            while digits.hasSuffix("0") { digits.removeLast() }
            text += "." + digits
        }
        return Array(text.utf8)
    }

    private mutating func header(
        _ path: [UInt8], _ target: [UInt8], _ flag: UInt8, _ attributes: FileAttributes,
        _ seconds: Int64,
        _ size: Int, _ device: DeviceNumber
    ) {
        var block = [UInt8](repeating: 0, count: 512)
        func put(_ text: [UInt8], _ place: Int) {
            block.replaceSubrange(place..<(place + text.count), with: text)
        }
        func octal(_ value: Int, _ place: Int, _ digits: Int) {
            let text = String(value, radix: 8)
            put(
                Array(
                    (String(repeating: "0", count: max(0, digits - text.utf8.count)) + text).utf8
                        .prefix(digits)), place)
        }
        put(path, 0)
        octal(Int(attributes.mode), 100, 7)
        octal(attributes.uid > 0o7777777 ? 0 : Int(attributes.uid), 108, 7)
        octal(attributes.gid > 0o7777777 ? 0 : Int(attributes.gid), 116, 7)
        octal(size > 0o77777777777 ? 0 : size, 124, 11)
        octal(Int(seconds), 136, 11)
        block[156] = flag
        put(target, 157)
        put(Array("ustar".utf8), 257)
        put(Array("00".utf8), 263)
        for (number, place) in [(device.major, 329), (device.minor, 337)] {
            if number <= 0o7777777 {
                octal(Int(number), place, 7)
            } else {
                // Pax has no record that other readers know; all of them know base 256.
                block[place] = 0x80
                for index in 0..<4 {
                    block[place + 7 - index] = UInt8(truncatingIfNeeded: number >> (8 * index))
                }
            }
        }
        block.replaceSubrange(148..<156, with: [UInt8](repeating: 32, count: 8))
        octal(block.reduce(0) { $0 + Int($1) }, 148, 6)
        block[154] = 0
        bytes += block
    }
}

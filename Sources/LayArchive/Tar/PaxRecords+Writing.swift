internal import LayFiles

extension PaxRecords {
    /// The records that an entry needs beside its header; empty for most.
    static func needed(by entry: TarEntry, size: Int) -> [UInt8] {
        var result: [UInt8] = []
        func add(_ key: String, _ value: [UInt8]) {
            result += record(Array(key.utf8), value)
        }
        if entry.path.count > 100 { add("path", entry.path) }
        if entry.target.count > 100 { add("linkpath", entry.target) }
        let time = TarHeaderBlock.seconds(entry.modified)
        if time.fraction != 0 || time.seconds != TarHeaderBlock.fitting(time.seconds) {
            add("mtime", text(entry.modified))
        }
        if size > TarHeaderBlock.largestSize { add("size", Array(String(size).utf8)) }
        for (key, id) in [("uid", entry.attributes.uid), ("gid", entry.attributes.gid)]
        where id > TarHeaderBlock.largestID {
            add(key, Array(String(id).utf8))
        }
        if entry.makesDirectory { result += record(madeDirectory, [UInt8(ascii: "1")]) }
        for attribute in entry.attributes.extendedAttributes {
            result += record(
                Array("SCHILY.xattr.".utf8) + escaped(attribute.name), attribute.value)
        }
        return result
    }

    /// A name with `=` and `%` written as GNU tar writes them.
    static func escaped(_ name: [UInt8]) -> [UInt8] {
        name.flatMap {
            $0 == UInt8(ascii: "=")
                ? Array("%3D".utf8) : $0 == UInt8(ascii: "%") ? Array("%25".utf8) : [$0]
        }
    }

    static func record(_ key: [UInt8], _ value: [UInt8]) -> [UInt8] {
        let body = key.count + value.count + 3
        var length = body
        // The length counts its own digits.
        while String(length).utf8.count + body != length {
            length = String(length).utf8.count + body
        }
        return Array("\(length) ".utf8) + key + [UInt8(ascii: "=")] + value + [10]
    }

    static func text(_ value: Nanoseconds) -> [UInt8] {
        let (seconds, fraction) = value.magnitude.quotientAndRemainder(dividingBy: 1_000_000_000)
        var text = (value < 0 ? "-" : "") + String(seconds)
        if fraction != 0 {
            var digits = String(fraction)
            digits = String(repeating: "0", count: 9 - digits.utf8.count) + digits
            while digits.hasSuffix("0") { digits.removeLast() }
            text += "." + digits
        }
        return Array(text.utf8)
    }
}

/// A version of a Debian package: `[epoch:]upstream[-revision]` (deb-version(7)).
struct PackageVersion: Comparable, Sendable {
    let epoch: Int
    let upstream: ArraySlice<UInt8>
    let revision: ArraySlice<UInt8>
    let text: String

    /// Reads a version, whatever is wrong with it.
    init(_ text: String) {
        self.text = text
        var rest = Array(text.utf8)[...]
        if let colon = rest.firstIndex(of: 58) {
            epoch = Int(String(decoding: rest[..<colon], as: UTF8.self)) ?? 0
            rest = rest[(colon + 1)...]
        } else {
            epoch = 0
        }
        if let dash = rest.lastIndex(of: 45) {
            upstream = rest[..<dash]
            revision = rest[(dash + 1)...]
        } else {
            upstream = rest
            revision = []
        }
    }

    /// What a version's text breaks, and whether it is no version at all.
    static func fault(_ text: String) -> (message: String, isFatal: Bool)? {
        var rest = Array(text.utf8)[...]
        if rest.isEmpty { return ("version string is empty", true) }
        if rest.contains(32) { return ("version string has embedded spaces", true) }
        if let colon = rest.firstIndex(of: 58) {
            let epoch = String(decoding: rest[..<colon], as: UTF8.self)
            if rest[..<colon].isEmpty || !(rest[rest.startIndex] &- 48 < 10) {
                return ("epoch in version is empty", true)
            }
            guard let number = Int(epoch), number >= 0 else {
                return ("epoch in version is not number", true)
            }
            if number > Int(Int32.max) { return ("epoch in version is too big", true) }
            rest = rest[(colon + 1)...]
            if rest.isEmpty { return ("nothing after colon in version number", true) }
        }
        var revision: ArraySlice<UInt8> = []
        if let dash = rest.lastIndex(of: 45) {
            revision = rest[(dash + 1)...]
            if revision.isEmpty { return ("revision number is empty", true) }
            rest = rest[..<dash]
        }
        if rest.isEmpty { return ("version number is empty", true) }
        if !(rest[rest.startIndex] &- 48 < 10) {
            return ("version number does not start with digit", false)
        }
        func isPlain(_ byte: UInt8) -> Bool { byte &- 48 < 10 || (byte | 32) &- 97 < 26 }
        if rest.contains(where: { !isPlain($0) && !".-+~:".utf8.contains($0) }) {
            return ("invalid character in version number", false)
        }
        if revision.contains(where: { !isPlain($0) && !".+~".utf8.contains($0) }) {
            return ("invalid character in revision number", false)
        }
        return nil
    }

    static func == (one: PackageVersion, other: PackageVersion) -> Bool {
        one.order(other) == 0
    }

    static func < (one: PackageVersion, other: PackageVersion) -> Bool { one.order(other) < 0 }

    /// Below, at or above 0 as this version is older than, as old as or newer than the other one.
    func order(_ other: PackageVersion) -> Int {
        if epoch != other.epoch { return epoch < other.epoch ? -1 : 1 }
        let order = Self.order(upstream, other.upstream)
        return order != 0 ? order : Self.order(revision, other.revision)
    }

    /// Texts and numbers in turn; a tilde is below everything, even the end.
    private static func order(_ one: ArraySlice<UInt8>, _ other: ArraySlice<UInt8>) -> Int {
        func isDigit(_ byte: UInt8?) -> Bool { byte.map { $0 &- 48 < 10 } ?? false }
        func weight(_ byte: UInt8?) -> Int {
            guard let byte, !isDigit(byte) else { return 0 }
            if byte == UInt8(ascii: "~") { return -1 }
            return (byte | 32) &- 97 < 26 ? Int(byte) : Int(byte) + 256
        }
        var (a, b) = (one, other)
        while !a.isEmpty || !b.isEmpty {
            while !a.isEmpty && !isDigit(a.first) || !b.isEmpty && !isDigit(b.first) {
                let difference = weight(a.first) - weight(b.first)
                if difference != 0 { return difference < 0 ? -1 : 1 }
                a = a.dropFirst()
                b = b.dropFirst()
            }
            a = a.drop { $0 == 48 }
            b = b.drop { $0 == 48 }
            let left = a.prefix { $0 &- 48 < 10 }
            let right = b.prefix { $0 &- 48 < 10 }
            if left.count != right.count { return left.count < right.count ? -1 : 1 }
            if !left.elementsEqual(right) {
                return left.lexicographicallyPrecedes(right) ? -1 : 1
            }
            a = a.dropFirst(left.count)
            b = b.dropFirst(right.count)
        }
        return 0
    }
}

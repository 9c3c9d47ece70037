/// The regular grammar of distribution/reference (regexp.go), read from left to right.
///
/// Where the expressions could match in two ways, the first alternative wins as in Go: a first
/// component that can be a registry is one.
enum ReferenceGrammar {
    struct Parts {
        var domain: String
        var path: String
        var tag: String?
        var digest: String?
    }

    /// True for 64 lower-case hexadecimal digits, which name an image by its id.
    static func isIdentifier(_ bytes: String.UTF8View) -> Bool {
        bytes.count == 64 && bytes.allSatisfy { isDigit($0) || (0x61...0x66).contains($0) }
    }

    /// The parts of `name[:tag][@digest]`; `nil` when the text is no reference.
    static func parse(_ bytes: [UInt8]) -> Parts? {
        var rest = bytes[...]
        var digest: ArraySlice<UInt8>?
        if let at = rest.firstIndex(of: UInt8(ascii: "@")) {
            let text = rest[(at + 1)...]
            guard isDigest(text) else { return nil }
            digest = text
            rest = rest[..<at]
        }
        // A colon before the last slash belongs to the registry's port.
        var tag: ArraySlice<UInt8>?
        let slash = rest.lastIndex(of: UInt8(ascii: "/")) ?? rest.startIndex
        if let colon = rest[slash...].firstIndex(of: UInt8(ascii: ":")) {
            let text = rest[(colon + 1)...]
            guard isTag(text) else { return nil }
            tag = text
            rest = rest[..<colon]
        }
        guard let (domain, path) = name(rest) else { return nil }
        func text(_ bytes: ArraySlice<UInt8>) -> String { String(decoding: bytes, as: UTF8.self) }
        return Parts(
            domain: text(domain), path: text(path), tag: tag.map(text), digest: digest.map(text))
    }

    private static func name(_ bytes: ArraySlice<UInt8>) -> (ArraySlice<UInt8>, ArraySlice<UInt8>)?
    {
        func isPath(_ bytes: ArraySlice<UInt8>) -> Bool {
            bytes.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
                .allSatisfy(isPathComponent)
        }
        if let slash = bytes.firstIndex(of: UInt8(ascii: "/")) {
            let (domain, path) = (bytes[..<slash], bytes[(slash + 1)...])
            if isDomain(domain), isPath(path) { return (domain, path) }
        }
        return isPath(bytes) ? ([], bytes) : nil
    }

    private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
    private static func isLower(_ byte: UInt8) -> Bool { (0x61...0x7a).contains(byte) }
    private static func isLetter(_ byte: UInt8) -> Bool { isLower(byte | 0x20) }
    private static func isHex(_ byte: UInt8) -> Bool {
        isDigit(byte) || (0x61...0x66).contains(byte | 0x20)
    }

    /// `host[:port]`, where the host is dotted components or an IPv6 address in brackets.
    private static func isDomain(_ bytes: ArraySlice<UInt8>) -> Bool {
        var host = bytes
        if bytes.first == UInt8(ascii: "[") {
            guard let end = bytes.firstIndex(of: UInt8(ascii: "]")) else { return false }
            let address = bytes[(bytes.startIndex + 1)..<end]
            guard !address.isEmpty, address.allSatisfy({ isHex($0) || $0 == UInt8(ascii: ":") })
            else { return false }
            let port = bytes[(end + 1)...]
            return port.isEmpty || (port.first == UInt8(ascii: ":") && isPort(port.dropFirst()))
        }
        if let colon = bytes.firstIndex(of: UInt8(ascii: ":")) {
            guard isPort(bytes[(colon + 1)...]) else { return false }
            host = bytes[..<colon]
        }
        return host.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
            .allSatisfy { part in
                part.allSatisfy { isLetter($0) || isDigit($0) || $0 == UInt8(ascii: "-") }
                    && part.first.map { $0 != UInt8(ascii: "-") } == true
                    && part.last != UInt8(ascii: "-")
            }
    }

    private static func isPort(_ bytes: ArraySlice<UInt8>) -> Bool {
        !bytes.isEmpty && bytes.allSatisfy(isDigit)
    }

    /// Lower-case letters and digits, joined by `.`, `_`, `__` or any number of `-`.
    private static func isPathComponent(_ bytes: ArraySlice<UInt8>) -> Bool {
        func isWord(_ byte: UInt8) -> Bool { isLower(byte) || isDigit(byte) }
        guard let first = bytes.first, let last = bytes.last, isWord(first), isWord(last) else {
            return false
        }
        return bytes.split(whereSeparator: isWord).allSatisfy { separator in
            let text = String(decoding: separator, as: UTF8.self)
            return [".", "_", "__"].contains(text) || separator.allSatisfy { $0 == 0x2d }
        }
    }

    private static func isTag(_ bytes: ArraySlice<UInt8>) -> Bool {
        func isWord(_ byte: UInt8) -> Bool {
            isLetter(byte) || isDigit(byte) || byte == UInt8(ascii: "_")
        }
        guard let first = bytes.first, isWord(first), bytes.count <= 128 else { return false }
        return bytes.allSatisfy { isWord($0) || $0 == 0x2e || $0 == 0x2d }
    }

    /// `algorithm:hex` with 32 digits or more.
    private static func isDigest(_ bytes: ArraySlice<UInt8>) -> Bool {
        guard let colon = bytes.firstIndex(of: UInt8(ascii: ":")) else { return false }
        let hex = bytes[(colon + 1)...]
        guard hex.count >= 32, hex.allSatisfy(isHex) else { return false }
        return bytes[..<colon].split(
            omittingEmptySubsequences: false,
            whereSeparator: { [0x2d, 0x5f, 0x2b, 0x2e].contains($0) }
        ).allSatisfy { part in
            part.first.map(isLetter) == true && part.allSatisfy { isLetter($0) || isDigit($0) }
        }
    }

    /// What go-digest says against a digest of the right form; `nil` when it is good.
    static func fault(ofDigest text: String) -> String? {
        let parts = text.split(separator: ":", maxSplits: 1).map(String.init)
        guard parts.count == 2 else { return "invalid checksum digest format" }
        let sizes = ["sha256": 64, "sha384": 96, "sha512": 128]
        guard let size = sizes[parts[0]] else {
            return parts[0].utf8.allSatisfy { !isLetter($0) || isLower($0) }
                ? "unsupported digest algorithm" : "invalid checksum digest format"
        }
        if parts[1].utf8.count != size { return "invalid checksum digest length" }
        let isGood = parts[1].utf8.allSatisfy { isDigit($0) || (0x61...0x66).contains($0) }
        return isGood ? nil : "invalid checksum digest format"
    }
}

/// The name of an image: `[registry/]name[:tag][@digest]` (distribution/reference).
public struct Reference: Sendable, Hashable, CustomStringConvertible {
    /// The registry and the path: `docker.io/library/app`.
    public let repository: String
    /// The tag, `latest` unless one or a digest is given.
    public let tag: String?
    /// The digest behind `@`.
    public let digest: String?

    /// The reference written in `text`.
    ///
    /// - Throws: `ImageError` of kind `ValueError` that says what is wrong with the name.
    public init(_ text: String) throws(ImageError) {
        func fail(_ reason: String) -> ImageError {
            ImageError("ValueError", "'\(text)' is no image reference: \(reason)")
        }
        var rest = Substring(text)
        var digest: String?
        if let at = rest.firstIndex(of: "@") {
            digest = String(rest[rest.index(after: at)...])
            rest = rest[..<at]
            guard let digest, digest.hasPrefix("sha256:"), digest.utf8.count == 71 else {
                throw fail("the digest is not sha256: and 64 digits")
            }
        }
        var tag: String?
        if let colon = rest.lastIndex(of: ":"), !rest[colon...].contains("/") {
            let name = rest[rest.index(after: colon)...]
            let isTag =
                name.utf8.allSatisfy { Self.isWord($0) || $0 == 0x2e || $0 == 0x2d }
                && !name.isEmpty
                && name.utf8.count <= 128 && name.first != "." && name.first != "-"
            if !isTag { throw fail("the tag '\(name)' may hold letters, digits, '_', '.' and '-'") }
            tag = String(name)
            rest = rest[..<colon]
        }
        var parts = rest.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        var registry = "docker.io"
        if parts.count > 1,
            parts[0].contains(".") || parts[0].contains(":") || parts[0] == "localhost"
        {
            registry = parts.removeFirst()
        }
        if parts.isEmpty || rest.isEmpty { throw fail("the name is empty") }
        for part in parts {
            let isName =
                !part.isEmpty
                && part.utf8.allSatisfy {
                    (0x61...0x7a).contains($0) || (0x30...0x39).contains($0)
                        || [0x2e, 0x2d, 0x5f].contains($0)
                }
                && part.first?.isLetter != part.first?.isNumber
                && part.last?.isLetter != part.last?.isNumber
            if part.contains(where: \.isUppercase) { throw fail("the name must be lower case") }
            if !isName {
                throw fail(
                    "'\(part)' may hold lower-case letters and digits, with '.', '_' and '-' between"
                )
            }
        }
        if registry == "docker.io", parts.count == 1 { parts.insert("library", at: 0) }
        repository = registry + "/" + parts.joined(separator: "/")
        self.tag = tag ?? (digest == nil ? "latest" : nil)
        self.digest = digest
    }

    private static func isWord(_ byte: UInt8) -> Bool {
        (0x61...0x7a).contains(byte | 0x20) || (0x30...0x39).contains(byte) || byte == 0x5f
    }

    /// The full name: `docker.io/library/app:1.0`.
    public var description: String {
        repository + (tag.map { ":\($0)" } ?? "") + (digest.map { "@\($0)" } ?? "")
    }

    /// The name as people write it: `app:1.0`.
    public var familiar: String {
        var name = repository
        for prefix in ["docker.io/library/", "docker.io/"] where name.hasPrefix(prefix) {
            name = String(name.dropFirst(prefix.count))
            break
        }
        return name + (tag.map { ":\($0)" } ?? "") + (digest.map { "@\($0)" } ?? "")
    }
}

internal import LayBounds

/// The name of an image: `[registry/]name[:tag][@digest]` (distribution/reference).
public struct Reference: Sendable, Hashable, CustomStringConvertible {
    /// The registry: `docker.io`; empty for a name whose first part only looks like one.
    public let domain: String
    /// The path in the registry: `library/app`.
    public let path: String
    /// The tag, `latest` unless one or a digest is given.
    public let tag: String?
    /// The digest behind `@`.
    public let digest: String?

    /// The reference written in `text`, brought into its full form.
    ///
    /// - Throws: `ImageError` of kind `ValueError` that says what is wrong with the name.
    public init(_ text: String) throws(ImageError) {
        func fail(_ reason: String, _ help: String? = nil) -> ImageError {
            ImageError(
                .valueError, "\"\(text)\" is not a valid repository/tag: \(reason)", help: help)
        }
        if ReferenceGrammar.isIdentifier(text.utf8) {
            throw fail(
                "invalid repository name (\(text)), cannot specify 64-byte hexadecimal strings",
                "such a name would be taken for an image's id")
        }
        let (domain, remainder) = Self.split(text)
        let remote = remainder.prefix { $0 != ":" }
        if remote.contains(where: { $0.isUppercase }) {
            throw fail(
                "invalid reference format: repository name (\(remote)) must be lowercase",
                "write \(remote.lowercased())")
        }
        let full = "\(domain)/\(remainder)"
        guard let parts = ReferenceGrammar.parse(Array(full.utf8)) else {
            if ReferenceGrammar.parse(Array(full.lowercased().utf8)) != nil {
                throw fail("repository name must be lowercase", "write it in lower case")
            }
            throw fail(
                "invalid reference format",
                "a reference is [registry/]name[:tag][@digest], such as app:1.0 or ghcr.io/me/app")
        }
        if parts.path.utf8.count > 255 {
            throw fail("repository name must not be more than 255 characters")
        }
        if let digest = parts.digest, let reason = ReferenceGrammar.fault(ofDigest: digest) {
            throw fail(reason, "a digest is sha256: and 64 digits from 0 to 9 and a to f")
        }
        self.domain = parts.domain
        path = parts.path
        tag = parts.tag ?? (parts.digest == nil ? "latest" : nil)
        digest = parts.digest
    }

    /// The registry and the rest, Docker Hub's short names completed.
    private static func split(_ text: String) -> (domain: String, remainder: String) {
        var domain = "docker.io"
        var remainder = text
        if let slash = text.firstIndex(of: "/") {
            let first = text[..<slash]
            // Without one of these marks the first part is a user's name on Docker Hub.
            if first.contains(".") || first.contains(":") || first == "localhost"
                || first.contains(where: { $0.isUppercase })
            {
                domain = String(first)
                remainder = String(text[text.index(after: slash)...])
            }
        }
        if domain == "index.docker.io" { domain = "docker.io" }
        if domain == "docker.io", !remainder.contains("/") { remainder = "library/\(remainder)" }
        return (domain, remainder)
    }

    /// The registry and the path: `docker.io/library/app`.
    public var repository: String { domain.isEmpty ? path : "\(domain)/\(path)" }

    /// The repository as people write it: `app`.
    public var familiarName: String {
        guard domain == "docker.io" else { return repository }
        let parts = path.split(separator: "/")
        return parts.count == 2 && parts[0] == "library" ? String(parts[1]) : path
    }

    private var suffix: String {
        (tag.map { ":\($0)" } ?? "") + (digest.map { "@\($0)" } ?? "")
    }

    /// The full name: `docker.io/library/app:1.0`.
    public var description: String { repository + suffix }

    /// The name as people write it: `app:1.0`.
    public var familiar: String { familiarName + suffix }
}

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
        if ReferenceGrammar.isIdentifier(text.utf8) { throw .referenceLikeID(text) }
        let (domain, remainder) = Self.split(text)
        let remote = remainder.prefix { $0 != ":" }
        if remote.contains(where: { $0.isUppercase }) { throw .upperCaseName(remote, of: text) }
        let full = "\(domain)/\(remainder)"
        guard let parts = ReferenceGrammar.parse(Array(full.utf8)) else {
            let fitsInLowerCase = ReferenceGrammar.parse(Array(full.lowercased().utf8)) != nil
            throw fitsInLowerCase ? .upperCaseReference(text) : .noReference(text)
        }
        if parts.path.utf8.count > 255 { throw .longRepository(text) }
        if let digest = parts.digest, let reason = ReferenceGrammar.fault(ofDigest: digest) {
            throw .referenceDigest(text, reason)
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

    /// The name that an image has in somebody else's store; `nil` for a tag alone, as layouts have
    /// it, and for what is no name.
    package init?(imported name: String) {
        guard name.contains(":") || name.contains("/"), let known = try? Reference(name) else {
            return nil
        }
        self = known
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

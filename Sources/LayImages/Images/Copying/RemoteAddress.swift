/// What a source of ADD names that is no file of the context: a file to fetch, or a repository
/// (moby/buildkit, frontend/dockerfile/dfgitutil).
public struct RemoteAddress: Hashable, Sendable {
    /// The address without what only the client reads: the fragment, and a repository's query.
    public let location: String
    /// What it gives.
    public let kind: Kind

    /// What an address gives.
    public enum Kind: Hashable, Sendable {
        /// One file, under the name that it gets in a directory.
        case file(name: String)
        /// The files of a repository.
        case repository(Repository)
    }

    /// Which files of a repository.
    public struct Repository: Hashable, Sendable {
        /// A branch, a tag or a commit; `nil` for the branch that the repository begins with.
        public var revision: String?
        /// The directory whose files are meant; `nil` for all.
        public var directory: String?
    }

    /// The address that a source is; `nil` for one that is a path.
    public init?(_ source: String) {
        let isWeb = source.hasPrefix("http://") || source.hasPrefix("https://")
        let isGit =
            ["git://", "ssh://", "git@"].contains { source.hasPrefix($0) }
        guard isWeb || isGit else { return nil }
        let (rest, fragment) = Self.split(source, at: "#")
        let (path, query) = Self.split(rest, at: "?")
        if isWeb, !path.hasSuffix(".git") {
            location = rest
            kind = .file(name: Self.fileName(path))
            return
        }
        location = path
        var repository = Repository()
        if let fragment {
            let parts = Self.split(fragment, at: ":")
            repository.revision = parts.0.isEmpty ? nil : parts.0
            repository.directory = parts.1
        }
        for field in query?.split(separator: "&") ?? [] {
            let (key, value) = Self.split(String(field), at: "=")
            switch key {
            case "ref", "tag", "branch", "commit", "checksum": repository.revision = value
            case "subdir": repository.directory = value
            default: break
            }
        }
        kind = .repository(repository)
    }

    /// The address as a catalogue and an error name it: with the revision, without the directory.
    public var description: String {
        guard case .repository(let repository) = kind, let revision = repository.revision else {
            return location
        }
        return "\(location)#\(revision)"
    }

    /// The same repository at another revision.
    public func at(revision: String) -> RemoteAddress {
        guard case .repository(var repository) = kind else { return self }
        repository.revision = revision
        return RemoteAddress(location, .repository(repository))
    }

    private init(_ location: String, _ kind: Kind) {
        self.location = location
        self.kind = kind
    }

    private static func split(_ text: String, at mark: Character) -> (String, String?) {
        let parts = text.split(separator: mark, maxSplits: 1, omittingEmptySubsequences: false)
        return (String(parts[0]), parts.count > 1 ? String(parts[1]) : nil)
    }

    /// The last name of an address's path, as BuildKit calls the file.
    private static func fileName(_ address: String) -> String {
        let parts = address.split(separator: "/", omittingEmptySubsequences: false).dropFirst(3)
        let names = parts.filter { !$0.isEmpty }
        guard let last = names.last else { return "__unnamed__" }
        if last == "." || last == ".." { return "download" }
        let name = decoded(last)
        return name.contains("/") || name.contains("\0") ? String(last) : name
    }

    /// A part of an address with its `%20` and the like as bytes (RFC 3986, 2.1).
    package static func decoded(_ text: some StringProtocol) -> String {
        var bytes: [UInt8] = []
        var rest = Array(text.utf8)[...]
        func digit(_ byte: UInt8) -> UInt8? {
            Character(UnicodeScalar(byte)).hexDigitValue.map { UInt8($0) }
        }
        while let byte = rest.popFirst() {
            if byte == UInt8(ascii: "%"), let high = rest.first.flatMap(digit),
                let low = rest.dropFirst().first.flatMap(digit)
            {
                bytes.append(high << 4 | low)
                rest = rest.dropFirst(2)
            } else {
                bytes.append(byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}

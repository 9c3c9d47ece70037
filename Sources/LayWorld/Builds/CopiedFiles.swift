public import LayArchive
public import LayFiles
public import LayImages

/// The files that a COPY was made of, without their contents: what tells two versions apart.
///
/// As text it is a line for each file: path, kind, mode, owner, link target, attributes and digest,
/// with tabs between.
public struct CopiedFiles: Sendable {
    /// The fields of a file, in the order of a line.
    public static let fields = ["kind", "mode", "owner", "size", "link", "xattr", "content"]

    /// The files by path as it is copied, each with its fields.
    public private(set) var entries: [(path: String, fields: [String])] = []

    /// The files of a step whose sources are found.
    ///
    /// - Parameter digests: those of the contents of the files, in the order of the inputs.
    /// - Throws: `BoundReached` when the run may not go on.
    /// - Complexity: O(*n*) in the files.
    public init(_ copy: ResolvedCopy, digests: [Digest]) throws {
        var rest = digests[...]
        try copy.forEachInput { input in
            let node = input.node
            let attributes = node.attributes
            let isFile = node.kind == .file
            let content = isFile ? rest.popFirst()?.description ?? "" : ""
            let target = node.target.map { Self.escaped(TreePath.display($0[...])) }
            let named = attributes.extendedAttributes.map {
                "\(Self.escaped(TreePath.display($0.name[...])))=\(Digest.of($0.value).short)"
            }
            entries.append(
                (
                    path: Self.escaped(TreePath.display(input.path.bytes[...])),
                    fields: [
                        node.kind.word, String(attributes.mode, radix: 8),
                        "\(attributes.uid):\(attributes.gid)",
                        node.kind == .file ? "\(node.size)" : "",
                        target ?? "",
                        named.joined(separator: " "), content,
                    ]
                ))
        }
    }

    /// Adds the files of another list, as they lie below a path.
    ///
    /// - Complexity: O(*n*) in the files that are added.
    public mutating func add(_ other: CopiedFiles, below path: TreePath) {
        let place = Self.escaped("\(path)")
        for (path, fields) in other.entries {
            entries.append((path: path == "/" ? place : "\(place)/\(path)", fields: fields))
        }
    }

    /// A list of no files.
    public init() {}

    /// A name in one line and one column.
    static func escaped(_ text: String) -> String {
        guard text.utf8.contains(where: { $0 < 0x20 }) else { return text }
        return text.unicodeScalars.map {
            $0.value < 0x20 ? "\\x\(String($0.value, radix: 16))" : "\($0)"
        }
        .joined()
    }

    /// The files that a text tells; `nil` for a text that is none.
    public init?(_ contents: FileContents) {
        guard let bytes = try? contents.bytes() else { return nil }
        for line in bytes.split(separator: 0x0a) {
            let parts = line.split(separator: 0x09, omittingEmptySubsequences: false).map {
                String(decoding: $0, as: UTF8.self)
            }
            guard parts.count == Self.fields.count + 1 else { return nil }
            entries.append((path: parts[0], fields: Array(parts.dropFirst())))
        }
    }

    /// The text, a line for each file.
    public var text: String {
        entries.map { ([$0.path] + $0.fields).joined(separator: "\t") + "\n" }.joined()
    }
}

extension CopiedFiles {
    /// A field of a file that differs; `nil` on the side where the file is not there.
    public struct Difference: Sendable, Equatable {
        /// The path as it is copied.
        public let path: String
        /// Which field; empty for a file that is there on one side alone.
        public let field: String
        /// Before.
        public let old: String?
        /// Now.
        public let new: String?

        /// The same of a file that is called otherwise.
        public func moved(to path: String) -> Difference {
            Difference(path: path, field: field, old: old, new: new)
        }
    }

    /// A file in a word: the digest of its content, where a link leads, or its kind.
    private static func summary(_ fields: [String]) -> String {
        for name in ["content", "link", "kind"] {
            if let index = Self.fields.firstIndex(of: name), !fields[index].isEmpty {
                return fields[index]
            }
        }
        return ""
    }

    /// What differs from an earlier version, in the order of paths.
    ///
    /// - Complexity: O(*n*) in the files.
    public func differences(from former: CopiedFiles) -> [Difference] {
        var before: [String: [String]] = [:]
        for (path, fields) in former.entries { before[path] = fields }
        var result: [Difference] = []
        var now: Set<String> = []
        for (path, fields) in entries {
            now.insert(path)
            guard let old = before[path] else {
                result.append(
                    Difference(path: path, field: "", old: nil, new: Self.summary(fields)))
                continue
            }
            // What another content brings with it comes behind it.
            let changed = Self.fields.indices.filter { old[$0] != fields[$0] }
            for index in changed.filter({ Self.fields[$0] != "size" })
                + changed.filter({ Self.fields[$0] == "size" })
            {
                result.append(
                    Difference(
                        path: path, field: Self.fields[index], old: old[index],
                        new: fields[index]))
            }
        }
        for (path, fields) in former.entries where !now.contains(path) {
            result.append(Difference(path: path, field: "", old: Self.summary(fields), new: nil))
        }
        return result
    }
}

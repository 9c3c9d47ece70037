public import LayArchive

/// The configuration of an image (OCI image-spec config.md), with every field it came with.
///
/// Fields that Lay does not know survive; the exact bytes are kept until something changes, since
/// the image's id is their digest.
public struct ImageConfig: Sendable, Equatable {
    /// The whole document.
    public private(set) var document: JSONObject
    private var original: [UInt8]?

    /// A configuration of an image without layers.
    public init(platform: Platform = .standard) {
        document = [
            "architecture": .string(platform.architecture), "os": .string(platform.os),
            "config": .object([:]),
            "rootfs": .object(["type": .string("layers"), "diff_ids": .array([])]),
            "history": .array([]),
        ]
        if let variant = platform.variant { document["variant"] = .string(variant) }
    }

    /// The configuration stored in `bytes`.
    ///
    /// - Throws: `JSONError`; `ImageError` of kind `CorruptData` when it is no object.
    public init(parsing bytes: [UInt8]) throws {
        guard case .object(let object) = try JSONValue(parsing: bytes) else {
            throw ImageError("CorruptData", "an image's config is no JSON object")
        }
        document = object
        original = bytes
    }

    /// The document as it is stored.
    public var bytes: [UInt8] { original ?? Array(JSONValue.object(document).text().utf8) }

    /// A top-level field.
    public subscript(key: String) -> JSONValue? {
        get { document[key] }
        set {
            if document[key] == newValue { return }
            document[key] = newValue
            original = nil
        }
    }

    /// The execution parameters, `config`.
    public var parameters: JSONObject {
        get { document["config"]?.object ?? JSONObject() }
        set { self["config"] = .object(newValue) }
    }

    /// A field of `config`; setting `nil` removes it.
    public subscript(parameter key: String) -> JSONValue? {
        get { parameters[key] }
        set {
            var changed = parameters
            changed[key] = newValue
            parameters = changed
        }
    }

    /// `Env` as `K=v` strings.
    public var environment: [String] {
        get { self[parameter: "Env"]?.strings ?? [] }
        set {
            self[parameter: "Env"] = newValue.isEmpty ? nil : .array(newValue.map { .string($0) })
        }
    }

    /// `Entrypoint`, if there is one.
    public var entrypoint: [String]? { self[parameter: "Entrypoint"]?.strings }
    /// `Cmd`, if there is one.
    public var command: [String]? { self[parameter: "Cmd"]?.strings }
    /// `WorkingDir`, `/` unless set.
    public var workingDirectory: String {
        let directory = self[parameter: "WorkingDir"]?.string ?? ""
        return directory.isEmpty ? "/" : directory
    }
    /// `User`, empty unless set.
    public var user: String { self[parameter: "User"]?.string ?? "" }
    /// `Shell`, or the standard one.
    public var shell: [String] { self[parameter: "Shell"]?.strings ?? ["/bin/sh", "-c"] }
    /// The paths of `Volumes`.
    public var volumes: [String] { self[parameter: "Volumes"]?.object?.entries.map(\.key) ?? [] }

    /// The uncompressed digests of the layers.
    public var diffIDs: [Digest] {
        document["rootfs"]?["diff_ids"]?.strings?.compactMap { Digest(parsing: $0) } ?? []
    }

    /// The history entries.
    public var history: [JSONObject] { document["history"]?.array?.compactMap(\.object) ?? [] }

    /// Adds a history entry, and the layer it made unless it made none.
    public mutating func addHistory(
        _ createdBy: String, created: String, diffID: Digest?, comment: String? = nil
    ) {
        var entry: JSONObject = ["created": .string(created), "created_by": .string(createdBy)]
        if let comment { entry["comment"] = .string(comment) }
        if diffID == nil { entry["empty_layer"] = .bool(true) }
        self["history"] = .array(history.map { .object($0) } + [.object(entry)])
        if let diffID { setDiffIDs(diffIDs + [diffID]) }
        self["created"] = .string(created)
    }

    /// Sets the layers' digests.
    public mutating func setDiffIDs(_ digests: [Digest]) {
        self["rootfs"] = .object([
            "type": .string("layers"), "diff_ids": .array(digests.map { .string($0.description) }),
        ])
    }

    /// Sets an environment variable, in its place when it is there.
    public mutating func setEnvironment(_ name: String, _ value: String) {
        var list = environment
        let line = "\(name)=\(value)"
        if let index = list.firstIndex(where: { $0.hasPrefix("\(name)=") }) {
            list[index] = line
        } else {
            list.append(line)
        }
        environment = list
    }
}

/// What an image runs on.
public struct Platform: Sendable, Hashable, CustomStringConvertible {
    /// The operating system, `linux`.
    public let os: String
    /// The processor, `amd64`.
    public let architecture: String
    /// The processor's variant, `v8`.
    public let variant: String?

    /// `linux/amd64`, whatever the machine.
    public static let standard = Platform(os: "linux", architecture: "amd64")

    /// A platform of parts.
    public init(os: String, architecture: String, variant: String? = nil) {
        self.os = os
        self.architecture = architecture
        self.variant = variant
    }

    /// The platform written `os/architecture[/variant]`.
    ///
    /// - Throws: `ImageError` of kind `ValueError`.
    public init(_ text: String) throws(ImageError) {
        let parts = text.split(separator: "/").map(String.init)
        guard parts.count == 2 || parts.count == 3 else {
            throw ImageError(
                "ValueError", "'\(text)' is no platform",
                help: "write os/architecture, such as linux/arm64")
        }
        self.init(os: parts[0], architecture: parts[1], variant: parts.count == 3 ? parts[2] : nil)
    }

    /// `os/architecture[/variant]`
    public var description: String { "\(os)/\(architecture)" + (variant.map { "/\($0)" } ?? "") }
}

public import LayArchive
internal import LayBounds
internal import Synchronization

/// The configuration of an image (OCI image-spec config.md), with every field it came with.
///
/// Fields that Lay does not know survive; the exact bytes are kept until something changes, since
/// the image's id is their digest.
public struct ImageConfig: Sendable, Equatable {
    /// The whole document.
    public private(set) var document: JSONObject {
        didSet { stored = Stored(nil) }
    }
    private var stored: Stored

    /// The document's text and its digest, made when they are first asked for.
    ///
    /// Copies of a configuration share it; one that changes takes another.
    private final class Stored: Sendable {
        private struct Form: Sendable {
            var bytes: [UInt8]?
            var digest: Digest?
        }

        private let form: Mutex<Form>

        init(_ bytes: [UInt8]?) { form = Mutex(Form(bytes: bytes)) }

        func bytes(of document: JSONObject) -> [UInt8] {
            form.withLock { form in
                if let known = form.bytes { return known }
                let bytes = Array(JSONValue.object(document).text().utf8)
                form.bytes = bytes
                return bytes
            }
        }

        func digest(of document: JSONObject) -> Digest {
            if let known = form.withLock({ $0.digest }) { return known }
            let digest = Digest.of(bytes(of: document))
            form.withLock { $0.digest = digest }
            return digest
        }
    }

    /// A configuration of an image without layers.
    public init(platform: Platform = .standard) {
        document = [
            "architecture": .string(platform.architecture), "os": .string(platform.os),
            "config": .object([:]),
            "rootfs": .object(["type": .string("layers"), "diff_ids": .array([])]),
            "history": .array([]),
        ]
        stored = Stored(nil)
        if let variant = platform.variant { document["variant"] = .string(variant) }
    }

    /// The configuration stored in `bytes`.
    ///
    /// - Throws: `JSONError`; `ImageError` of kind `CorruptData` when it is no object.
    public init(parsing bytes: [UInt8], limits: ArchiveLimits = ArchiveLimits()) throws {
        guard case .object(let object) = try JSONValue(parsing: bytes, limits: limits) else {
            throw ImageError.noConfig
        }
        document = object
        stored = Stored(bytes)
    }

    /// The document as it is stored.
    ///
    /// - Complexity: O(1) from the second time on.
    public var bytes: [UInt8] { stored.bytes(of: document) }

    /// The digest of `bytes`: the image's id.
    ///
    /// - Complexity: O(1) from the second time on.
    public var digest: Digest { stored.digest(of: document) }

    /// True when both are stored as the same bytes.
    public static func == (left: ImageConfig, right: ImageConfig) -> Bool {
        left.stored === right.stored || left.bytes == right.bytes
    }

    /// A top-level field.
    public subscript(key: String) -> JSONValue? {
        get { document[key] }
        set {
            if document[key] == newValue { return }
            document[key] = newValue
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

public import LayArchive
internal import LayBounds
internal import Synchronization

/// The configuration of an image (OCI image-spec config.md), with every field it came with.
///
/// Fields that Lay does not know survive; the exact bytes are kept until something changes, since
/// the image's id is their digest.
public struct ImageConfig: Sendable, Equatable {
    /// The document without the steps in `added`.
    private var base: JSONObject {
        didSet { stored = Stored(base) }
    }
    /// What was added to the history, and the layers that it made: kept apart, since a step would
    /// else copy the document of all steps before it.
    private var added = SharedList<Step>()
    /// True when the base's history is plain and fits its layers, so that a step can be added.
    private var takesSteps = false
    /// True when the base names its layers plainly, so that a step that made one can be added.
    private var takesLayers = false
    private var stored: Stored

    /// An entry of the history, and the layer it made.
    private struct Step: Sendable {
        let entry: JSONObject
        let diffID: Digest?
        /// The digest of this entry, its layer, and the steps before.
        let chain: [UInt8]
    }

    /// The document's text and its digest, made when they are first asked for.
    ///
    /// Copies of a configuration share it; one that changes takes another.
    private final class Stored: Sendable {
        private struct Form: Sendable {
            var bytes: [UInt8]?
            var digest: Digest?
            var charge: SharedCharge?
        }

        private let form: Mutex<Form>
        private let charge: Charge

        init(_ document: JSONObject, bytes: [UInt8]? = nil) {
            form = Mutex(Form(bytes: bytes))
            let held = MemoryAccount.current == nil ? 0 : JSONValue.object(document).bytesHeld
            charge = Charge(192 + held + (bytes?.count ?? 0))
        }

        func bytes(of document: () -> JSONObject) -> [UInt8] {
            form.withLock { form in
                if let known = form.bytes { return known }
                let bytes = Array(JSONValue.object(document()).text().utf8)
                // Those of the steps of a build would be as many as the square of their number.
                if bytes.count <= Self.keptBytes {
                    form.bytes = bytes
                    form.charge = SharedCharge(bytes.capacity)
                }
                return bytes
            }
        }

        private static let keptBytes = 16 << 10

        func digest(of document: () -> JSONObject) -> Digest {
            if let known = form.withLock({ $0.digest }) { return known }
            let digest = Digest.of(bytes(of: document))
            form.withLock { $0.digest = digest }
            return digest
        }
    }

    /// A configuration of an image without layers.
    public init(platform: Platform = .standard) {
        base = [
            "architecture": .string(platform.architecture), "os": .string(platform.os),
            "config": .object([:]),
            "rootfs": .object(["type": .string("layers"), "diff_ids": .array([])]),
            "history": .array([]),
        ]
        stored = Stored(base)
        if let variant = platform.variant { base["variant"] = .string(variant) }
    }

    /// The configuration stored in `bytes`.
    ///
    /// - Throws: `JSONError`; `ImageError` of kind `CorruptData` when it is no object.
    public init(parsing bytes: [UInt8], limits: ArchiveLimits = ArchiveLimits()) throws {
        guard case .object(let object) = try JSONValue(parsing: bytes, limits: limits) else {
            throw ImageError.noConfig
        }
        base = object
        stored = Stored(object, bytes: bytes)
    }

    /// The whole document.
    ///
    /// - Complexity: O(*n*) in the steps that were added.
    public var document: JSONObject {
        if added.isEmpty { return base }
        let steps = added.all
        var whole = base
        whole["history"] = .array(
            (base["history"]?.array ?? []) + steps.map { .object($0.entry) })
        let made = steps.compactMap(\.diffID)
        if !made.isEmpty {
            let below = base["rootfs"]?["diff_ids"]?.array ?? []
            whole["rootfs"] = Self.rootfs(below + made.map { .string($0.description) })
        }
        return whole
    }

    /// The document as it is stored.
    ///
    /// - Complexity: O(1) from the second time on, for a short one.
    public var bytes: [UInt8] { stored.bytes { document } }

    /// The digest of `bytes`: the image's id.
    ///
    /// - Complexity: O(1) from the second time on.
    public var digest: Digest { stored.digest { document } }

    /// A digest that is the same for equal documents that came about in the same way, and cheaper
    /// than the one of the whole.
    ///
    /// - Complexity: O(1) in the steps that were added.
    package var key: Digest {
        Digest.of(Array(JSONValue.object(base).text().utf8) + (added.newest?.chain ?? []))
    }

    /// True when both are stored as the same bytes.
    public static func == (left: ImageConfig, right: ImageConfig) -> Bool {
        left.stored === right.stored || left.bytes == right.bytes
    }

    /// A top-level field.
    public subscript(key: String) -> JSONValue? {
        get { key == "history" || key == "rootfs" ? document[key] : base[key] }
        set {
            if key == "history" || key == "rootfs" {
                if !added.isEmpty { base = document }
                added = SharedList()
                (takesSteps, takesLayers) = (false, false)
            }
            if base[key] == newValue { return }
            base[key] = newValue
        }
    }

    /// The execution parameters, `config`.
    public var parameters: JSONObject {
        get { base["config"]?.object ?? JSONObject() }
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
        setEnvironment([(name, value)])
    }

    /// Sets environment variables, each in its place when it is there.
    ///
    /// - Complexity: O(*n* + *m*) in those that are there and those that are set.
    public mutating func setEnvironment(_ variables: [(String, String)]) {
        var list = environment
        var places: [Substring: Int] = [:]
        for (place, line) in list.enumerated() {
            let name = line.prefix { $0 != "=" }
            if places[name] == nil { places[name] = place }
        }
        for (name, value) in variables {
            let line = "\(name)=\(value)"
            if let place = places[name[...]] {
                list[place] = line
            } else {
                places[name[...]] = list.count
                list.append(line)
            }
        }
        environment = list
    }

    // MARK: History

    static func rootfs(_ digests: [JSONValue]) -> JSONValue {
        .object(["type": .string("layers"), "diff_ids": .array(digests)])
    }

    /// Adds a history entry, and the layer it made unless it made none.
    ///
    /// A history that contradicted the layers is repaired first.
    ///
    /// - Complexity: O(1), and O(*n*) for the first one.
    public mutating func addHistory(
        _ createdBy: String, created: String, diffID: Digest?, comment: String? = nil
    ) {
        if !takesSteps {
            repairHistory()
            self["history"] = .array(history.map { .object($0) })
            takesSteps = true
        }
        if diffID != nil, !takesLayers {
            let plain = Self.rootfs(diffIDs.map { .string($0.description) })
            if base["rootfs"] != plain { base["rootfs"] = plain }
            takesLayers = true
        }
        var entry: JSONObject = ["created": .string(created), "created_by": .string(createdBy)]
        if let comment { entry["comment"] = .string(comment) }
        if diffID == nil { entry["empty_layer"] = .bool(true) }
        let text = JSONValue.object(entry).text() + (diffID?.hex ?? "")
        let chain = Array(Digest.of((added.newest?.chain ?? []) + text.utf8).hex.utf8)
        added.append(Step(entry: entry, diffID: diffID, chain: chain))
        stored = Stored(base)
        self["created"] = .string(created)
    }
}

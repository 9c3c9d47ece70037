import LayArchive
import LayFiles
import LayTestSupport

/// A store of images that a case puts together by hand: every document is written as it is given.
///
///     var store = OddStore()
///     store.finish([store.image("x", store.tag("app:1"))])
struct OddStore {
    /// The files in their order, which an archive keeps.
    private(set) var files: [(name: String, bytes: [UInt8])] = []
    /// Descriptors of what `finish` was given.
    private(set) var manifests: [String] = []
    /// True for a store that is one tar.
    var isArchive = false
    /// The bytes of an archive that was packed by hand.
    var packed: [UInt8]?

    mutating func file(_ name: String, _ bytes: [UInt8]) {
        files.removeAll { $0.name == name }
        files.append((name, bytes))
    }

    mutating func file(_ name: String, _ text: String) { file(name, Array(text.utf8)) }

    mutating func remove(_ name: String) { files.removeAll { $0.name.hasPrefix(name) } }

    /// Puts everything below a directory.
    mutating func move(below directory: String) {
        files = files.map { ("\(directory)/\($0.name)", $0.bytes) }
    }

    /// A descriptor, and the blob unless it is left out; `more` are further members.
    mutating func describe(
        _ type: String, _ bytes: [UInt8], size: String? = nil, digest: String? = nil,
        isThere: Bool = true, _ more: String = ""
    ) -> String {
        let real = Digest.of(bytes)
        if isThere { file("blobs/sha256/\(real.hex)", bytes) }
        let type = type.contains("/") ? type : "application/vnd.oci.image.\(type)"
        return "{\"mediaType\":\"\(type)\",\"digest\":\"\(digest ?? "\(real)")\","
            + "\"size\":\(size ?? "\(bytes.count)")\(more.isEmpty ? "" : ",\(more)")}"
    }

    mutating func describe(_ type: String, _ text: String, _ more: String = "") -> String {
        describe(type, Array(text.utf8), size: nil, more)
    }

    /// A config of these layers, which `members` stand in.
    static func config(
        _ members: String = "", _ layers: [[UInt8]],
        platform: String = "\"architecture\":\"amd64\",\"os\":\"linux\""
    ) -> String {
        let names = layers.map { layer in
            let plain = try? LayerArchive.uncompressed(MemoryBytes(layer)).withBytes { Array($0) }
            return "\"\(Digest.of(plain ?? layer))\""
        }
        let parts = [
            platform, members,
            "\"rootfs\":{\"type\":\"layers\",\"diff_ids\":[\(names.joined(separator: ","))]}",
        ]
        return "{\(parts.filter { !$0.isEmpty }.joined(separator: ","))}"
    }

    static func manifest(_ config: String, _ layers: [String], _ more: String = "") -> String {
        "{\"schemaVersion\":2,\"config\":\(config),\"layers\":[\(layers.joined(separator: ","))]"
            + "\(more.isEmpty ? "" : ",\(more)")}"
    }

    static func index(_ manifests: [String], _ more: String = "") -> String {
        "{\"schemaVersion\":2,\"manifests\":[\(manifests.joined(separator: ","))]"
            + "\(more.isEmpty ? "" : ",\(more)")}"
    }

    static func tag(_ name: String) -> String {
        "\"annotations\":{\"org.opencontainers.image.ref.name\":\"\(name)\"}"
    }

    static func platform(_ architecture: String, _ more: String = "") -> String {
        "\"platform\":{\"os\":\"linux\",\"architecture\":\"\(architecture)\"\(more)}"
    }

    /// A layer with the file `name`.
    static func layer(_ text: String) -> [UInt8] { RawTar.of { $0.add("name", "0", text) } }

    /// An image of one layer with the file `name`; gives its descriptor.
    mutating func image(
        _ text: String = "x", _ more: String = "", config members: String = "",
        platform: String = "\"architecture\":\"amd64\",\"os\":\"linux\""
    ) -> String {
        let layer = Self.layer(text)
        let config = Self.config(members, [layer], platform: platform)
        let manifest = Self.manifest(
            describe("config.v1+json", config), [describe("layer.v1.tar", layer)])
        return describe("manifest.v1+json", manifest, more)
    }

    /// An image of any layers with a config as it is given.
    mutating func image(
        layers: [[UInt8]], type: String = "layer.v1.tar", config: String? = nil
    ) -> String {
        let config = describe("config.v1+json", config ?? Self.config(layers))
        let layers = layers.map { layer in
            let isZipped = type == "layer.v1.tar" && layer.starts(with: [0x1f, 0x8b])
            return describe(isZipped ? "\(type)+gzip" : type, layer)
        }
        return describe("manifest.v1+json", Self.manifest(config, layers))
    }

    static func config(_ layers: [[UInt8]]) -> String { config("", layers) }

    /// Writes `oci-layout` and `index.json`.
    mutating func finish(_ manifests: [String], _ more: String = "") {
        self.manifests = manifests
        file("oci-layout", "{\"imageLayoutVersion\":\"1.0.0\"}")
        file("index.json", Self.index(manifests, more))
    }

    /// The files as one tar.
    var archive: [UInt8] {
        RawTar.of { tar in for (name, bytes) in files { tar.add(Array(name.utf8), "0", bytes) } }
    }

    /// The store in memory, with the path to read.
    func placed() throws -> (any FileSystem, TreePath) {
        let disk = TreeFileSystem()
        if isArchive || packed != nil {
            try disk.write(
                FileContents(packed ?? archive), to: "/store.tar", creating: Self.attributes)
            return (disk, "/store.tar")
        }
        try disk.tree.makeDirectories("/store")
        for (name, bytes) in files {
            let path = TreePath("/store/\(name)")
            try disk.tree.makeDirectories(path.parent)
            try disk.write(FileContents(bytes), to: path, creating: Self.attributes)
        }
        return (disk, "/store")
    }

    private static let attributes = FileAttributes(mode: 0o644)
}

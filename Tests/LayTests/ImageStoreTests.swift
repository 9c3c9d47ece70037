import Foundation
import Lay
import LayArchive
import LayBounds
import LayFiles
import LayImages
import LayWorld
import Testing

/// What image stores hold: indexes for several platforms, attestations, odd histories.
@Suite struct ImageStoreTests {
    /// An OCI layout in memory that tests put together by hand.
    struct Layout {
        let files = TreeFileSystem()
        var manifests: [JSONValue] = []

        init() throws {
            try files.write(
                FileContents("{\"imageLayoutVersion\":\"1.0.0\"}"), to: "/oci-layout",
                creating: FileAttributes(mode: 0o644))
        }

        func blob(_ bytes: [UInt8]) throws -> (digest: Digest, size: Int) {
            let digest = Digest.of(bytes)
            try files.tree.makeDirectories("/blobs/sha256")
            try files.write(
                FileContents(bytes), to: TreePath("/blobs/sha256/\(digest.hex)"),
                creating: FileAttributes(mode: 0o644))
            return (digest, bytes.count)
        }

        func descriptor(_ type: String, _ bytes: [UInt8]) throws -> JSONObject {
            let (digest, size) = try blob(bytes)
            return [
                "mediaType": .string("application/vnd.oci.image.\(type)"),
                "digest": .string("\(digest)"), "size": .int(Int64(size)),
            ]
        }

        /// An image with one file, whose config begins with `fields`.
        func image(_ text: String, _ fields: JSONObject) throws -> JSONObject {
            var changes = TreeChanges()
            try changes.add(
                FileNode(
                    .file(FileContents(text)), attributes: FileAttributes(mode: 0o644)),
                at: "/name")
            let tar = try LayerArchive.write(changes)
            var config = fields
            config["rootfs"] = .object([
                "type": .string("layers"), "diff_ids": .array([.string("\(Digest.of(tar))")]),
            ])
            return try descriptor(
                "manifest.v1+json",
                Array(
                    JSONValue.object([
                        "schemaVersion": .int(2),
                        "config": .object(
                            try descriptor(
                                "config.v1+json", Array(JSONValue.object(config).text().utf8))),
                        "layers": .array([.object(try descriptor("layer.v1.tar", tar))]),
                    ]).text().utf8))
        }

        func index(_ manifests: [JSONValue]) throws -> JSONObject {
            try descriptor(
                "index.v1+json",
                Array(
                    JSONValue.object([
                        "schemaVersion": .int(2), "manifests": .array(manifests),
                    ]).text().utf8))
        }

        func finish(_ manifests: [JSONValue]) throws -> ImageReader {
            let text = JSONValue.object([
                "schemaVersion": .int(2), "manifests": .array(manifests),
            ]).text()
            try files.write(
                FileContents(text), to: "/index.json", creating: FileAttributes(mode: 0o644))
            return ImageReader(files)
        }
    }

    private func platform(_ text: String) throws -> (JSONValue, JSONObject) {
        let platform = try Platform(text)
        var object: JSONObject = [
            "architecture": .string(platform.architecture), "os": .string(platform.os),
        ]
        if let variant = platform.variant { object["variant"] = .string(variant) }
        return (.object(object), object)
    }

    /// A layout whose one name is an index for these platforms, an attestation among them.
    private func multiPlatform(_ names: [String]) throws -> ImageReader {
        let layout = try Layout()
        var manifests: [JSONValue] = []
        for name in names {
            let (value, fields) = try platform(name)
            var descriptor = try layout.image(name, fields)
            descriptor["platform"] = value
            manifests.append(.object(descriptor))
        }
        var attestation = try layout.image(
            "attestation", ["architecture": .string("unknown"), "os": .string("unknown")])
        attestation["platform"] = try platform("unknown/unknown").0
        attestation["annotations"] = .object([
            "vnd.docker.reference.type": .string("attestation-manifest")
        ])
        manifests.insert(.object(attestation), at: 0)
        var index = try layout.index(manifests)
        index["annotations"] = .object([
            "org.opencontainers.image.ref.name": .string("app:1")
        ])
        return try layout.finish([.object(index)])
    }

    @Test(
        arguments: [
            (nil, "linux/amd64"), ("linux/amd64", "linux/amd64"), ("linux/arm64", "linux/arm64/v8"),
            ("linux/arm64/v8", "linux/arm64/v8"), ("linux/aarch64", "linux/arm64/v8"),
            ("linux/arm/v7", "linux/arm/v7"), ("linux/arm", "linux/arm/v7"),
            ("linux/arm/v8", "linux/arm/v7"), ("linux/arm/v6", "linux/arm/v6"),
            ("linux/amd64/v3", "linux/amd64"), ("linux/s390x", nil), ("linux/arm/v5", nil),
            ("windows/amd64", nil),
        ] as [(String?, String?)])
    func `an index is chosen from by platform`(wanted: String?, chosen: String?) throws {
        let names = ["linux/arm/v6", "linux/arm/v7", "linux/arm64/v8", "linux/amd64"]
        let reader = try multiPlatform(names)
        let platform = try wanted.map { try Platform($0) }
        guard let chosen else {
            let error = #expect(throws: ImageError.self) {
                try reader.read("/", platform: platform)
            }
            #expect(error?.kind == .notFound)
            #expect(error?.help == "there is one for \(names.joined(separator: ", "))")
            return
        }
        let reading = try #require(try reader.read("/", platform: platform).first)
        #expect(reading.name == "app:1")
        #expect(reading.image.platform.description == chosen)
        #expect(reading.image.origin?.alternatives.map(\.platform?.description) == names)
    }

    @Test func `a lone manifest is read whatever it is for unless a platform is asked for`() throws
    {
        let layout = try Layout()
        let (value, fields) = try platform("linux/riscv64")
        var descriptor = try layout.image("x", fields)
        descriptor["platform"] = value
        let reader = try layout.finish([.object(descriptor)])
        #expect(try reader.read("/").first?.image.platform.architecture == "riscv64")
        #expect(throws: ImageError.self) { try reader.read("/", platform: .standard) }
    }

    @Test func `only the chosen image of an index is written`() throws {
        let reading = try #require(
            try multiPlatform(["linux/amd64", "linux/arm64"]).read(
                "/", platform: try Platform("linux/arm64")
            ).first)
        let files = TreeFileSystem()
        try LayoutWriter(files, .root).write([(reading.image, ["app:1"])])
        let back = try ImageReader(files).read("/")
        #expect(back.map(\.image) == [reading.image])
        #expect(back.first?.image.manifest?.digest == reading.image.manifest?.digest)
    }

    @Test func `a world keeps images for other platforms`() throws {
        let world = World()
        let reading = try #require(
            try multiPlatform(["linux/arm64"]).read("/", platform: try Platform("linux/arm64"))
                .first)
        try world.tag(reading.image, try Reference("app"))
        let files = TreeFileSystem()
        try WorldStore.save(world, to: files, "/w")
        let loaded = try WorldStore.load(files, "/w")
        #expect(try loaded.image("app") == reading.image)
    }

    // MARK: Configurations

    private static let odd = """
        {"x-first": [1, {"b": null}],  "config": {"Healthcheck": {"Test": ["CMD", "x"], \
        "Interval": 30000000000, "StartInterval": 5}, "OnBuild": ["RUN y"], "Shell": ["s"], \
        "ArgsEscaped": true, "Unknown": 1.50}, "os": "linux", "architecture": "arm64", \
        "variant": "v8", "author": "é"}
        """

    @Test func `a configuration keeps its bytes and what nobody knows`() throws {
        let bytes = Array(Self.odd.utf8)
        let config = try ImageConfig(parsing: bytes)
        #expect(config.bytes == bytes)
        #expect(config.digest == Digest.of(bytes))
        var changed = config
        changed.setEnvironment("A", "1")
        #expect(changed.digest != config.digest && config.bytes == bytes)
        #expect(changed.digest == Digest.of(changed.bytes))
        #expect(changed["x-first"] == config["x-first"])
        #expect(changed[parameter: "Unknown"] == .double(1.5))
        #expect(changed[parameter: "ArgsEscaped"] == .bool(true))
        #expect(changed.document.entries.map(\.key) == config.document.entries.map(\.key))
        changed[parameter: "Env"] = nil
        #expect(changed.document == config.document)
    }

    @Test(arguments: [
        ("[]", 0), ("[{\"created_by\":\"a\"},{\"created_by\":\"b\"}]", 1),
        ("[{\"empty_layer\":true}]", 1),
        ("[{\"created_by\":\"a\"},{\"empty_layer\":true},{\"created_by\":\"b\"}]", 1),
    ])
    func `a history that contradicts the layers is told and repaired`(text: String, faults: Int)
        throws
    {
        let layout = try Layout()
        let history = try JSONValue(parsing: Array(text.utf8))
        let (_, platform) = try platform("linux/amd64")
        var fields = platform
        fields["history"] = history
        let reader = try layout.finish([.object(try layout.image("x", fields))])
        let image = try #require(try reader.read("/").first?.image)
        #expect(image.origin?.warnings.count == faults)
        let files = TreeFileSystem()
        try LayoutWriter(files, .root).write([(image, [])])
        let back = try #require(try ImageReader(files).read("/").first?.image)
        #expect(back.origin?.warnings == [])
        #expect((back.id == image.id) == (faults == 0))
        for next in [
            back, try image.env([("A", "1")], created: "x"),
            try image.flattened(created: "x"), try image.rebased(from: .scratch, to: image),
        ] where !next.config.history.isEmpty {
            #expect(next.config.historyFault == nil)
            #expect(next.layers.count == next.config.diffIDs.count)
        }
    }
}

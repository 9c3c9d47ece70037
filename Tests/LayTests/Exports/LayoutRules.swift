import Foundation
import LayTestSupport

/// The rules that a written image has to keep, as the schemas of OCI image-spec 1.1 and what docker
/// load (moby image/tarexport) and containerd (images/archive) insist on state them. Read with
/// Foundation's JSON and the machine's tools, not with Lay's own.
struct LayoutRules {
    private let shell: Shell
    /// What breaks a rule.
    private(set) var faults: [String] = []
    private var named: Set<String> = []

    private static let mediaType =
        #"^[A-Za-z0-9][A-Za-z0-9!#$&^_.+-]{0,126}/[A-Za-z0-9][A-Za-z0-9!#$&^_.+-]{0,126}$"#
    private static let digest = #"^sha256:[a-f0-9]{64}$"#
    private static let time =
        #"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$"#
    /// distribution/reference, in its long form.
    private static let reference =
        #"^[a-z0-9.-]+(:\d+)?(/[a-z0-9]+([._-]+[a-z0-9]+)*)+:[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}$"#

    /// Checks what lies in a directory: a layout, or an unpacked docker-archive.
    init(_ directory: String) {
        shell = Shell(directory: directory)
    }

    private mutating func expect(_ isKept: Bool, _ rule: @autoclosure () -> String) {
        if !isKept { faults.append(rule()) }
    }

    private func matches(_ value: Any?, _ pattern: String) -> Bool {
        (value as? String)?.range(of: pattern, options: .regularExpression) != nil
    }

    private mutating func object(_ name: String) -> [String: Any] {
        guard let bytes = try? shell.bytes(name),
            let value = try? JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any]
        else {
            faults.append("\(name) is no JSON object")
            return [:]
        }
        return value
    }

    private mutating func strings(_ value: Any?, _ place: String) {
        if value is NSNull || value == nil { return }
        expect(value is [String], "\(place) is no list of strings")
    }

    /// A map whose values are strings, or empty objects for a set.
    private mutating func map(_ value: Any?, _ place: String, isSet: Bool = false) {
        if value is NSNull || value == nil { return }
        let isRight =
            isSet
            ? (value as? [String: [String: String]])?.values.allSatisfy(\.isEmpty) == true
            : value is [String: String]
        expect(isRight, "\(place) is no map of \(isSet ? "empty objects" : "strings")")
    }

    // MARK: OCI

    /// The rules of an image layout; what a world keeps of its own needs no names.
    mutating func checkLayout(isWorld: Bool = false) throws {
        expect(
            object("oci-layout")["imageLayoutVersion"] as? String == "1.0.0",
            "oci-layout has another version")
        let index = object("index.json")
        expect(index["schemaVersion"] as? Int == 2, "the index has no schemaVersion 2")
        expect(
            index["mediaType"] as? String == "application/vnd.oci.image.index.v1+json",
            "the index has another mediaType")
        guard let manifests = index["manifests"] as? [[String: Any]], !manifests.isEmpty else {
            faults.append("the index lists no manifests")
            return
        }
        for descriptor in manifests {
            let name = try blob(descriptor, "index.json")
            map(descriptor["annotations"], "annotations of \(name)")
            let notes = descriptor["annotations"] as? [String: String] ?? [:]
            if let platform = descriptor["platform"] as? [String: Any] {
                expect(
                    platform["os"] is String && platform["architecture"] is String,
                    "the platform of \(name) is not whole")
            }
            let own = notes["org.opencontainers.image.ref.name"]?.hasPrefix("lay-") ?? true
            if !(isWorld && own) {
                expect(
                    matches(notes["io.containerd.image.name"], Self.reference),
                    "\(notes) has no name for containerd")
                expect(
                    matches(
                        notes["org.opencontainers.image.ref.name"],
                        #"^[A-Za-z0-9]+([-._:@/+]+[A-Za-z0-9]+)*$"#),
                    "\(notes) has no ref.name")
            }
            try checkManifest(name)
        }
        let blobs = try shell.run("ls blobs/sha256").split(separator: "\n").map(String.init)
        let others = try shell.run("find . -type f ! -path './blobs/*'").split(separator: "\n")
        expect(Set(others) == ["./oci-layout", "./index.json"], "more files than a layout has")
        for blob in blobs where !named.contains(blob) { faults.append("nothing names \(blob)") }
    }

    /// A descriptor's blob: there, of that size and digest; gives its place.
    private mutating func blob(_ descriptor: [String: Any], _ user: String) throws -> String {
        expect(matches(descriptor["digest"], Self.digest), "\(user) has an odd digest")
        expect(matches(descriptor["mediaType"], Self.mediaType), "\(user) has an odd mediaType")
        let hex = (descriptor["digest"] as? String)?.dropFirst(7) ?? ""
        let place = "blobs/sha256/\(hex)"
        if named.insert(String(hex)).inserted {
            let sum = try shell.run("sha256sum < \(place); stat -c %s \(place)")
            expect(
                sum == "\(hex)  -\n\(descriptor["size"] as? Int ?? -1)\n",
                "\(place) is not what \(user) says: \(sum)")
        }
        return place
    }

    private mutating func checkManifest(_ name: String) throws {
        let manifest = object(name)
        expect(manifest["schemaVersion"] as? Int == 2, "\(name) has no schemaVersion 2")
        expect(
            manifest["mediaType"] as? String == "application/vnd.oci.image.manifest.v1+json",
            "\(name) has another mediaType")
        let config = manifest["config"] as? [String: Any] ?? [:]
        let layers = manifest["layers"] as? [[String: Any]] ?? []
        expect(!layers.isEmpty, "\(name) has no layers")
        let place = try blob(config, name)
        // A world's own documents are for Lay; others see a manifest and skip it.
        if (config["mediaType"] as? String)?.hasPrefix("application/vnd.lay.") == true {
            for layer in layers { _ = try blob(layer, name) }
            return
        }
        expect(
            config["mediaType"] as? String == "application/vnd.oci.image.config.v1+json",
            "\(name) has another kind of config")
        var diffIDs: [String] = []
        for layer in layers {
            let place = try blob(layer, name)
            let type = (layer["mediaType"] as? String ?? "").split(
                separator: "+", maxSplits: 1, omittingEmptySubsequences: false)
            expect(type.first == "application/vnd.oci.image.layer.v1.tar", "\(type) is no layer")
            let magic = try shell.bytes(place).prefix(4)
            switch type.last {
            case "gzip":
                expect(magic.starts(with: [0x1f, 0x8b, 8]), "\(place) is no gzip")
                diffIDs.append(try sum("gzip -dc \(place) | sha256sum"))
            case "zstd":
                expect(magic == [0x28, 0xb5, 0x2f, 0xfd], "\(place) is no zstd")
                diffIDs.append("")
            default: diffIDs.append(try sum("sha256sum < \(place)"))
            }
        }
        try checkConfig(place, diffIDs)
    }

    private func sum(_ line: String) throws -> String { String(try shell.run(line).prefix(64)) }

    /// A config; layers whose id is not known here are "".
    private mutating func checkConfig(_ place: String, _ layers: [String]) throws {
        let config = object(place)
        for name in ["architecture", "os"] {
            expect((config[name] as? String)?.isEmpty == false, "\(place) has no \(name)")
        }
        for name in ["author", "variant", "os.version"] where config[name] != nil {
            expect(config[name] is String, "\(name) of \(place) is no string")
        }
        expect(matches(config["created"], Self.time), "\(place) was created at no time")
        let rootfs = config["rootfs"] as? [String: Any] ?? [:]
        expect(rootfs["type"] as? String == "layers", "the rootfs of \(place) is of another type")
        let diffIDs = rootfs["diff_ids"] as? [String] ?? []
        expect(diffIDs.count == layers.count, "\(place) has another number of layers")
        for (id, layer) in zip(diffIDs, layers) where !layer.isEmpty {
            expect(id == "sha256:\(layer)", "\(place) names another layer than \(layer)")
        }
        let history = config["history"] as? [[String: Any]] ?? []
        for entry in history {
            expect(matches(entry["created"], Self.time), "\(entry) has no time")
            expect(entry["created_by"] is String, "\(entry) has no created_by")
            expect(
                entry["empty_layer"] == nil || entry["empty_layer"] is Bool, "\(entry) is odd")
        }
        let filled = history.filter { $0["empty_layer"] as? Bool != true }.count
        expect(filled == layers.count, "the history of \(place) has \(filled) layers")
        let parameters = config["config"] as? [String: Any] ?? [:]
        for name in ["Env", "Entrypoint", "Cmd", "Shell", "OnBuild"] {
            strings(parameters[name], "\(name) of \(place)")
        }
        for name in ["ExposedPorts", "Volumes"] {
            map(parameters[name], "\(name) of \(place)", isSet: true)
        }
        map(parameters["Labels"], "Labels of \(place)")
        for name in ["User", "WorkingDir", "StopSignal"] where parameters[name] != nil {
            expect(parameters[name] is String, "\(name) of \(place) is no string")
        }
        for variable in parameters["Env"] as? [String] ?? [] {
            expect(variable.dropFirst().contains("="), "'\(variable)' is no variable")
        }
    }

    // MARK: docker-archive

    /// The rules of what docker load reads.
    mutating func checkDockerArchive() throws {
        guard let bytes = try? shell.bytes("manifest.json"),
            let images = try JSONSerialization.jsonObject(with: Data(bytes)) as? [[String: Any]]
        else {
            faults.append("manifest.json is no list")
            return
        }
        var used: Set<String> = ["./manifest.json", "./repositories"]
        for image in images {
            let config = image["Config"] as? String ?? ""
            let layers = image["Layers"] as? [String] ?? []
            for name in [config] + layers {
                expect(
                    !name.hasPrefix("/") && !name.split(separator: "/").contains(".."),
                    "\(name) leads out of the archive")
                used.insert("./\(name)")
            }
            for tag in image["RepoTags"] as? [String] ?? [] {
                let full = tag.contains("/") ? tag : "docker.io/library/\(tag)"
                expect(matches(full, Self.reference), "'\(tag)' is no name with a tag")
            }
            try checkConfig(config, try layers.map { try sum("sha256sum < \($0)") })
            expect(try config == "\(sum("sha256sum < \(config)")).json", "\(config) is misnamed")
        }
        let files = try shell.run("find . -type f").split(separator: "\n").map(String.init)
        expect(used.isSuperset(of: files), "there is more: \(Set(files).subtracting(used))")
        for (name, tags) in object("repositories") {
            expect(
                (tags as? [String: String])?.isEmpty == false, "\(name) has no tags in repositories"
            )
        }
    }
}

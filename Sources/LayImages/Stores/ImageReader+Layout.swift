internal import LayArchive
internal import LayBounds
internal import LayFiles

/// OCI image layouts (OCI image-spec image-layout.md).
extension ImageReader {
    func readLayout(_ place: Place, _ name: String?, _ platform: Platform?) throws -> [Reading] {
        let index = try json(try document(place, "index.json"), "index.json")
        let blobs = Blobs(files: place.files, root: place.root, limits: limits)
        var result: [(reading: Reading, distance: Int)] = []
        var others: [Platform] = []
        var filter = NameFilter(name)
        for descriptor in index["manifests"]?.array ?? [] {
            // Docker's own layouts have the whole name in containerd's annotation.
            let annotations = descriptor["annotations"]
            // The state of a world is no image.
            if annotations?[MediaType.stateMark] != nil { continue }
            let reference =
                annotations?[MediaType.containerdName]?.string
                ?? annotations?[MediaType.referenceName]?.string
            let short = annotations?[MediaType.referenceName]?.string
            var names = [reference, short, descriptor["digest"]?.string].compactMap { $0 }
            var found: [ManifestRecord] = []
            // A digest may be that of an image in an index; what has another name is not looked at.
            let isDigest = name?.hasPrefix("sha256:") == true
            if isDigest {
                try collect(descriptor, blobs, "index.json", 0, &found)
                names += found.map { $0.stored.digest.description }
            }
            let shown = reference.map { (try? Reference($0).familiar) ?? $0 }
            if !filter.accepts(names, shown: shown ?? short) { continue }
            if !isDigest { try collect(descriptor, blobs, "index.json", 0, &found) }
            let isIndex = MediaType.isIndex(descriptor["mediaType"]?.string ?? "")
            let wanted = platform ?? .standard
            let ranked = found.compactMap { record in
                wanted.distance(to: record.platform).map { (record, $0) }
            }
            // An older variant runs as well; of equal ones the first in the index is meant.
            var chosen = ranked.min { $0.1 < $1.1 }
            if chosen == nil, platform == nil, !isIndex, let record = found.first {
                chosen = (record, 1000)
            }
            // Who names a manifest means no other, whatever it is for.
            if let record = found.first(where: { $0.stored.digest.description == name }) {
                chosen = (record, 0)
            }
            guard let (record, distance) = chosen else {
                others += found.map(\.platform)
                continue
            }
            let image = try readImage(record, isIndex ? found.map(\.stored) : [], blobs)
            result.append((Reading(image: image, name: reference), distance))
        }
        if result.isEmpty {
            let layout = "the layout \(place.shown)"
            try filter.check(layout)
            let searched = name.map { "'\($0)' of \(layout)" } ?? layout
            throw missing(platform ?? .standard, others, searched)
        }
        // Manifests side by side under one name are one image for several platforms.
        let sorted = result.enumerated().sorted {
            ($0.element.distance, $0.offset) < ($1.element.distance, $1.offset)
        }.map(\.element.reading)
        var names: Set<String> = []
        return sorted.filter { reading in
            reading.name.map { names.insert($0).inserted } ?? true
        }
    }

    /// A manifest of an image that was found, not yet its layers.
    private struct ManifestRecord {
        let stored: Image.StoredManifest
        let document: JSONValue
        let config: ImageConfig
        let platform: Platform
        let name: String
    }

    /// Follows a descriptor to all images behind it; attestations and Lay's own are none.
    private func collect(
        _ descriptor: JSONValue, _ blobs: Blobs, _ user: String, _ depth: Int,
        _ found: inout [ManifestRecord]
    ) throws {
        let type = descriptor["mediaType"]?.string ?? MediaType.manifest
        guard let digest = descriptor["digest"]?.string.flatMap({ Digest(parsing: $0) }) else {
            throw ImageError.noDescriptorDigest(in: user)
        }
        if descriptor["annotations"]?["vnd.docker.reference.type"] != nil { return }
        if MediaType.isIndex(type) {
            if depth > 8 {
                throw ImageError.deepIndex(digest)
            }
            let name = "the index \(digest)"
            let index = try json(try blobs.document(digest, for: user), name)
            for inner in index["manifests"]?.array ?? [] {
                try collect(inner, blobs, name, depth + 1, &found)
            }
            return
        }
        guard MediaType.isManifest(type) else { return }
        let bytes: [UInt8]
        do {
            bytes = try blobs.document(digest, for: user)
        } catch let error as ImageError where depth > 0 && !blobs.has(digest) {
            // Tools copy one platform of an index and leave the others out.
            if descriptor["platform"] == nil { throw error }
            return
        }
        let name = "the manifest \(digest)"
        let manifest = try json(bytes, name)
        guard
            let configDigest = manifest["config"]?["digest"]?.string.flatMap({ Digest(parsing: $0) }
            )
        else {
            throw ImageError.namesNoConfig(name)
        }
        let configType = manifest["config"]?["mediaType"]?.string ?? MediaType.config
        let isForeign = manifest["layers"]?.array?.contains {
            $0["mediaType"]?.string?.contains("in-toto") == true
        }
        if configType.hasPrefix("application/vnd.lay.") || isForeign == true { return }
        let config = try ImageConfig(
            parsing: try blobs.document(configDigest, for: name), limits: limits)
        var platform = Image(layers: [], config: config, tree: FileTree()).platform
        if let named = descriptor["platform"], let os = named["os"]?.string,
            let architecture = named["architecture"]?.string
        {
            platform = Platform(
                os: os, architecture: architecture, variant: named["variant"]?.string)
        }
        let stored = Image.StoredManifest(bytes: bytes, mediaType: type, platform: platform)
        found.append(
            ManifestRecord(
                stored: stored, document: manifest, config: config, platform: platform, name: name))
    }

    private func readImage(
        _ record: ManifestRecord, _ alternatives: [Image.StoredManifest], _ blobs: Blobs
    ) throws -> Image {
        var sources: [(ByteSource, Digest?)] = []
        for layer in record.document["layers"]?.array ?? [] {
            guard let digest = layer["digest"]?.string.flatMap({ Digest(parsing: $0) }) else {
                throw ImageError.noLayerDigest(in: record.name)
            }
            let type = layer["mediaType"]?.string ?? ""
            if type.contains("foreign") || type.contains("nondistributable") {
                throw ImageError.foreignLayer(digest, type)
            }
            let contents = try blobs.read(digest, for: record.name)
            sources.append((ContentsSource(contents), digest))
        }
        return try assemble(
            record.config, sources, manifest: record.stored, alternatives: alternatives,
            record.name)
    }
}

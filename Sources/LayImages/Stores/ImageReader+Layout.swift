internal import LayArchive
internal import LayBounds
internal import LayFiles

/// OCI image layouts (OCI image-spec image-layout.md).
extension ImageReader {
    func readLayout(_ place: Place, _ name: String?, _ platform: Platform?) throws -> [Reading] {
        let index = try json(try document(place, "index.json"), "index.json")
        let blobs = Blobs(files: place.files, root: place.root, limits: limits)
        var warnings = try layoutWarnings(place)
        var result: [(reading: Reading, distance: Int)] = []
        var others: [Platform] = []
        var incomplete: [Incomplete] = []
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
            var walk = IndexWalk(reader: self, blobs: blobs)
            // A digest may be that of an image in an index; what has another name is not looked at.
            let isDigest = name?.hasPrefix("sha256:") == true
            if isDigest {
                try walk.collect(descriptor, "index.json")
                names += walk.found.map { $0.stored.digest.description }
            }
            let shown = reference.map { (try? Reference($0).familiar) ?? $0 }
            if !filter.accepts(names, shown: shown ?? short) { continue }
            if !isDigest { try walk.collect(descriptor, "index.json") }
            let found = walk.found
            warnings += walk.warnings
            incomplete += walk.incomplete
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
            do {
                var image = try readImage(record, isIndex ? found.map(\.stored) : [], blobs)
                if let reference, Reference(imported: reference) == nil {
                    image = image.warning(["'\(reference)' names no image, so it has no tag"])
                }
                result.append((Reading(image: image, name: reference), distance))
            } catch let error as MissingBlob {
                incomplete.append(
                    Incomplete(platform: record.platform, error: error.error(for: record.name)))
            }
        }
        if result.isEmpty {
            try filter.check("the layout \(place.shown)")
            throw nothing(name, place, platform, incomplete, others, warnings)
        }
        // Manifests side by side under one name are one image for several platforms.
        let sorted = result.enumerated().sorted {
            ($0.element.distance, $0.offset) < ($1.element.distance, $1.offset)
        }.map(\.element.reading)
        warnings += incomplete.map { "skipped the image for \($0.platform): \($0.error.message)" }
        var names: Set<String> = []
        return sorted.filter { reading in
            reading.name.map { names.insert($0).inserted } ?? true
        }.map { $0.warning(warnings) }
    }

    /// What is odd about the layout itself.
    ///
    /// - Throws: `ImageError` of kind `ValueError` for a version that is not known.
    private func layoutWarnings(_ place: Place) throws -> [String] {
        guard try place.has("oci-layout") else {
            return ["\(place.shown) has no file oci-layout"]
        }
        guard let bytes = try? document(place, "oci-layout"),
            let version = try? JSONValue(parsing: bytes)["imageLayoutVersion"]?.string
        else { return ["the file oci-layout of \(place.shown) names no version"] }
        if !version.hasPrefix("1.") { throw ImageError.layoutVersion(version, place.shown) }
        return []
    }

    /// Why nothing was found in a layout.
    private func nothing(
        _ name: String?, _ place: Place, _ platform: Platform?, _ incomplete: [Incomplete],
        _ others: [Platform], _ warnings: [String]
    ) -> ImageError {
        let wanted = platform ?? .standard
        if let fitting = incomplete.first(where: { wanted.distance(to: $0.platform) != nil }) {
            return fitting.error
        }
        let layout = "the layout \(place.shown)"
        let searched = name.map { "'\($0)' of \(layout)" } ?? layout
        if others.isEmpty, incomplete.isEmpty, let skipped = warnings.last {
            return ImageError.onlyArtifacts(searched, skipped)
        }
        return missing(wanted, others + incomplete.map(\.platform), searched)
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
            if blobs.isMissing(digest) {
                // Windows' base layers lie elsewhere; tools may have fetched them all the same.
                if type.contains("foreign") || type.contains("nondistributable") {
                    throw ImageError.foreignLayer(digest, type)
                }
                throw MissingBlob(digest: digest)
            }
            let contents = try blobs.read(digest, for: record.name)
            try blobs.check(contents.count, of: layer, for: record.name)
            sources.append((ContentsSource(contents), digest))
        }
        return try assemble(
            record.config, sources, manifest: record.repairs.isEmpty ? record.stored : nil,
            alternatives: alternatives, warnings: record.repairs, record.name)
    }
}

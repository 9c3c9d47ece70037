internal import LayArchive
internal import LayBounds
internal import LayFiles

/// Stores that came before, or beside, the common ones.
extension ImageReader {
    /// Archives from before `manifest.json` (moby image/spec v1): a directory for each layer, which
    /// names the one below it.
    ///
    ///     repositories        {"app": {"1": "<id>"}}
    ///     <id>/json           its config, and the id of its parent
    ///     <id>/layer.tar
    func readFirstArchive(_ place: Place, _ names: JSONObject, _ name: String?) throws -> [Reading]
    {
        var result: [Reading] = []
        var filter = NameFilter(name)
        for (repository, tags) in names.entries {
            for (tag, id) in tags.object?.entries ?? [] {
                guard let id = id.string, let names = filter.accepted(of: ["\(repository):\(tag)"])
                else { continue }
                let image = try readFirstImage(
                    place, id, "the archive's image \(repository):\(tag)")
                result += names.map { Reading(image: image, name: $0) }
            }
        }
        if result.isEmpty {
            try filter.check("the archive \(place.shown)")
            throw ImageError.emptyArchive
        }
        return result
    }

    private static let mostParents = 1 << 10

    private func readFirstImage(_ place: Place, _ id: String, _ shown: String) throws -> Image {
        var chain: [(id: String, document: JSONValue)] = []
        var next: String? = id
        while let id = next {
            if chain.count > Self.mostParents { throw ImageError.manyParents(of: shown) }
            let part = "\(id)/json"
            let bytes = try self.part(part, of: shown, in: place).document(part, limits)
            let document = try json(bytes, "\(part) of \(place.shown)")
            chain.append((id, document))
            next = document["parent"]?.string.flatMap { $0.isEmpty ? nil : $0 }
        }
        var config = ImageConfig()
        if let top = chain.first?.document {
            for key in ["architecture", "os", "variant", "author", "created", "config"] {
                if let value = top[key] { config[key] = value }
            }
        }
        config["rootfs"] = nil
        config["history"] = .array(
            chain.reversed().map { part in
                var entry = JSONObject()
                entry["created"] = part.document["created"]
                let command = part.document["container_config"]?["Cmd"]?.strings ?? []
                entry["created_by"] = .string(command.joined(separator: " "))
                return .object(entry)
            })
        var repairs = try config.repairFields(of: shown)
        repairs.append(
            "\(place.shown) is of the first form of docker save: its layers had other ids")
        let sources = try chain.reversed().map { part -> (ByteSource, Digest?) in
            let contents = try self.part("\(part.id)/layer.tar", of: shown, in: place)
            return (ContentsSource(contents), nil)
        }
        return try assemble(
            config, sources, manifest: nil, warnings: repairs, isFirstForm: true, shown)
    }

    /// A directory as skopeo's `dir:` writes it: a manifest, and blobs whose names are the digits of
    /// their digests.
    func readPlainDirectory(_ place: Place, _ bytes: [UInt8], _ manifest: JSONValue) throws
        -> Reading
    {
        let shown = "the manifest of \(place.shown)"
        guard manifest["schemaVersion"] == .int(2), manifest["config"] != nil else {
            throw ImageError.otherManifest(shown)
        }
        func digest(_ descriptor: JSONValue?) throws -> Digest {
            guard let digest = descriptor?["digest"]?.string.flatMap({ Digest(parsing: $0) }) else {
                throw ImageError.noDescriptorDigest(in: shown)
            }
            return digest
        }
        let configDigest = try digest(manifest["config"])
        let document = try part(configDigest.hex, of: shown, in: place).document(
            configDigest.hex, limits)
        if Digest.of(document) != configDigest {
            throw ImageError.damagedBlob(configDigest, neededBy: shown)
        }
        var config = try self.config(document, of: shown)
        let repairs = try config.repairFields(of: shown)
        var sources: [(ByteSource, Digest?)] = []
        for layer in manifest["layers"]?.array ?? [] {
            let digest = try digest(layer)
            sources.append((ContentsSource(try part(digest.hex, of: shown, in: place)), digest))
        }
        let type = manifest["mediaType"]?.string ?? MediaType.manifest
        let stored = Image.StoredManifest(bytes: bytes, mediaType: type)
        let image = try assemble(
            config, sources, manifest: repairs.isEmpty ? stored : nil, warnings: repairs, shown)
        return Reading(image: image, name: nil)
    }
}

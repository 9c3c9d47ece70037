public import LayArchive
internal import LayBounds
internal import LayFiles

/// Images made of other images' layers.
extension Image {
    /// True when this image's layers lie at the bottom of `other`.
    func isPrefix(of other: Image) -> Bool {
        layers.count <= other.layers.count
            && zip(layers, other.layers).allSatisfy { $0.isEqual(to: $1) }
    }

    /// The layer that leads from `base` to this image.
    ///
    /// On a common base it is what lies above it: the layer itself when there is one, and several
    /// joined.
    ///
    /// - Throws: `FileError` when contents cannot be read.
    public func difference(from base: Image) throws -> Layer {
        if base.isPrefix(of: self), layers.count == base.layers.count + 1 {
            return layers[base.layers.count]
        }
        return Layer(try TreeChanges(from: base.tree, to: tree))
    }

    /// The image whose layers from `start` on are one.
    ///
    /// History keeps what was below; what made the joined layers stays as entries without a layer.
    ///
    /// - Throws: `ImageError` of kind `IndexError`; `FileError` when contents cannot be read.
    public func squashed(from start: Int, created: String) throws -> Image {
        guard start >= 0, start <= layers.count else {
            throw ImageError.noLayer(at: start, of: layers.count)
        }
        if layers.count - start < 2 { return self }
        let kept = Array(layers[..<start])
        let below = try Image(layers: kept, config: config).tree
        let merged = Layer(
            try TreeChanges(from: below, to: tree),
            createdBy: "squash of \(layers.count - start) layers")
        var config = config
        config.repairHistory()
        var lines: [JSONObject] = []
        var seen = 0
        for var entry in config.history {
            if !ImageConfig.isEmptyLayer(entry) {
                seen += 1
                if seen > start { entry["empty_layer"] = .bool(true) }
            }
            lines.append(entry)
        }
        config["history"] = .array(lines.map { .object($0) })
        config.setDiffIDs(Array(config.diffIDs.prefix(start)))
        return try Image(layers: kept, config: config, tree: below, arguments: arguments)
            .adding(merged, created: created)
    }

    /// The image with one layer and one line of history, which holds just what can be seen.
    ///
    /// - Throws: `FileError` when contents cannot be read.
    public func flattened(created: String) throws -> Image {
        var config = config
        config["history"] = .array([])
        config.setDiffIDs([])
        let layer = Layer(try TreeChanges(from: FileTree(), to: tree), createdBy: "flatten")
        return try Image(layers: [], config: config, tree: FileTree(), arguments: arguments)
            .adding(layer, created: created)
    }

    /// The image moved from the base it was built on to another: the layers above stay the same
    /// ones, the configuration too.
    ///
    /// - Throws: `ImageError` of kind `ValueError` that names the first layer that is not the old
    ///   base's.
    public func rebased(from old: Image, to new: Image) throws -> Image {
        guard old.isPrefix(of: self) else {
            let index =
                zip(layers, old.layers).enumerated().first { !$1.0.isEqual(to: $1.1) }?.offset
                ?? layers.count
            let found =
                index < layers.count ? try layers[index].diffID().description : "no layer"
            throw ImageError.notBuilt(on: old.id, index, found, not: try old.layers[index].diffID())
        }
        var config = config
        config.repairHistory()
        var above = config.history
        var passed = 0
        // The old base's lines go, also those behind its last layer that made none.
        let shared = zip(above, old.repaired.config.history).prefix { $0 == $1 }.count
        if shared == old.repaired.config.history.count {
            above.removeFirst(shared)
        } else {
            while let first = above.first, passed < old.layers.count {
                if !ImageConfig.isEmptyLayer(first) { passed += 1 }
                above.removeFirst()
            }
        }
        var base = new.config
        base.repairHistory()
        config["history"] = .array((base.history + above).map { .object($0) })
        let kept = Array(layers[old.layers.count...])
        config.setDiffIDs(base.diffIDs + config.diffIDs.dropFirst(old.layers.count))
        for key in ["architecture", "os", "variant"] { config[key] = new.config[key] }
        let tree = try kept.tree(over: new.tree)
        return Image(
            layers: new.layers + kept, config: config, tree: tree, arguments: arguments)
    }

    /// What two images have in common: layers, and the bytes of files in them.
    ///
    /// - Throws: `FileError` when contents cannot be read.
    public func shared(with other: Image) throws -> (layers: Int, bytes: Int) {
        let ids = Set(try other.layers.map { try $0.diffID() })
        var seen: Set<Digest> = []
        let common = try layers.filter {
            let id = try $0.diffID()
            return ids.contains(id) && seen.insert(id).inserted
        }
        return (common.count, common.reduce(0) { $0 + $1.size })
    }

    /// The image with fields of its configuration replaced, as OCI names them; `nil` removes one.
    ///
    /// Keys of the whole document (`author`, `architecture`, `config` …) are set as they are, but
    /// `config` is merged field by field; any other key that OCI or Docker has in `config` goes
    /// there.
    ///
    /// - Throws: `ImageError` of kind `ValueError` for what would contradict the layers.
    public func merging(_ fields: JSONObject) throws(ImageError) -> Image {
        var config = config
        for (key, value) in fields.entries {
            switch key {
            case "rootfs", "history":
                throw .fixedField(key)
            case "config":
                guard case .object(let inner) = value else {
                    throw .noFields
                }
                for (key, value) in inner.entries {
                    try ConfigFields.check(key, value)
                    config[parameter: key] = value == .null ? nil : value
                }
            default:
                let isParameter = ConfigFields.types[key] != nil
                try ConfigFields.check(key, value)
                if isParameter {
                    config[parameter: key] = value == .null ? nil : value
                } else {
                    config[key] = value == .null ? nil : value
                }
            }
        }
        return with(config: config)
    }
}

internal import LayArchive
internal import LayFiles

extension Image {
    /// The image without times behind `latest`, in seconds since the epoch: those of its files, its
    /// history and its own.
    ///
    /// What BuildKit's `rewrite-timestamp` does to the layers of a build, for all layers. One that
    /// has no such time stays the same one.
    ///
    /// - Throws: `FileError` when contents cannot be read.
    /// - Complexity: O(*n*) in the bytes of the layers that change.
    public func limitingTimes(to latest: Int) throws -> Image {
        let files = try limitingFileTimes(to: latest)
        var config = files.config
        func limited(_ object: JSONValue?) -> JSONValue? {
            guard let text = object?.string else { return object }
            // One that is no time at all is the same on no two machines either.
            if let seconds = Timestamp.seconds(text), seconds <= latest { return object }
            return .string(Timestamp.text(latest))
        }
        config["created"] = limited(config["created"])
        let history = config.history
        let lines = history.map { entry in
            var entry = entry
            entry["created"] = limited(entry["created"])
            return entry
        }
        if lines != history { config["history"] = .array(lines.map { .object($0) }) }
        if config == files.config { return files }
        return try Image(layers: files.layers, config: config)
    }

    /// The image whose files have no times behind `latest`, in seconds since the epoch; the layers
    /// below keep theirs.
    ///
    /// One that has no such time stays the same one.
    ///
    /// - Parameter count: how many layers of its base stay as they are.
    /// - Throws: `FileError` when contents cannot be read.
    /// - Complexity: O(*n*) in the bytes of the layers that change.
    public func limitingFileTimes(to latest: Int, above count: Int = 0) throws -> Image {
        let (limit, overflow) = Nanoseconds(latest).multipliedReportingOverflow(by: 1_000_000_000)
        if overflow { return self }
        var isChanged = false
        let layers = try layers.enumerated().map { index, layer in
            guard index >= count, let changes = try layer.changes.limitingTimes(to: limit) else {
                return layer
            }
            isChanged = true
            return Layer(changes, createdBy: layer.createdBy)
        }
        if !isChanged { return self }
        var config = config
        config.setDiffIDs(try layers.map { try $0.diffID() })
        return try Image(layers: layers, config: config)
    }

    /// The image as if it was made at a time: its own, and that of its history behind the lines of
    /// its base.
    package func dated(_ created: String, above lines: Int) -> Image {
        var config = config
        config["created"] = .string(created)
        let history = config.history.enumerated().map { index, entry in
            var entry = entry
            if index >= lines { entry["created"] = .string(created) }
            return entry
        }
        if !history.isEmpty { config["history"] = .array(history.map { .object($0) }) }
        return with(config: config)
    }
}

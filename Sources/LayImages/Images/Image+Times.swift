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
        let (limit, overflow) = Nanoseconds(latest).multipliedReportingOverflow(by: 1_000_000_000)
        if overflow { return self }
        var isChanged = false
        let layers = try layers.map { layer in
            guard let changes = try layer.changes.limitingTimes(to: limit) else { return layer }
            isChanged = true
            return Layer(changes, createdBy: layer.createdBy)
        }
        var config = config
        if isChanged { config.setDiffIDs(try layers.map { try $0.diffID() }) }
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
        if !isChanged, config == self.config { return self }
        return try Image(layers: layers, config: config)
    }
}

internal import LayArchive
internal import LayBounds
internal import LayFiles

/// What is refused where images and layers are made of others.
extension ImageError {
    static func noLayer(at start: Int, of count: Int) -> ImageError {
        ImageError(
            .indexError, "the image has \(count) layers, so none begins at \(start)",
            help: "squash(from: 0) joins all of them")
    }

    static func notBuilt(on old: Digest, _ index: Int, _ found: String, not wanted: Digest)
        -> ImageError
    {
        ImageError(
            .valueError,
            "rebase: the image is not built on \(old.short): layer \(index) is \(found), not \(wanted)",
            help: "the old base is the image that it was built from; layers and diff_id tell")
    }

    static func conflict(_ conflicts: [TreeMerge.Conflict]) -> ImageError {
        let paths = conflicts.prefix(5).map(\.path.description).joined(separator: ", ")
        let count = conflicts.count == 1 ? "1 path is" : "\(conflicts.count) paths are"
        return ImageError(
            .conflict,
            "\(count) changed by both layers: \(paths)\(conflicts.count > 5 ? ", …" : "")",
            help: "layer.merge(a, b, prefer: \"a\") or \"b\" takes one side's; "
                + "layer.conflicts(a, b) shows both")
    }

    static func noMergeSide(_ name: String) -> ImageError {
        ImageError(
            .valueError, "merge: 'prefer' cannot be '\(name)'",
            help: "\"a\" is the first layer and \"b\" the second")
    }

    static func changedFiles(ofLayer name: String) -> ImageError {
        ImageError(
            .corruptData, "the files of the layer \(name) changed since they were read",
            help: "load them again")
    }

    static func fixedField(_ key: String) -> ImageError {
        ImageError(
            .valueError, "with_config: '\(key)' follows from the layers",
            help: "squash, flatten, rebase and + change the layers")
    }

    static var noFields: ImageError {
        ImageError(.valueError, "with_config: 'config' is a map of fields")
    }

    static func noField(_ key: String, of kind: String, _ value: JSONValue) -> ImageError {
        ImageError(
            .valueError, "with_config: '\(key)' is \(kind), not \(value.text())",
            help: "durations are ints of nanoseconds, Env is a list of \"NAME=value\"")
    }
}

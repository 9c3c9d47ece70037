internal import LayArchive
internal import LayBounds

/// The fields of a configuration and what they hold (OCI image-spec config.md, and Docker's
/// Healthcheck, Shell, OnBuild and ArgsEscaped).
enum ConfigFields {
    enum Kind: String {
        case text = "a string"
        case texts = "a list of strings"
        case set = "a map of empty maps"
        case pairs = "a map of strings"
        case flag = "a bool"
        case health = "a map with Test, Interval, Timeout, StartPeriod, StartInterval, Retries"
    }

    /// Those of `config`.
    static let types: [String: Kind] = [
        "User": .text, "ExposedPorts": .set, "Env": .texts, "Entrypoint": .texts, "Cmd": .texts,
        "Volumes": .set, "WorkingDir": .text, "Labels": .pairs, "StopSignal": .text,
        "ArgsEscaped": .flag, "Healthcheck": .health, "Shell": .texts, "OnBuild": .texts,
    ]

    /// Those beside it.
    static let topLevel: [String: Kind] = [
        "created": .text, "author": .text, "architecture": .text, "os": .text, "variant": .text,
        "os.version": .text, "os.features": .texts,
    ]

    /// Refuses a value that other tools could not read; fields that nobody knows are let through.
    ///
    /// - Throws: `ImageError` of kind `ValueError`.
    static func check(_ key: String, _ value: JSONValue) throws(ImageError) {
        guard value != .null, let kind = types[key] ?? topLevel[key] else { return }
        if !fits(value, kind) {
            throw .noField(key, of: kind.rawValue, value)
        }
    }

    /// True for null, and for what is of a kind.
    static func fits(_ value: JSONValue, _ kind: Kind) -> Bool {
        if value == .null { return true }
        return switch kind {
        case .text: value.string != nil
        case .texts: value.strings != nil
        case .set: value.object?.entries.allSatisfy { $0.value.object != nil } == true
        case .pairs: value.object?.entries.allSatisfy { $0.value.string != nil } == true
        case .flag: value == .bool(true) || value == .bool(false)
        case .health: isHealth(value)
        }
    }

    private static func isHealth(_ value: JSONValue) -> Bool {
        guard let entries = value.object?.entries else { return false }
        return entries.allSatisfy { key, value in
            key == "Test" ? value.strings != nil : value.int != nil
        }
    }
}

internal import LayWorld

/// A directory as `--cache-from` and `--cache-to` name it: `DIR`, or BuildKit's `type=local,src=DIR`
/// and `type=local,dest=DIR`.
struct CachePlace {
    /// Which way results go.
    enum Way: String {
        case source = "src"
        case target = "dest"

        var option: String { self == .source ? "--cache-from" : "--cache-to" }
        /// BuildKit's word for who does it.
        var worker: String { self == .source ? "importer" : "exporter" }
    }

    let directory: String
    /// The name of the manifest in it.
    let tag: String
    /// True for `mode=min`: steps that the image does not consist of are left out.
    let takesImageAlone: Bool
    /// True where a cache that cannot be written does not fail the build.
    let ignoresErrors: Bool

    /// - Throws: `Complaint` in BuildKit's words where it has some.
    init(_ text: String, _ way: Way) throws(Complaint) {
        func complaint(_ message: String) -> Complaint {
            Complaint(
                message: message,
                help: "write \(way.option) DIR, or \(way.option) type=local,\(way.rawValue)=DIR",
                status: 2)
        }
        guard text.contains("=") else {
            guard !text.isEmpty else {
                throw complaint("local cache \(way.worker) requires \(way.rawValue)")
            }
            (directory, tag) = (text, CacheStore.standardTag)
            (takesImageAlone, ignoresErrors) = (false, false)
            return
        }
        var fields: [String: String] = [:]
        for field in text.split(separator: ",") {
            let parts = field.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard parts.count == 2 else { throw complaint("invalid value \(field)") }
            fields[parts[0].lowercased()] = String(parts[1])
        }
        guard let type = fields.removeValue(forKey: "type") else {
            throw complaint("type required form> \"\(text)\"")
        }
        if type != "local" { throw complaint("unknown cache \(way.worker): \"\(type)\"") }
        guard let place = fields.removeValue(forKey: way.rawValue), !place.isEmpty else {
            throw complaint("local cache \(way.worker) requires \(way.rawValue)")
        }
        directory = place
        tag = fields.removeValue(forKey: "tag") ?? CacheStore.standardTag
        guard way == .target else {
            (takesImageAlone, ignoresErrors) = (false, false)
            if let name = fields.keys.min() {
                throw complaint("\(way.option) \(text): there is no field '\(name)'")
            }
            return
        }
        let mode = fields.removeValue(forKey: "mode") ?? "max"
        guard mode == "min" || mode == "max" else {
            throw complaint("\(way.option) \(text): the modes are min and max, not '\(mode)'")
        }
        takesImageAlone = mode == "min"
        ignoresErrors = fields.removeValue(forKey: "ignore-error") == "true"
        if let name = fields.keys.min() {
            throw complaint("\(way.option) \(text): there is no field '\(name)'")
        }
    }
}

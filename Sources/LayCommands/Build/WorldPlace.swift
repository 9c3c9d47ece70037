internal import LayFiles

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Where the commands that share a world keep it: the directory that was named, `$LAY_WORLD`, or the
/// user's own.
struct WorldPlace {
    let path: String
    private let isOwn: Bool
    private let isNew: Bool

    init(_ named: String?) {
        func variable(_ name: String) -> String? {
            guard let value = getenv(name) else { return nil }
            let text = String(cString: value)
            return text.isEmpty ? nil : text
        }
        if let given = named ?? variable("LAY_WORLD") {
            (path, isOwn) = (given, false)
        } else {
            let data = variable("XDG_DATA_HOME") ?? "\(variable("HOME") ?? "")/.local/share"
            (path, isOwn) = ("\(data)/lay/world", true)
        }
        isNew = access("\(path)/index.json", F_OK) != 0
    }

    /// Names the user's own world when it is made.
    func announce() {
        if isOwn, isNew { Terminal.error("the world is kept in \(path)") }
    }
}

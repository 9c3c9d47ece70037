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
    /// True where no world is kept yet.
    let isNew: Bool

    init(_ named: String?) {
        func variable(_ name: String) -> String? {
            guard let value = getenv(name) else { return nil }
            let text = String(cString: value)
            return text.isEmpty ? nil : text
        }
        if let given = named ?? variable("LAY_WORLD") {
            (path, isOwn) = (given, false)
        } else {
            let data = variable("XDG_DATA_HOME") ?? variable("HOME").map { "\($0)/.local/share" }
            (path, isOwn) = (data.map { "\($0)/lay/world" } ?? "", true)
        }
        isNew = access("\(path)/index.json", F_OK) != 0
    }

    /// Makes the directories above the user's own world, and names it, before it is made.
    ///
    /// - Throws: `Complaint` when they cannot be made.
    func prepare() throws(Complaint) {
        guard isOwn, isNew else { return }
        guard path.hasPrefix("/") else { throw .noHome }
        var place = ""
        for name in path.split(separator: "/").dropLast() {
            place += "/\(name)"
            if mkdir(place, 0o755) != 0, errno != EEXIST, errno != EISDIR {
                throw .noDirectory(place, String(cString: strerror(errno)))
            }
        }
        Terminal.error("the world is kept in \(path)")
    }
}

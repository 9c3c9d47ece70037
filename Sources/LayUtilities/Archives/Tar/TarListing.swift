internal import LayArchive
internal import LayBounds
import LayFiles
import LayShell

/// `tar -t`: what is in an archive.
struct TarListing {
    private let run: TarRun

    init(_ run: TarRun) { self.run = run }

    /// Lists the archive.
    ///
    /// - Throws: `UtilityFailure` where it cannot be read, `BoundReached`.
    func start() throws {
        let call = run.call
        var lines = TarLines(run)
        let walk = try TarMemberWalk(run, try TarSelection(call, isAdding: false))
        try walk.each { entry in
            try lines.write(entry, isLong: run.settings.verbosity > 0)
        }
    }
}

/// Lines that tell of members.
struct TarLines {
    private let run: TarRun
    /// How wide the owners and the size were so far.
    private var width = 19

    init(_ run: TarRun) { self.run = run }

    /// Writes the line of a member, its name alone or all that `ls -l` would tell.
    ///
    /// - Throws: `BoundReached`.
    mutating func write(_ entry: TarEntry, isLong: Bool) throws {
        var path = entry.path
        if !run.isGNU { path = TarBusyboxNames.safe(path) }
        if entry.kind == .directory, path.last != FileName.slash, run.isGNU {
            path.append(FileName.slash)
        }
        if run.call.has("show-transformed-names") {
            path = try run.transformed(path, .member)
        } else if run.settings.mode == .list, run.isGNU, !run.settings.keepsAbsolute {
            // Told of, though nothing is extracted.
            _ = try run.safe(entry.path)
            if entry.kind == .hardLink { _ = try run.safe(entry.target, isTarget: true) }
        }
        if !isLong { return try run.list(run.shown(path)) }
        try run.list(run.isGNU ? long(entry, path) : busyboxLong(entry, path))
    }

    private mutating func long(_ entry: TarEntry, _ path: [UInt8]) -> String {
        let attributes = entry.attributes
        let isNumeric = run.settings.isNumeric
        let user =
            entry.owner.isEmpty || isNumeric ? String(attributes.uid) : run.shown(entry.owner)
        let group =
            entry.group.isEmpty || isNumeric ? String(attributes.gid) : run.shown(entry.group)
        var size = String(entry.kind == .file ? entry.size : 0)
        if entry.kind == .characterDevice || entry.kind == .blockDevice {
            size = "\(entry.device.major),\(entry.device.minor)"
        }
        let needed = user.utf8.count + 1 + group.utf8.count + 1 + size.utf8.count
        width = max(width, needed)
        let pad = String(repeating: " ", count: width - needed)
        var text = "\(Self.mode(entry)) \(user)/\(group) \(pad)\(size) "
        text += time(entry, run.call.has("full-time") ? "%Y-%m-%d %H:%M:%S" : "%Y-%m-%d %H:%M")
        if run.call.has("full-time") {
            let part = entry.modified % 1_000_000_000
            if part > 0 {
                let digits = String(part)
                text += "." + String(repeating: "0", count: 9 - digits.utf8.count) + digits
            }
        }
        text += " " + run.shown(path)
        switch entry.kind {
        case .symlink: text += " -> " + run.shown(entry.target)
        case .hardLink: text += " link to " + run.shown(entry.target)
        default: break
        }
        return text
    }

    /// Here `--numeric-owner` has no effect on lists.
    private func busyboxLong(_ entry: TarEntry, _ path: [UInt8]) -> String {
        let attributes = entry.attributes
        let user = entry.owner.isEmpty ? String(attributes.uid) : run.shown(entry.owner)
        let group = entry.group.isEmpty ? String(attributes.gid) : run.shown(entry.group)
        var text = Self.mode(entry, hardLink: "-") + " \(user)/\(group) "
        text += String(entry.kind == .file ? entry.size : 0).padded(9) + " "
        text += time(entry, "%Y-%m-%d %H:%M:%S") + " " + run.shown(path)
        if entry.kind == .symlink || entry.kind == .hardLink {
            text += " -> " + run.shown(entry.target)
        }
        return text
    }

    private func time(_ entry: TarEntry, _ format: String) -> String {
        let seconds = Int((entry.modified - (entry.modified < 0 ? 999_999_999 : 0)) / 1_000_000_000)
        return String(
            decoding: TimeText.text(
                Array(format.utf8), seconds: seconds, zone: run.settings.zone), as: UTF8.self)
    }

    private static func mode(_ entry: TarEntry, hardLink: String = "h") -> String {
        let kind =
            switch entry.kind {
            case .file: "-"
            case .hardLink: hardLink
            case .symlink: "l"
            case .characterDevice: "c"
            case .blockDevice: "b"
            case .directory: "d"
            case .fifo: "p"
            }
        return kind + ModeText.letters(entry.attributes.mode)
    }
}

/// How busybox makes names harmless.
enum TarBusyboxNames {
    /// A name without slashes in front, and without what stands before its last `..`.
    static func safe(_ name: [UInt8]) -> [UInt8] {
        var start = 0
        while start < name.count, name[start] == FileName.slash { start += 1 }
        var place = start
        while place < name.count {
            let next = name[place...].firstIndex(of: FileName.slash) ?? name.count
            if name[place..<next].elementsEqual("..".utf8) { start = min(name.count, next + 1) }
            place = next + 1
        }
        return Array(name[start...])
    }

    /// What `safe` takes away.
    static func unsafePrefix(_ name: [UInt8]) -> [UInt8] {
        Array(name.dropLast(safe(name).count))
    }
}

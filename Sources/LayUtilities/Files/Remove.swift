internal import LayBounds
import LayFiles
import LayShell

extension Utilities {
    static let rmUtility = Utility(
        "rm", "remove files or directories", usage: "[OPTION]... [FILE]...",
        [
            UtilityOption("-f, --force", "never ask, and say nothing of what is missing"),
            UtilityOption("-i", "ask before each removal"),
            UtilityOption("-I", "ask once before many removals", .works, .gnu),
            UtilityOption("--interactive[=WHEN]", "ask never, once, or always", .works, .gnu),
            UtilityOption("-r, -R, --recursive", "directories with all below them"),
            UtilityOption("-d, --dir", "empty directories too", .works, .gnu),
            UtilityOption("-v, --verbose", "tell of what is removed", .works, .gnu),
            UtilityOption("-v", "tell of what is removed", .works, .busybox),
            UtilityOption("--one-file-system", "stay on one disk", .idle("there is one"), .gnu),
            UtilityOption("--preserve-root[=all]", "refuse '/'", .works, .gnu),
            UtilityOption("--no-preserve-root", "do not refuse '/'", .works, .gnu),
        ]
    ) { call in
        if call.operands.isEmpty {
            if call.has("f") { return 0 }
            throw call.misuse("missing operand")
        }
        var removing = Removing(call)
        if try !removing.mayBegin() { return 0 }
        try call.eachOperand { try removing.remove($0) }
        return call.status
    }

    static let unlinkUtility = Utility(
        "unlink", "remove a name with unlink(2)", usage: "FILE"
    ) { call in
        try call.needOperands()
        try call.allowOperands(1)
        let name = call.operands[0]
        do {
            let entry = try call.entry(name, follow: false)
            try call.files.unlink(entry.path)
        } catch {
            if call.manner == .gnu {
                try call.cannot("unlink", name, error)
            } else {
                try call.cannot("remove file", name, error)
            }
        }
        return call.status
    }
}

/// rm at work.
private struct Removing {
    private let call: UtilityCall
    private let isRecursive: Bool
    private let isForced: Bool
    private let asksAlways: Bool
    private let asksOnce: Bool

    init(_ call: UtilityCall) {
        self.call = call
        isRecursive = call.has("r")
        var (asks, forced): (String, Bool) = ("never", false)
        for (key, value) in call.options.given {
            switch key {
            case "f": (asks, forced) = ("never", true)
            case "i": (asks, forced) = ("always", false)
            case "I": (asks, forced) = ("once", false)
            case "interactive": asks = value.map { String(decoding: $0, as: UTF8.self) } ?? "always"
            default: break
            }
        }
        isForced = forced
        asksAlways = asks == "always" || asks == "yes"
        asksOnce = asks == "once"
    }

    func mayBegin() throws -> Bool {
        let count = call.operands.count
        guard asksOnce, isRecursive || count > 3 else { return true }
        return try call.confirms(
            "remove \(count) argument\(count == 1 ? "" : "s")\(isRecursive ? " recursively" : "")? "
        )
    }

    mutating func remove(_ word: [UInt8]) throws {
        if call.manner == .busybox || isRecursive, FileName.isDots(FileName.last(word)) {
            call.status = 1
            return try call.complain(
                call.manner == .busybox
                    ? "can't remove '.' or '..'"
                    : "refusing to remove '.' or '..' directory: skipping \(call.quoted(word))")
        }
        do {
            // A link with a slash behind it is what it leads to, which unlink(2) refuses.
            let entry = try call.entry(word, follow: false)
            if entry.path.isRoot, isRecursive, !call.has("no-preserve-root") {
                call.status = 1
                try call.complain("it is dangerous to operate recursively on '/'")
                return try call.complain("use --no-preserve-root to override this failsafe")
            }
            if entry.node.kind == .directory {
                try removeDirectory(word, entry)
            } else {
                try removeFile(word, entry)
            }
        } catch let error as FileError {
            let isMissing = error.code == .notFound || error.code == .notDirectory
            if isForced, isMissing { return }
            try call.cannot("remove", word, error)
        }
    }

    private func kind(_ node: FileNode) -> String {
        switch node.kind {
        case .file: node.size == 0 && call.manner == .gnu ? "regular empty file" : "regular file"
        case .directory: "directory"
        case .symlink: "symbolic link"
        case .fifo: "fifo"
        case .characterDevice: "character special file"
        case .blockDevice: "block special file"
        }
    }

    private func asks(_ question: String, _ name: [UInt8]) throws -> Bool {
        if !asksAlways { return true }
        return try call.confirms("\(question) \(call.quoted(name))? ")
    }

    private func removeFile(_ name: [UInt8], _ entry: FileEntry) throws {
        let what = call.manner == .gnu ? "remove \(kind(entry.node))" : "remove"
        guard try asks(what, name) else { return }
        try call.files.unlink(entry.path)
        if call.has("v") { try call.write("removed \(call.quoted(name))\n") }
    }

    /// True when the directory is gone.
    private func removeEmpty(_ name: [UInt8], _ entry: FileEntry) throws {
        try call.files.removeDirectory(entry.path)
        if call.has("v") {
            let colon = call.manner == .gnu ? "" : ":"
            try call.write("removed directory\(colon) \(call.quoted(name))\n")
        }
    }

    private func removeDirectory(_ word: [UInt8], _ entry: FileEntry) throws {
        if !isRecursive {
            if call.manner == .busybox {
                call.status = 1
                return try call.complain("'\(call.text(word))' is a directory")
            }
            if !call.has("d") { throw FileError(.isDirectory, entry.path) }
            guard try asks("remove directory", word) else { return }
            return try removeEmpty(word, entry)
        }
        if !asksAlways, !call.has("v") {
            var removal = try Removal(of: entry.path, in: call.files)
            repeat { try call.context.step() } while try removal.step()
            return
        }
        var walk = try FileWalk(word, call)
        // How many directories above are kept for something in them.
        var kept: [Bool] = []
        while let step = try walk.next() {
            do {
                switch step {
                case .found(let place) where place.entry.node.kind == .directory:
                    let isEmpty = (try? call.files.list(place.entry.path))?.isEmpty ?? true
                    if isEmpty && call.manner == .gnu {
                        kept.append(false)
                        continue
                    }
                    if try asks("descend into directory", place.name) {
                        kept.append(false)
                    } else {
                        walk.skip()
                        if !kept.isEmpty { kept[kept.count - 1] = true }
                    }
                case .found(let place):
                    try removeFile(place.name, place.entry)
                    if (try? call.files.status(at: place.entry.path, follow: false)) != nil,
                        !kept.isEmpty
                    {
                        kept[kept.count - 1] = true
                    }
                case .left(let place):
                    let isKept = kept.popLast() ?? false
                    if !isKept || asksAlways && call.manner == .busybox,
                        try asks(
                            call.manner == .gnu ? "remove directory" : "remove directory",
                            place.name)
                    {
                        try removeEmpty(place.name, place.entry)
                    } else if !kept.isEmpty {
                        kept[kept.count - 1] = true
                    }
                case .unreadable, .loop: break
                }
            } catch let error as FileError {
                let name: [UInt8]
                switch step {
                case .found(let place), .left(let place), .unreadable(let place, _),
                    .loop(let place):
                    name = place.name
                }
                try call.cannot("remove", name, error)
                if !kept.isEmpty { kept[kept.count - 1] = true }
            }
        }
    }
}

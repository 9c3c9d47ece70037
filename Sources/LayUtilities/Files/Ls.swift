internal import LayBounds
import LayFiles
import LayShell

extension Utilities {
    private static let lsOptions = [
        UtilityOption("-1", "one name on each line"),
        UtilityOption("-a, --all", "names that begin with a dot too"),
        UtilityOption("-A, --almost-all", "those but for . and .."),
        UtilityOption("--author", "the owner once more", .missing, .gnu),
        UtilityOption("-b, --escape", "C's escapes for what is no text", .works, .gnu),
        UtilityOption("--block-size=SIZE", "the unit of sizes", .works, .gnu),
        UtilityOption("-B, --ignore-backups", "no names that end with ~", .works, .gnu),
        UtilityOption("-c", "the time of the last change, which is that of the contents"),
        UtilityOption("-C", "columns, from above to below"),
        UtilityOption("--color[=WHEN]", "in colors"),
        UtilityOption("-d, --directory", "directories themselves", .works, .gnu),
        UtilityOption("-d", "directories themselves", .works, .busybox),
        UtilityOption("-D, --dired", "for Emacs", .missing, .gnu),
        UtilityOption("-f", "unsorted, as -aU", .works, .gnu),
        UtilityOption("-F", "a sign of the kind behind names"),
        UtilityOption("--classify[=WHEN]", "those too", .works, .gnu),
        UtilityOption("--file-type", "a sign, but none for programs", .works, .gnu),
        UtilityOption(
            "--format=WORD", "across, commas, long, single-column, vertical", .works, .gnu),
        UtilityOption("--full-time", "whole times"),
        UtilityOption("-g", "long, without owners", .works, .gnu),
        UtilityOption("--group-directories-first", "directories before files"),
        UtilityOption("-G, --no-group", "no groups", .works, .gnu),
        UtilityOption("-h, --human-readable", "sizes as people read them", .works, .gnu),
        UtilityOption("-h", "sizes as people read them", .works, .busybox),
        UtilityOption("--si", "those in powers of 1000", .works, .gnu),
        UtilityOption("-H, --dereference-command-line", "follow links among the operands"),
        UtilityOption(
            "--dereference-command-line-symlink-to-dir", "those to directories", .works, .gnu),
        UtilityOption("--hide=PATTERN", "no such names without -a", .works, .gnu),
        UtilityOption("--hyperlink[=WHEN]", "links for terminals", .idle("no terminal"), .gnu),
        UtilityOption("--indicator-style=WORD", "none, slash, file-type, classify", .works, .gnu),
        UtilityOption("-i, --inode", "numbers of inodes", .works),
        UtilityOption("-I, --ignore=PATTERN", "no such names", .works, .gnu),
        UtilityOption("-k, --kibibytes", "blocks of 1024 bytes", .works),
        UtilityOption("-l", "long"),
        UtilityOption("-L, --dereference", "what links lead to"),
        UtilityOption("-m", "with commas", .works, .gnu),
        UtilityOption("-n, --numeric-uid-gid", "long, with numbers of owners"),
        UtilityOption("-N, --literal", "names as they are", .works, .gnu),
        UtilityOption("-o", "long, without groups", .works, .gnu),
        UtilityOption("-p, --indicator-style-slash", "a slash behind directories"),
        UtilityOption("-q, --hide-control-chars", "? for what is no text", .works, .gnu),
        UtilityOption("--show-control-chars", "what is no text as it is", .works, .gnu),
        UtilityOption("-Q, --quote-name", "in double quotes", .works),
        UtilityOption("--quoting-style=WORD", "literal, shell, c, escape …", .works, .gnu),
        UtilityOption("-r, --reverse", "the other way round"),
        UtilityOption("-R, --recursive", "directories with all below them"),
        UtilityOption("-s, --size", "blocks of files", .works),
        UtilityOption("-S", "the largest first"),
        UtilityOption("--sort=WORD", "none, size, time, version, extension", .works, .gnu),
        UtilityOption("--time=WORD", "atime, ctime, birth", .works, .gnu),
        UtilityOption(
            "--time-style=STYLE", "full-iso, long-iso, iso, locale, +FORMAT", .works, .gnu),
        UtilityOption("-t", "the newest first"),
        UtilityOption("-T, --tabsize=COLS", "tabs so far apart", .works, .gnu),
        UtilityOption("-u", "the time of the last reading, which is that of the contents"),
        UtilityOption("-U", "unsorted", .works, .gnu),
        UtilityOption("-v", "numbers in names by their values"),
        UtilityOption("-w, --width=COLS", "so wide"),
        UtilityOption("-x", "columns, row by row"),
        UtilityOption("-X", "by what stands behind the last dot"),
        UtilityOption("-Z, --context", "the SELinux context", .missing),
        UtilityOption("--zero", "lines end with NUL", .works, .gnu),
    ]

    static let lsUtility = Utility(
        "ls", "list directories", usage: "[OPTION]... [FILE]...", lsOptions, misuse: 2
    ) { call in
        var listing = Listing(call, try ListingStyle(call))
        try listing.run()
        return call.status
    }

    static let dirUtility = Utility(
        "dir", "list directories in columns", usage: "[OPTION]... [FILE]...", lsOptions, misuse: 2
    ) { call in
        var style = try ListingStyle(call)
        if !call.options.has(any: "1", "l", "g", "o", "n", "x", "m", "format", "full-time", "zero")
        {
            style.format = .columns
        }
        if !call.options.has(any: "N", "Q", "quoting-style", "zero") { style.quoting = .escape }
        var listing = Listing(call, style)
        try listing.run()
        return call.status
    }

    static let vdirUtility = Utility(
        "vdir", "list directories in long lines", usage: "[OPTION]... [FILE]...", lsOptions,
        misuse: 2
    ) { call in
        var style = try ListingStyle(call)
        if !call.options.has(any: "1", "C", "x", "m", "format", "zero") { style.format = .long }
        if !call.options.has(any: "N", "Q", "quoting-style", "zero") { style.quoting = .escape }
        var listing = Listing(call, style)
        try listing.run()
        return call.status
    }
}

/// ls at work.
private struct Listing {
    private let call: UtilityCall
    private let style: ListingStyle
    private let writer: ListingWriter
    private var isFirst = true

    init(_ call: UtilityCall, _ style: ListingStyle) {
        self.call = call
        self.style = style
        writer = ListingWriter(call, style)
    }

    mutating func run() throws {
        var files: [ListedFile] = []
        var directories: [(name: [UInt8], entry: FileEntry)] = []
        let operands = call.operands.isEmpty ? [Array(".".utf8)] : call.operands
        // A link to a directory is listed as the directory, but in long lines.
        let followsDirectories =
            style.format != .long && !style.listsDirectories
            && style.indicator != .classify
            || call.has("dereference-command-line-symlink-to-dir")
        for word in operands {
            try call.context.step()
            do {
                let follows =
                    style.follows
                    || style.followsOperands
                        && !call.has(
                            "dereference-command-line-symlink-to-dir")
                var entry = try call.entry(word, follow: false)
                if entry.node.kind == .symlink {
                    if follows {
                        entry = try call.entry(word, follow: true)
                    } else if followsDirectories,
                        let target = try? call.entry(word, follow: true),
                        target.node.kind == .directory
                    {
                        entry = target
                    }
                }
                if entry.node.kind == .directory, !style.listsDirectories {
                    directories.append((word, entry))
                } else {
                    files.append(ListedFile(word, entry))
                }
            } catch {
                if call.manner == .busybox {
                    try call.complain(word, error)
                } else {
                    try call.cannot("access", word, error, status: 2)
                }
            }
        }
        let order = ListingOrder(style)
        let sorted = try order.sorted(files)
        let places = try order.sorted(directories.map { ListedFile($0.name, $0.entry) })
        if !sorted.isEmpty {
            try writer.write(sorted, besides: call.manner == .gnu ? places : [])
            isFirst = false
        }
        let showsNames = style.isRecursive || operands.count > 1
        var waiting = Array(places.reversed())
        while let directory = waiting.popLast() {
            let below = try list(directory, showsName: showsNames)
            if style.isRecursive { waiting += below.reversed() }
        }
    }

    /// Lists a directory; gives those in it.
    private mutating func list(_ directory: ListedFile, showsName: Bool) throws -> [ListedFile] {
        let entries: [FileEntry]
        do {
            entries = try call.files.survey(directory.entry.path)
        } catch {
            if call.manner == .busybox {
                try call.complain("can't open", directory.name, error)
            } else {
                try call.complain(
                    "cannot open directory", directory.name, error,
                    status: directory.isOperand ? 2 : 1)
            }
            return []
        }
        let held = entries.count * 400
        try call.context.hold(held)
        defer { call.context.release(held) }
        if showsName {
            try call.write(isFirst ? "" : "\n")
            let name = call.manner == .gnu ? style.shownHeading(directory.name) : directory.name
            try call.write(name + Array(":\n".utf8))
        }
        isFirst = false
        var files: [ListedFile] = []
        if style.hidden == .all {
            let parent = try call.files.entry(at: directory.entry.path.parent, follow: true)
            for (name, entry) in [(".", directory.entry), ("..", parent)]
            where isShown(Array(name.utf8)) {
                files.append(ListedFile(Array(name.utf8), entry, isOperand: false))
            }
        }
        for entry in entries {
            try call.context.step()
            let name = Array(entry.path.name)
            if !isShown(name) { continue }
            var shown = entry
            if style.follows, entry.node.kind == .symlink {
                do {
                    shown = try call.files.entry(at: entry.path, follow: true)
                } catch {
                    if call.manner == .gnu {
                        try call.cannot(
                            "access", FileName.joined(directory.name, name), error)
                        continue
                    }
                }
            }
            files.append(ListedFile(name, shown, isOperand: false))
        }
        let sorted = try ListingOrder(style).sorted(files)
        try writer.write(sorted, total: true)
        return sorted.filter { file in
            file.entry.node.kind == .directory && !FileName.isDots(file.name)
        }.map {
            ListedFile(FileName.joined(directory.name, $0.name), $0.entry, isOperand: false)
        }
    }

    private func isShown(_ name: [UInt8]) -> Bool {
        let isHidden = name.first == UInt8(ascii: ".")
        if style.hidden == .left {
            if isHidden || style.hiddenPatterns.contains(where: { $0.matches(name) }) {
                return false
            }
        }
        return !style.ignored.contains { pattern in pattern.matches(name) }
    }
}

/// A file as ls lists it.
struct ListedFile {
    let name: [UInt8]
    let entry: FileEntry
    let isOperand: Bool

    init(_ name: [UInt8], _ entry: FileEntry, isOperand: Bool = true) {
        self.name = name
        self.entry = entry
        self.isOperand = isOperand
    }
}

/// The order in which ls lists files.
struct ListingOrder {
    private let style: ListingStyle

    init(_ style: ListingStyle) {
        self.style = style
    }

    /// Files in their order.
    func sorted(_ files: [ListedFile]) throws -> [ListedFile] {
        if style.order == .none { return files }
        let sorted = files.sorted { a, b in
            if style.directoriesFirst {
                let (x, y) = (isDirectory(a), isDirectory(b))
                if x != y { return x }
            }
            return style.isReversed ? precedes(b, a) : precedes(a, b)
        }
        return sorted
    }

    private func isDirectory(_ file: ListedFile) -> Bool { file.entry.node.kind == .directory }

    private func precedes(_ a: ListedFile, _ b: ListedFile) -> Bool {
        let (x, y) = (a.entry.node, b.entry.node)
        switch style.order {
        case .time where x.modified != y.modified: return x.modified > y.modified
        case .size:
            let (one, other) = (FileNumbers.size(x), FileNumbers.size(y))
            if one != other { return one > other }
        case .suffix:
            let (one, other) = (Self.end(a.name), Self.end(b.name))
            if one != other { return one.lexicographicallyPrecedes(other) }
        case .version: return VersionOrder.precedes(a.name, b.name)
        case .width where a.name.count != b.name.count: return a.name.count < b.name.count
        default: break
        }
        return a.name.lexicographicallyPrecedes(b.name)
    }

    private static func end(_ name: [UInt8]) -> ArraySlice<UInt8> {
        name.lastIndex(of: UInt8(ascii: ".")).map { name[$0...] } ?? []
    }
}

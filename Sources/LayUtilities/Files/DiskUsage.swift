internal import LayBounds
import LayFiles
import LayShell

extension Utilities {
    static let duUtility = Utility(
        "du", "tell how much room files take", usage: "[OPTION]... [FILE]...",
        [
            UtilityOption("-0, --null", "lines end with NUL", .works, .gnu),
            UtilityOption("-a, --all", "files too"),
            UtilityOption("--apparent-size", "bytes and not blocks", .works, .gnu),
            UtilityOption("-B, --block-size=SIZE", "the unit of sizes", .works, .gnu),
            UtilityOption("-b, --bytes", "as --apparent-size --block-size=1"),
            UtilityOption("-c, --total", "the sum too"),
            UtilityOption("-d, --max-depth=N", "directories so deep alone"),
            UtilityOption(
                "-D, --dereference-args", "follow links among the operands", .works, .gnu),
            UtilityOption("-H", "follow links among the operands"),
            UtilityOption("--files0-from=F", "the files that F names", .works, .gnu),
            UtilityOption("-h, --human-readable", "sizes as people read them"),
            UtilityOption("--si", "those in powers of 1000", .works, .gnu),
            UtilityOption("--inodes", "count files", .works, .gnu),
            UtilityOption("-k", "in units of 1024 bytes"),
            UtilityOption("-L, --dereference", "follow all links"),
            UtilityOption("-l, --count-links", "files with several names once for each"),
            UtilityOption("-m", "in units of a MiB"),
            UtilityOption("-P, --no-dereference", "follow no links", .works, .gnu),
            UtilityOption(
                "-S, --separate-dirs", "without what directories below take", .works, .gnu),
            UtilityOption("-s, --summarize", "operands alone"),
            UtilityOption("-t, --threshold=SIZE", "at least SIZE, or at most -SIZE", .works, .gnu),
            UtilityOption("--time[=WORD]", "the time of the last change", .missing, .gnu),
            UtilityOption("-X, --exclude-from=FILE", "no names that FILE has", .missing, .gnu),
            UtilityOption("--exclude=PATTERN", "no such names", .works, .gnu),
            UtilityOption("-x, --one-file-system", "stay on one disk", .idle("there is one")),
        ]
    ) { call in
        var usage = try Usage(call)
        var words = call.operands.isEmpty ? [Array(".".utf8)] : call.operands
        if let list = call.options.value("files0-from") { words = try call.listedNames(list) }
        for word in words {
            try usage.count(word)
        }
        try usage.finish()
        return call.status
    }
}

/// du at work.
private struct Usage {
    private let call: UtilityCall
    private let unit: SizeShown
    private let isApparent: Bool
    private let countsFiles: Bool
    private let most: Int
    private let threshold: Int?
    private let excluded: [FileNamePattern]
    private var seen: Set<Int> = []
    private var seenPaths: Set<TreePath> = []
    private var total = 0

    init(_ call: UtilityCall) throws {
        self.call = call
        var unit = SizeShown.blocks(1024)
        var isApparent = false
        for (key, value) in call.options.given {
            switch key {
            case "h": unit = .human(1024)
            case "si": unit = .human(1000)
            case "k": unit = .blocks(1024)
            case "m": unit = .blocks(1 << 20)
            case "b": (unit, isApparent) = (.blocks(1), true)
            case "apparent-size": isApparent = true
            case "B":
                let text = call.text(value ?? [])
                guard let size = SizeShown(text) else {
                    throw UtilityFailure("invalid -B argument '\(text)'")
                }
                unit = size
            default: break
            }
        }
        countsFiles = call.has("inodes")
        self.unit = countsFiles && !call.options.has(any: "h", "si") ? .blocks(1) : unit
        self.isApparent = isApparent
        var most = call.has("s") ? 0 : Int.max
        if let text = call.options.value("d") {
            guard let number = Int(call.text(text)), number >= 0 else {
                throw call.misuse("invalid maximum depth \(call.quoted(text))")
            }
            if call.has("s"), number > 0, call.manner == .gnu {
                throw call.misuse("warning: summarizing conflicts with --max-depth=\(number)")
            }
            most = min(most, number)
            if !call.has("s") { most = number }
        }
        self.most = most
        if call.has("s"), call.has("a"), call.manner == .gnu {
            throw call.misuse("cannot both summarize and show all entries")
        }
        threshold = call.options.value("t").flatMap { text in
            let isBelow = text.first == UInt8(ascii: "-")
            return SizeText.number(isBelow ? Array(text.dropFirst()) : text)
                .map { isBelow ? -$0 : $0 }
        }
        excluded = call.options.values("exclude").map { FileNamePattern($0) }
    }

    private func size(_ node: FileNode) -> Int {
        if countsFiles { return 1 }
        return isApparent ? FileNumbers.size(node) : FileNumbers.blocks(node) * 512
    }

    mutating func count(_ word: [UInt8]) throws {
        let follows = call.options.last(of: "L", "P", "D", "H")
        var walk: FileWalk
        do {
            walk = try FileWalk(
                word, call, followsFirst: follows == "D" || follows == "H", follows: follows == "L")
        } catch {
            if call.manner == .busybox { return try call.complain(word, error) }
            return try call.cannot("access", word, error)
        }
        // Sums of the directories that are open; their files and those below apart.
        var open: [(own: Int, below: Int)] = []
        while let step = try walk.next() {
            switch step {
            case .found(let place):
                if isExcluded(place) {
                    walk.skip()
                    continue
                }
                let entry = place.entry
                if entry.node.kind == .directory {
                    if !seenPaths.insert(entry.path).inserted, call.manner == .gnu {
                        walk.skip()
                        continue
                    }
                    open.append((size(entry.node), 0))
                    continue
                }
                if entry.linkID != 0, !call.has("l"), !seen.insert(entry.linkID).inserted {
                    continue
                }
                if entry.linkID == 0, place.depth == 0, !call.has("l"), call.manner == .gnu,
                    !seenPaths.insert(entry.path).inserted
                {
                    continue
                }
                let size = size(entry.node)
                if let last = open.indices.last { open[last].own += size } else { total += size }
                if call.has("a") && place.depth <= most || place.depth == 0 {
                    try show(size, place.name)
                }
            case .left(let place):
                guard let (own, below) = open.popLast() else { continue }
                let whole = own + below
                if let last = open.indices.last {
                    open[last].below += whole
                } else {
                    total += whole
                }
                if place.depth <= most { try show(call.has("S") ? own : whole, place.name) }
            case .unreadable(let place, let error):
                if call.manner == .busybox {
                    try call.complain("can't open", place.name, error)
                } else {
                    try call.cannot("read directory", place.name, error)
                }
            case .loop: break
            }
        }
    }

    private func isExcluded(_ place: FileWalk.Place) -> Bool {
        let last = FileName.last(place.name)
        return excluded.contains { $0.matches(last) || $0.matches(place.name) }
    }

    private func show(_ size: Int, _ name: [UInt8]) throws {
        if let threshold, threshold < 0 ? size > -threshold : size < threshold { return }
        var text = unit.text(size)
        if call.manner == .busybox, case .human = unit { text = SizeShown.busyboxHuman(size) }
        try call.write(Array("\(text)\t".utf8) + name + [call.has("0") ? 0 : 10])
    }

    mutating func finish() throws {
        if call.has("c") { try show(total, Array("total".utf8)) }
    }
}

internal import LayBounds
import LayFiles
import LayShell

extension Utilities {
    static let dfUtility = Utility(
        "df", "tell how much room a file system has", usage: "[OPTION]... [FILE]...",
        [
            UtilityOption("-a, --all", "those without room too", .idle("there is one"), .gnu),
            UtilityOption("-a", "those without room too", .idle("there is one"), .busybox),
            UtilityOption("-B, --block-size=SIZE", "the unit of sizes", .works, .gnu),
            UtilityOption("-B SIZE", "the unit of sizes", .works, .busybox),
            UtilityOption("-h, --human-readable", "sizes as people read them"),
            UtilityOption("-H, --si", "those in powers of 1000", .works, .gnu),
            UtilityOption("-i, --inodes", "inodes and not blocks"),
            UtilityOption("-k", "in units of 1024 bytes"),
            UtilityOption("-l, --local", "those of this machine", .idle("there is one"), .gnu),
            UtilityOption("-m", "in units of a MiB"),
            UtilityOption("--no-sync", "write nothing first", .idle("nothing is held"), .gnu),
            UtilityOption("--sync", "write what is held first", .idle("nothing is held"), .gnu),
            UtilityOption("--output[=FIELDS]", "these columns", .missing, .gnu),
            UtilityOption("-P, --portability", "as POSIX has it"),
            UtilityOption("--total", "the sum too", .works, .gnu),
            UtilityOption("-t, --type=TYPE", "of this type", .idle("there is one")),
            UtilityOption("-T, --print-type", "the type too"),
            UtilityOption(
                "-x, --exclude-type=TYPE", "not of this type", .idle("there is one"), .gnu),
        ]
    ) { call in
        var shown = call.operands.isEmpty
        for word in call.operands {
            do {
                _ = try call.entry(word, follow: true)
                shown = true
            } catch let error as FileError {
                if call.manner == .busybox {
                    if let bound = error.bound { throw bound }
                    try call.complain("\(call.text(word)): can't find mount point")
                    call.status = 1
                } else {
                    try call.complain(word, error)
                }
            }
        }
        if !shown { return call.status }
        try writeTable(call)
        return call.status
    }

    /// The one file system of a model: as large as a disk, and with what its files take.
    private static func writeTable(_ call: UtilityCall) throws {
        var unit = SizeShown.blocks(1024)
        for (key, value) in call.options.given {
            switch key {
            case "h": unit = .human(1024)
            case "H": unit = .human(1000)
            case "m": unit = .blocks(1 << 20)
            case "k": unit = .blocks(1024)
            case "B": unit = value.flatMap { SizeShown(call.text($0)) } ?? unit
            default: break
            }
        }
        let isInodes = call.has("i")
        let (used, files) = try usedBlocks(call)
        let size = isInodes ? 16 << 20 : 64 << 30
        let taken = isInodes ? files : min(used, size)
        func text(_ bytes: Int) -> String {
            if isInodes { return unit == .human(1024) ? SizeShown.human(bytes) : String(bytes) }
            return unit.text(bytes)
        }
        let isHuman = unit == .human(1024) || unit == .human(1000)
        var unitName = "1K-blocks"
        if isHuman { unitName = "Size" }
        if unit == .blocks(1 << 20) { unitName = "1M-blocks" }
        if call.has("P"), !isHuman { unitName = "1024-blocks" }
        let percent = taken == 0 ? 0 : (taken * 100 + size - 1) / size
        var heads =
            isInodes
            ? ["Filesystem", "Inodes", "IUsed", "IFree", "IUse%", "Mounted on"]
            : [
                "Filesystem", unitName, "Used", isHuman && !call.has("P") ? "Avail" : "Available",
                call.has("P") ? "Capacity" : "Use%", "Mounted on",
            ]
        var rows = [
            ["overlay", text(size), text(taken), text(size - taken), "\(percent)%", "/"]
        ]
        if call.has("total") {
            rows.append(["total"] + rows[0][1...4] + ["-"])
        }
        if call.has("T") {
            heads.insert("Type", at: 1)
            rows = rows.map { [$0[0], $0[0] == "total" ? "-" : "overlay"] + $0[1...] }
        }
        let leftColumns = call.has("T") ? 2 : 1
        var widths = heads.indices.map { column in
            max(heads[column].count, rows.map { $0[column].count }.max() ?? 0)
        }
        widths[0] = max(widths[0], call.manner == .busybox ? 20 : 14)
        for row in [heads] + rows {
            var line = ""
            for (column, field) in row.enumerated() {
                if column == row.count - 1 {
                    line += field
                } else if column < leftColumns {
                    line += field.filled(widths[column]) + " "
                } else {
                    line += field.padded(max(widths[column], column == leftColumns ? 5 : 5)) + " "
                }
            }
            try call.write(line + "\n")
        }
    }

    private static func usedBlocks(_ call: UtilityCall) throws -> (bytes: Int, files: Int) {
        var (bytes, files) = (0, 0)
        var walk = try FileWalk([FileName.slash], call)
        while let step = try walk.next() {
            guard case .found(let place) = step else { continue }
            bytes += FileNumbers.blocks(place.entry.node) * 512
            files += 1
        }
        return (bytes, files)
    }
}

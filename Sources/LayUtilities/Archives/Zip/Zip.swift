internal import LayArchive
internal import LayBounds
import LayFiles
import LayShell

extension Utilities {
    static let zipUtility = Utility(
        "zip", "save files in a zip archive",
        usage: "[OPTION]... ARCHIVE[.zip] [FILE]... [-x PATTERN]...",
        [
            UtilityOption("-r, --recurse-paths", "go into directories"),
            UtilityOption("-q, --quiet", "say nothing"), UtilityOption("-v, --verbose", "say more"),
            UtilityOption("-j, --junk-paths", "keep no directories of names"),
            UtilityOption("-x, --exclude", "leave out what the patterns that follow fit"),
            UtilityOption("-i, --include", "only what the patterns that follow fit"),
            UtilityOption("-y, --symlinks", "keep links as links"),
            UtilityOption("-m, --move", "remove the files"),
            UtilityOption("-d, --delete", "take members out"),
            UtilityOption("-u, --update", "only newer files"),
            UtilityOption("-f, --freshen", "only files that it has"),
            UtilityOption("-D, --no-dir-entries", "no entries for directories"),
            UtilityOption("-T, --test", "test the archive", .idle("it is as it was written")),
            UtilityOption("-X, --no-extra", "", .idle("times alone are kept")),
            UtilityOption("-@, --names-stdin", "names come from the standard input"),
            UtilityOption("-o, --latest-time", "the archive gets the latest time"),
            UtilityOption("-FS, --filesync", "", .missing), UtilityOption("-0", "store"),
            UtilityOption("-e, --encrypt", "", .missing), UtilityOption("-A", "", .missing),
            UtilityOption("-s SIZE, --split-size=SIZE", "", .missing),
            UtilityOption("-P PASSWORD, --password=PASSWORD", "", .missing),
            UtilityOption("-n SUFFIXES, --suffixes=SUFFIXES", "store files with these", .works),
            UtilityOption("-l, --to-crlf", "", .missing),
            UtilityOption("-k, --DOS-names", "", .missing),
        ] + (1...9).map { UtilityOption("-\($0)", "level \($0)") }, misuse: 16
    ) { call in
        try ZipRun(call).start()
        return call.status
    }
}

/// A zip at work.
final class ZipRun {
    private let call: UtilityCall
    private var names: [[UInt8]] = []
    private var excluded: [FileNamePattern] = []
    private var included: [FileNamePattern] = []
    private var files: [(name: [UInt8], entry: FileEntry)] = []
    private var seen: Set<[UInt8]> = []

    init(_ call: UtilityCall) {
        self.call = call
    }

    private var isLoud: Bool { !call.has("q") }
    private var isToOutput: Bool { call.operands.first == [UInt8(ascii: "-")] }

    func start() throws {
        guard let first = call.operands.first else { throw call.misuse("missing archive") }
        try sort()
        var archive = first
        if !isToOutput, !FileName.last(first).contains(UInt8(ascii: ".")) { archive += ".zip".utf8 }
        let old = try oldEntries(archive)
        if call.has("d") { return try delete(from: archive, old) }
        for name in names { try gather(name) }
        if names.isEmpty, call.options.has(any: "u", "f"), let old {
            for entry in old.entries { try gather(entry.name) }
        }
        if files.isEmpty, !names.contains([UInt8(ascii: "-")]) {
            try call.flush()
            try call.write("\nzip error: Nothing to do! (\(call.text(archive)))\n")
            call.status = 12
            return
        }
        try write(archive, old)
        if call.has("m") {
            for file in files.reversed() {
                do throws(FileError) {
                    try call.files.remove(file.entry.path)
                } catch {
                    if let bound = error.bound { throw bound }
                }
            }
        }
    }

    /// Tells names from patterns of -x and -i.
    private func sort() throws {
        var kind = "name"
        var marks: [(place: Int, kind: String)] = []
        for (index, option) in call.options.given.enumerated()
        where option.key == "x" || option.key == "i" {
            marks.append((call.options.places[index], option.key))
        }
        for (index, word) in call.operands.enumerated() where index > 0 {
            for mark in marks where mark.place <= index { kind = mark.kind }
            switch kind {
            case "x": excluded.append(FileNamePattern(word))
            case "i": included.append(FileNamePattern(word))
            default: names.append(word)
            }
        }
        if call.has("@") {
            let reader = ByteReader(standardInputOf: call.context)
            while let line = try reader.line() {
                try call.context.hold(line.range.count + 32)
                names.append(Array(reader.bytes[line.range]))
            }
        }
    }

    private func oldEntries(_ archive: [UInt8]) throws -> (
        entries: [ZipEntry], contents: FileContents
    )? {
        if isToOutput { return nil }
        guard let entry = try? call.entry(archive, follow: true),
            case .file(let contents) = entry.node.body
        else { return nil }
        do {
            if let directory = try ZipDirectory(contents, call.context) {
                return (directory.entries, contents)
            }
        } catch is StreamFault {}
        try call.flush()
        try call.write(
            "\nzip error: Zip file structure invalid (\(call.text(archive)))\n")
        throw UtilityFailure(nil, status: 3)
    }

    private func isTaken(_ name: [UInt8]) -> Bool {
        if excluded.contains(where: { $0.matches(name) }) { return false }
        return included.isEmpty || included.contains { $0.matches(name) }
    }

    private static func stored(_ name: [UInt8], _ call: UtilityCall) -> [UInt8] {
        if call.has("j") { return FileName.last(name) }
        var name = Array(name.drop { $0 == FileName.slash })
        while name.starts(with: "./".utf8) { name = Array(name.dropFirst(2)) }
        return name
    }

    private func gather(_ word: [UInt8]) throws {
        if word == [UInt8(ascii: "-")] { return }
        do {
            var walk = try FileWalk(word, call, follows: !call.has("y"))
            while let step = try walk.next() {
                guard case .found(let place) = step else { continue }
                let isDirectory = place.entry.node.kind == .directory
                if isDirectory, !call.has("r") { walk.skip() }
                var name = Self.stored(place.name, call)
                if isDirectory {
                    if call.options.has(any: "j", "D") || name.isEmpty || name == [46] { continue }
                    if name.last != FileName.slash { name.append(FileName.slash) }
                }
                switch place.entry.node.kind {
                case .file, .directory, .symlink: break
                default: continue
                }
                guard isTaken(name), seen.insert(name).inserted else { continue }
                try call.context.hold(name.count * 2 + 256)
                files.append((name, place.entry))
            }
        } catch let error as FileError {
            if let bound = error.bound { throw bound }
            try call.write(
                Array("\tzip warning: name not matched: ".utf8) + word + [10])
        }
    }

    // MARK: Writing

    private func delete(
        from archive: [UInt8], _ old: (entries: [ZipEntry], contents: FileContents)?
    ) throws {
        let patterns = names.map { FileNamePattern($0) }
        let (entries, contents) = old ?? ([], .empty)
        var kept: [ZipEntry] = []
        for entry in entries {
            if patterns.contains(where: { $0.matches(entry.name) }) {
                if isLoud { try call.write("deleting: \(call.text(entry.name))\n") }
            } else {
                kept.append(entry)
            }
        }
        if kept.count == entries.count {
            try call.write("\nzip error: Nothing to do! (\(call.text(archive)))\n")
            call.status = 12
            return
        }
        let writer = try ZipWriter(call, archive)
        for entry in kept { try writer.copy(entry, from: contents) }
        try writer.finish()
        if kept.isEmpty { try call.files.unlink(call.path(archive)) }
    }

    private func write(
        _ archive: [UInt8], _ old: (entries: [ZipEntry], contents: FileContents)?
    ) throws {
        let writer = try ZipWriter(call, isToOutput ? nil : archive)
        var waiting: [[UInt8]: FileEntry] = [:]
        for file in files { waiting[file.name] = file.entry }
        for entry in old?.entries ?? [] {
            guard let file = waiting.removeValue(forKey: entry.name) else {
                try writer.copy(entry, from: old?.contents ?? .empty)
                continue
            }
            let isNewer =
                file.node.modified / 1_000_000_000 > entry.time ?? entry.localTime
            if call.options.has(any: "u", "f"), !isNewer {
                try writer.copy(entry, from: old?.contents ?? .empty)
                continue
            }
            try add(entry.name, file, writer, isKnown: true)
        }
        for file in files where waiting[file.name] != nil && !call.has("f") {
            if let archive = try? call.entry(archive, follow: true), !isToOutput,
                archive.path == file.entry.path
            {
                continue
            }
            try add(file.name, file.entry, writer, isKnown: false)
        }
        if names.contains([UInt8(ascii: "-")]) {
            let bytes = FileContents(try ByteReader(standardInputOf: call.context).rest())
            let node = FileNode(
                .file(bytes), attributes: FileAttributes(mode: 0o600), modified: call.files.now)
            try add(
                [UInt8(ascii: "-")], FileEntry(path: .root, node: node), writer, isKnown: false)
        }
        try writer.finish()
    }

    private func add(
        _ name: [UInt8], _ entry: FileEntry, _ writer: ZipWriter, isKnown: Bool
    ) throws {
        try call.context.step()
        do {
            let added = try writer.add(name, entry.node, level: level(of: name))
            guard isLoud else { return }
            let saved =
                added.size == 0
                ? 0 : Double(added.size - added.storedSize) * 100 / Double(added.size)
            let how = added.method == 0 ? "stored 0%" : "deflated \(Int(saved.rounded()))%"
            let line = "\(isKnown ? "updating" : "  adding"): \(call.text(name)) (\(how))\n"
            if isToOutput {
                try call.flush()
                try call.context.errors.write(line)
            } else {
                try call.write(line)
            }
        } catch let error as FileError {
            if let bound = error.bound { throw bound }
            try call.flush()
            try call.context.errors.write(
                "\tzip warning: could not open for reading: \(call.text(name))\n")
            call.status = 18
        }
    }

    private func level(of name: [UInt8]) -> Int {
        for suffix in (call.options.text("n") ?? "").split(whereSeparator: {
            $0 == ":" || $0 == ","
        })
        where call.text(name).hasSuffix(suffix) {
            return 0
        }
        for option in call.options.given.reversed() {
            if option.key.utf8.count == 1, let digit = Int(option.key) { return digit }
        }
        return 6
    }
}

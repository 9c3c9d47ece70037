internal import LayArchive
internal import LayBounds
import LayFiles
import LayShell

extension Utilities {
    static let unzipUtility = Utility(
        "unzip", "take files out of a zip archive",
        usage: "[OPTION]... ARCHIVE[.zip] [MEMBER]... [-x MEMBER]... [-d DIR]",
        [
            UtilityOption("-d DIR", "extract into DIR"), UtilityOption("-o", "replace files"),
            UtilityOption("-n", "never replace files"), UtilityOption("-q", "say less"),
            UtilityOption("-l", "list files"), UtilityOption("-v", "list more", .works, .gnu),
            UtilityOption("-t", "test files"), UtilityOption("-p", "print files"),
            UtilityOption("-c", "print files with their names", .works, .gnu),
            UtilityOption("-j", "leave directories of names out"),
            UtilityOption("-x", "leave out the members that follow"),
            UtilityOption("-Z", "as zipinfo; with -1 names alone", .works, .gnu),
            UtilityOption("-1", "names alone", .works, .gnu),
            UtilityOption("-C", "capitals and small letters are one", .works, .gnu),
            UtilityOption("-u", "only newer files", .works, .gnu),
            UtilityOption("-f", "only files that are there", .works, .gnu),
            UtilityOption("-a", "", .idle("texts are as they are"), .gnu),
            UtilityOption("-b", "", .idle("texts are as they are"), .gnu),
            UtilityOption("-L", "small letters", .works, .gnu),
            UtilityOption("-X", "", .idle("owners are who extracts"), .gnu),
            UtilityOption("-K", "keep setuid", .works, .gnu),
            UtilityOption("-D", "no times of directories", .works, .gnu),
            UtilityOption("-U", "", .idle("names are bytes"), .gnu),
            UtilityOption("-W", "", .idle("a * takes slashes"), .gnu),
            UtilityOption("-P PASSWORD", "a password", .missing),
            UtilityOption("-z", "the comment", .works, .gnu),
            UtilityOption("-K", "", .idle("modes are kept"), .busybox),
            UtilityOption("-M", "", .idle("there is no terminal"), .gnu),
        ], misuse: 10, modern: UnzipRun.modern
    ) { call in
        guard !call.operands.isEmpty else { throw call.misuse("missing archive") }
        try UnzipRun(call).start()
        return call.status
    }
}

/// An unzip at work.
final class UnzipRun {
    private let call: UtilityCall
    private let isQuiet: Bool
    private var contents = FileContents.empty
    private var archive: [UInt8] = []
    private var wanted: [(pattern: FileNamePattern, word: [UInt8], isFound: Bool)] = []
    private var excluded: [FileNamePattern] = []
    private var links: [(path: TreePath, name: [UInt8], target: [UInt8])] = []
    private var directories: [(path: TreePath, entry: ZipEntry)] = []

    /// Marks what follows `-x`, which are operands for getopt.
    static let modern: @Sendable ([[UInt8]]) -> [[UInt8]] = { words in words }

    init(_ call: UtilityCall) {
        self.call = call
        isQuiet = call.has("q")
    }

    private var isGNU: Bool { call.manner == .gnu }
    private var account: Account { call.context.account }

    func start() throws {
        let place = call.options.given.firstIndex { $0.key == "x" }.map { call.options.places[$0] }
        let fold = call.has("C")
        for (index, word) in call.operands.enumerated().dropFirst() {
            if let place, index >= max(1, place) {
                excluded.append(FileNamePattern(word, foldsCase: fold))
            } else {
                wanted.append((FileNamePattern(word, foldsCase: fold), word, false))
            }
        }
        try open()
        let directory: ZipDirectory
        do {
            guard let found = try ZipDirectory(contents, call.context) else { throw try notZip() }
            directory = found
        } catch let fault as StreamFault {
            _ = fault
            throw try notZip()
        }
        if !isQuiet, !call.options.has(any: "p", "Z") {
            try call.write("Archive:  " + call.text(archive) + "\n")
            if !directory.comment.isEmpty, isGNU { try call.write(directory.comment + [10]) }
        }
        let entries = directory.entries.filter { takes($0.name) }
        if call.has("Z") {
            for entry in entries { try call.write(entry.name + [10]) }
        } else if call.options.has(any: "l", "v") {
            try UnzipList(call).write(entries)
        } else {
            try extract(entries)
        }
        try tellMissing()
    }

    private func open() throws {
        for suffix in ["", ".zip", ".ZIP"] {
            archive = call.operands[0] + Array(suffix.utf8)
            do throws(FileError) {
                let entry = try call.entry(archive, follow: true)
                if entry.node.kind == .directory { continue }
                contents = try entry.contents()
                return
            } catch {
                if let bound = error.bound { throw bound }
            }
        }
        let name = call.text(call.operands[0])
        if isGNU {
            try call.context.errors.write(
                "unzip:  cannot find or open \(name), \(name).zip or \(name).ZIP.\n")
            throw UtilityFailure(nil, status: 9)
        }
        throw UtilityFailure("can't open \(name), \(name).zip, \(name).ZIP")
    }

    private func notZip() throws -> UtilityFailure {
        guard isGNU else { return UtilityFailure("no zip file") }
        if !isQuiet { try call.write("Archive:  \(call.text(archive))\n") }
        try call.flush()
        let name = call.text(archive)
        try call.context.errors.write(
            "  End-of-central-directory signature not found.  Either this file is not\n"
                + "  a zipfile, or it constitutes one disk of a multi-part archive.  In the\n"
                + "  latter case the central directory and zipfile comment will be found on\n"
                + "  the last disk(s) of this archive.\n"
                + "unzip:  cannot find zipfile directory in one of \(name) or\n"
                + "        \(name).zip, and cannot find \(name).ZIP, period.\n")
        return UtilityFailure(nil, status: 9)
    }

    private func takes(_ name: [UInt8]) -> Bool {
        if excluded.contains(where: { $0.matches(name) }) { return false }
        if wanted.isEmpty { return true }
        var isTaken = false
        for index in wanted.indices where wanted[index].pattern.matches(name) {
            wanted[index].isFound = true
            isTaken = true
        }
        return isTaken
    }

    private func tellMissing() throws {
        if call.options.has(any: "l", "v", "Z") { return }
        for item in wanted where !item.isFound {
            guard isGNU else { continue }
            try call.flush()
            try call.context.errors.write(
                "caution: filename not matched:  \(call.text(item.word))\n")
            call.status = 11
        }
    }

    // MARK: Extracting

    private func extract(_ entries: [ZipEntry]) throws {
        for entry in entries {
            try call.context.step()
            if entry.isEncrypted || entry.method != 0 && entry.method != 8 {
                try skip(entry)
                continue
            }
            do {
                if call.has("t") {
                    try test(entry)
                } else if call.has("p") || call.has("c") {
                    try print(entry)
                } else {
                    try extract(entry)
                }
            } catch let fault as StreamFault {
                try tell(fault, entry)
            } catch let error as FileError {
                if let bound = error.bound { throw bound }
                try call.flush()
                try call.context.errors.write(
                    "error:  cannot create \(call.text(entry.name))\n        \(error.reason)\n")
                call.status = max(call.status, 50)
            }
        }
        try finish()
        if call.has("t"), call.status == 0, isGNU {
            try call.write("No errors detected in compressed data of \(call.text(archive)).\n")
        }
    }

    private func skip(_ entry: ZipEntry) throws {
        try call.flush()
        let reason =
            entry.isEncrypted
            ? "unable to get password" : "unsupported compression method \(entry.method)"
        try call.context.errors.write(
            "   skipping: \(call.text(entry.name).filled(22))  \(reason)\n")
        call.status = max(call.status, 81)
    }

    private func tell(_ fault: StreamFault, _ entry: ZipEntry) throws {
        try call.flush()
        switch fault {
        case .checksum: try call.context.errors.write(" bad CRC\n")
        default:
            try call.context.errors.write("  error:  invalid compressed data to inflate\n")
        }
        call.status = max(call.status, isGNU ? 2 : 1)
    }

    private func test(_ entry: ZipEntry) throws {
        if !isQuiet {
            try call.write("    testing: \(call.text(entry.name).filled(22))  ")
        }
        if !entry.isDirectory {
            try ZipDirectory.eachPiece(of: entry, in: contents, account) { _ in }
        }
        if !isQuiet { try call.write(" OK\n") }
    }

    private func print(_ entry: ZipEntry) throws {
        if entry.isDirectory { return }
        if call.has("c"), !isQuiet { try call.write(verb(entry) + line(entry.name) + "\n") }
        try ZipDirectory.eachPiece(of: entry, in: contents, account) { try call.write($0) }
        if call.has("c"), !isQuiet { try call.write("\n") }
    }

    private func verb(_ entry: ZipEntry) -> String {
        if !isGNU { return entry.isDirectory ? "   creating: " : "  inflating: " }
        return entry.isLink
            ? "    linking: " : entry.method == 0 ? " extracting: " : "  inflating: "
    }

    private func line(_ name: [UInt8]) -> String {
        isGNU ? call.text(name).filled(22) + "  " : call.text(name)
    }

    private func extract(_ entry: ZipEntry) throws {
        var name = entry.name
        if call.has("j") {
            if entry.isDirectory { return }
            name = FileName.last(name)
        }
        if call.has("L") { name = name.map { $0 &- 65 < 26 ? $0 + 32 : $0 } }
        let safe = name.split(separator: FileName.slash).filter {
            !$0.elementsEqual("..".utf8) && !$0.elementsEqual(".".utf8)
        }
        if safe.isEmpty { return }
        let base = call.options.value("d").map { call.path($0) } ?? call.context.workingDirectory
        var shown = Array(safe.joined(separator: [FileName.slash]))
        if let directory = call.options.value("d") { shown = FileName.joined(directory, shown) }
        var path = base
        for part in safe.dropLast() {
            path = path.appending(name: part)
            try checkNoLink(path)
        }
        if let last = safe.last { path = path.appending(name: last) }
        if entry.isDirectory {
            if (try? call.files.status(at: path, follow: false)) == nil {
                try makeDirectories(path)
                if !isQuiet { try call.write("   creating: \(call.text(shown))/\n") }
                try call.context.hold(path.bytes.count + 128)
                directories.append((path, entry))
            }
            return
        }
        if let old = try? call.files.entry(at: path, follow: false) {
            if call.has("n") { return }
            if call.options.has(any: "u", "f"),
                old.node.modified / 1_000_000_000 >= time(of: entry)
            {
                return
            }
            if !call.options.has(any: "o", "u", "f"), try !confirms(shown) { return }
            try call.files.unlink(path)
        } else if call.has("f") {
            return
        }
        try makeDirectories(path.parent)
        if !isQuiet { try call.write(verb(entry) + line(shown)) }
        if entry.isLink, isGNU {
            var target: [UInt8] = []
            try call.context.hold(min(entry.size, 1 << 16))
            try ZipDirectory.eachPiece(of: entry, in: contents, account) {
                target += $0
                if target.count > 4096 { throw StreamFault.damaged }
            }
            if !isQuiet { try call.write("-> \(call.text(target)) \n") }
            links.append((path, shown, target))
            return
        }
        let output = try FileOutput(path, call.context)
        try ZipDirectory.eachPiece(of: entry, in: contents, account) { try output.write($0) }
        try output.flush()
        if !isQuiet { try call.write("\n") }
        try settle(entry, path)
    }

    /// What the archive makes is not reached through links of it or of others.
    private func checkNoLink(_ path: TreePath) throws {
        guard links.contains(where: { $0.path == path }) else { return }
        throw FileError(.notDirectory, path)
    }

    private func makeDirectories(_ path: TreePath) throws {
        var missing: [TreePath] = []
        var place = path
        while !place.isRoot, (try? call.files.status(at: place, follow: true)) == nil {
            missing.append(place)
            place = place.parent
        }
        for place in missing.reversed() {
            try call.files.make(
                FileNode(
                    .directory, attributes: call.newAttributes(0o777), modified: call.files.now),
                at: place)
        }
    }

    private func confirms(_ name: [UInt8]) throws -> Bool {
        try call.flush()
        try call.context.errors.write(
            "replace \(call.text(name))? [y]es, [n]o, [A]ll, [N]one, [r]ename: ")
        var answer: UInt8?
        var isEnded = true
        while let byte = try call.context.read(1).first {
            if byte == 10 {
                isEnded = false
                break
            }
            answer = answer ?? byte
        }
        if answer == nil, isEnded, isGNU {
            try call.context.errors.write(
                " NULL\n(EOF or read error, treating as \"[N]one\" ...)\n")
            throw UtilityFailure(nil, status: 1)
        }
        return answer == UInt8(ascii: "y") || answer == UInt8(ascii: "A")
    }

    private func time(of entry: ZipEntry) -> Int {
        entry.time ?? entry.localTime - DateText.offset(entry.localTime, call.zone)
    }

    private func settle(_ entry: ZipEntry, _ path: TreePath) throws {
        if entry.mode != 0 {
            let mode = entry.mode & (call.has("K") ? 0o7777 : 0o777)
            try call.files.changeMode(of: path, to: isGNU ? mode : mode & ~call.context.umask)
        }
        let time = Int64(time(of: entry)).multipliedReportingOverflow(by: 1_000_000_000)
        if !time.overflow {
            try call.files.setModified(time.partialValue, of: path, follow: false)
        }
    }

    private func finish() throws {
        if !links.isEmpty, !isQuiet { try call.write("finishing deferred symbolic links:\n") }
        for link in links {
            if !isQuiet {
                try call.write(
                    "  \(call.text(link.name).filled(22)) -> \(call.text(link.target))\n")
            }
            try call.files.make(
                FileNode(
                    .symlink(target: link.target),
                    attributes: FileAttributes(
                        mode: 0o777, uid: call.context.uid, gid: call.context.gid),
                    modified: call.files.now), at: link.path)
        }
        for (path, entry) in directories.reversed() where !call.has("D") {
            try settle(entry, path)
        }
    }
}

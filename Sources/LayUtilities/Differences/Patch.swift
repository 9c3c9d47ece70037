internal import LayBounds
import LayFiles
import LayShell

extension Utilities {
    static let patchUtility = Utility(
        "patch", "apply a difference to files", usage: "[OPTION]... [ORIGFILE [PATCHFILE]]",
        [
            UtilityOption("-p, --strip=NUM", "leave out NUM directories of names"),
            UtilityOption("-F, --fuzz=LINES", "lines of context that may differ", .works, .gnu),
            UtilityOption("-l, --ignore-whitespace", "all blanks are one", .works, .gnu),
            UtilityOption("-c, --context", "it is a context difference", .idle("seen"), .gnu),
            UtilityOption("-e, --ed", "it is a script for ed", .missing, .gnu),
            UtilityOption("-n, --normal", "it is a normal difference", .idle("seen"), .gnu),
            UtilityOption("-u, --unified", "it is a unified difference", .idle("seen"), .gnu),
            UtilityOption("-N, --forward", "leave out what is applied or reversed"),
            UtilityOption("-R, --reverse", "the files were exchanged"),
            UtilityOption("-i, --input=PATCHFILE", "read the difference from a file"),
            UtilityOption("-o, --output=FILE", "write to FILE", .works, .gnu),
            UtilityOption(
                "-r, --reject-file=FILE", "write what does not fit to FILE", .works, .gnu),
            UtilityOption("-D, --ifdef=NAME", "write both with #ifdef", .missing, .gnu),
            UtilityOption("-m, --merge[=STYLE]", "write conflicts into files", .missing, .gnu),
            UtilityOption("-E, --remove-empty-files", "remove files that become empty"),
            UtilityOption("-Z, --set-utc", "set times", .idle("left"), .gnu),
            UtilityOption("-T, --set-time", "set times", .idle("left"), .gnu),
            UtilityOption("--quoting-style=WORD", "how names are quoted", .idle("as needed"), .gnu),
            UtilityOption("-b, --backup", "keep the files that were there", .works, .gnu),
            UtilityOption(
                "--backup-if-mismatch", "where a hunk does not fit as it is", .works, .gnu),
            UtilityOption("--no-backup-if-mismatch", "never then", .works, .gnu),
            UtilityOption("-V, --version-control=STYLE", "names of backups", .idle("simple"), .gnu),
            UtilityOption("-B, --prefix=PREFIX", "before the names of backups", .missing, .gnu),
            UtilityOption("-Y, --basename-prefix=PREFIX", "before names", .missing, .gnu),
            UtilityOption("-z, --suffix=SUFFIX", "behind the names of backups", .works, .gnu),
            UtilityOption("-g, --get=NUM", "get files", .idle("never"), .gnu),
            UtilityOption("-t, --batch", "ask nothing", .works, .gnu),
            UtilityOption("-f, --force", "ask nothing", .works, .gnu),
            UtilityOption("-s, --quiet, --silent", "tell of errors only", .works, .gnu),
            UtilityOption("--verbose", "tell more", .idle("as without"), .gnu),
            UtilityOption("--dry-run", "change nothing"),
            UtilityOption("--posix", "as POSIX has it", .idle("nearly"), .gnu),
            UtilityOption("-d, --directory=DIR", "work in DIR", .works, .gnu),
            UtilityOption("--reject-format=FORMAT", "form of rejects", .idle("unified"), .gnu),
            UtilityOption("--binary", "as it is", .idle("always"), .gnu),
            UtilityOption(
                "--read-only=BEHAVIOR", "files that are not writable", .idle("tried"), .gnu),
            UtilityOption("--follow-symlinks", "follow links", .idle("always"), .gnu),
        ], misuse: 2
    ) { call in
        if call.operands.count > 2 {
            throw call.misuse("\(call.text(call.operands[2])): extra operand")
        }
        return try PatchRun(call).perform()
    }.namedInHint
}

/// A call of `patch`.
private struct PatchRun {
    private let call: UtilityCall
    private let strip: Int?
    private let fuzz: Int
    private let directory: TreePath
    private let isReversed: Bool
    private let isGNU: Bool

    init(_ call: UtilityCall) throws {
        self.call = call
        isGNU = call.manner == .gnu
        func number(_ key: String, _ what: String) throws -> Int? {
            guard let text = call.options.value(key) else { return nil }
            guard let value = SizeText.number(text) else {
                throw UtilityFailure(
                    call.manner == .gnu
                        ? "**** \(what) \(call.text(text)) is not a number"
                        : "invalid number '\(call.text(text))'",
                    status: call.manner == .gnu ? 2 : 1)
            }
            return value
        }
        strip = try number("p", "strip count")
        fuzz = try number("F", "fuzz factor") ?? 2
        isReversed = call.has("R")
        directory = call.options.value("d").map { call.path($0) } ?? call.context.workingDirectory
    }

    private func path(_ name: [UInt8]) -> TreePath { TreePath(name, in: directory) }

    private func exists(_ name: [UInt8]) -> Bool {
        (try? call.context.files.status(at: path(name), follow: true)) != nil
    }

    func perform() throws -> UInt8 {
        let input = call.options.value("i") ?? (call.operands.count > 1 ? call.operands[1] : [45])
        let text: [UInt8]
        do {
            let reader =
                input == [45]
                ? try call.reader(input) : try ByteReader(path(input), call.context)
            defer { reader.close() }
            text = try reader.rest()
            try call.context.hold(2 * text.count)
        } catch let error as FileError where error.bound == nil {
            let name = call.text(input)
            throw UtilityFailure(
                isGNU
                    ? "**** Can't open patch file \(name) : \(error.reason)"
                    : "can't open '\(name)': \(error.reason)", status: isGNU ? 2 : 1)
        }
        let patches = try PatchText(text).patches()
        if patches.isEmpty {
            if text.isEmpty || !isGNU { return 0 }
            throw UtilityFailure("**** Only garbage was found in the patch input.", status: 2)
        }
        var status: UInt8 = 0
        for patch in patches {
            try call.context.step()
            status = max(status, try apply(isReversed ? patch.reversed : patch))
        }
        return status
    }

    // MARK: Files

    /// A name without its first directories.
    private func stripped(_ name: [UInt8]) -> [UInt8]? {
        if name.elementsEqual("/dev/null".utf8) { return nil }
        guard let strip else { return Array(name.split(separator: 47).last ?? []) }
        var parts = name.split(separator: 47, omittingEmptySubsequences: false)
        if name.first == 47, strip > 0 { parts.removeFirst() }
        guard parts.count > strip else { return nil }
        let rest = Array(parts.dropFirst(strip).joined(separator: [47]))
        return rest.isEmpty ? nil : rest
    }

    /// The file that a patch is for.
    private func target(_ patch: FilePatch) throws -> [UInt8]? {
        if let given = call.operands.first { return given }
        let names = [patch.oldName, patch.newName, patch.indexName]
            .compactMap { $0 }.compactMap(stripped)
        let there = names.filter(exists)
        func isBetter(_ a: [UInt8], _ b: [UInt8]) -> Bool {
            let (x, y) = (a.split(separator: 47).count, b.split(separator: 47).count)
            if x != y { return x < y }
            let (p, q) = (a.split(separator: 47).last ?? [], b.split(separator: 47).last ?? [])
            if p.count != q.count { return p.count < q.count }
            return a.count < b.count
        }
        func best(_ all: [[UInt8]]) -> [UInt8]? {
            var best: [UInt8]?
            for name in all where best.map({ isBetter(name, $0) }) ?? true { best = name }
            return best
        }
        if let found = best(there) { return found }
        return patch.creates ? best(names) : nil
    }

    private func say(_ text: String) throws {
        if !call.has("s") { try call.write(text + "\n") }
    }

    private func apply(_ patch: FilePatch, isAnnounced: Bool = false) throws -> UInt8 {
        guard let name = try target(patch) else { return try skip(patch) }
        let output = call.options.value("o")
        let shown = call.shown(output ?? name)
        let isNew = patch.creates && !exists(name)
        if isAnnounced {
            // The name was said before.
        } else if isGNU {
            let verb = call.has("dry-run") ? "checking" : "patching"
            try say(
                "\(verb) file \(shown)" + (output == nil ? "" : " (read from \(call.shown(name)))"))
        } else {
            try say((isNew ? "creating " : "patching file ") + shown)
        }
        var lines: [ArraySlice<UInt8>] = []
        var bytes: [UInt8] = []
        if exists(name) {
            let reader = try ByteReader(path(name), call.context)
            bytes = try reader.rest()
            try call.context.hold(2 * bytes.count)
            lines = PatchText.lines(bytes)
        } else if !isNew {
            if !isGNU {
                throw UtilityFailure("can't open '\(call.text(name))': No such file or directory")
            }
        }
        var work = PatchedLines(lines, blanks: call.has("l"), fuzz: fuzz)
        if isGNU, let first = patch.hunks.first, try !work.fits(first, call),
            try work.fits(first.reversed, call), !call.has("f")
        {
            return try reversedAlready(patch, name)
        }
        var failed: [Hunk] = []
        var isMoved = isAnnounced
        for (index, hunk) in patch.hunks.enumerated() {
            guard let place = try work.apply(hunk, call) else {
                failed.append(hunk)
                if isGNU {
                    try say("Hunk #\(index + 1) FAILED at \(max(1, hunk.oldStart)).")
                } else {
                    try say("Hunk \(index + 1) FAILED \(index + 1)/\(patch.hunks.count).")
                    for line in hunk.lines { try call.write([line.mark] + line.text) }
                }
                continue
            }
            if place.offset != 0 || place.fuzz > 0 {
                isMoved = true
                if isGNU {
                    let fuzz = place.fuzz > 0 ? " with fuzz \(place.fuzz)" : ""
                    let lines = abs(place.offset) == 1 ? "line" : "lines"
                    let offset =
                        place.offset != 0 ? " (offset \(place.offset) \(lines))" : ""
                    try say("Hunk #\(index + 1) succeeded at \(place.line)\(fuzz)\(offset).")
                }
            }
        }
        let keeps =
            call.has("b")
            || (isMoved || !failed.isEmpty) && !call.has("no-backup-if-mismatch") && output == nil
        if !isGNU {
            if failed.isEmpty { try write(work, name, patch, keeps: false, bytes) }
            return failed.isEmpty ? 0 : 1
        }
        try write(work, output ?? name, patch, keeps: keeps && output == nil, bytes)
        return try reject(failed, patch, output ?? name)
    }

    private func write(
        _ work: PatchedLines, _ name: [UInt8], _ patch: FilePatch, keeps: Bool, _ before: [UInt8]
    ) throws {
        if call.has("dry-run") { return }
        if keeps {
            let suffix = call.options.value("z") ?? Array(".orig".utf8)
            let file = try FileOutput(path(name + suffix), call.context)
            try file.write(before)
            try file.flush()
        }
        let result = Array(work.lines.joined())
        if result.isEmpty, patch.deletes && isGNU || call.has("E"), exists(name) {
            return try call.context.files.unlink(path(name))
        }
        if name == [45] { return try call.write(result) }
        if patch.creates { try makeParents(path(name)) }
        // What -o names is a file that only its owner reads.
        let file = try FileOutput(
            path(name), call.context, mode: call.has("o") ? 0o600 : 0o666)
        try file.write(result)
        try file.flush()
    }

    private func makeParents(_ path: TreePath) throws {
        let parent = path.parent
        if parent.isRoot || (try? call.context.files.status(at: parent, follow: true)) != nil {
            return
        }
        try call.context.account.nested { try makeParents(parent) }
        let attributes = FileAttributes(
            mode: 0o777 & ~call.context.umask, uid: call.context.uid, gid: call.context.gid)
        try call.context.files.make(
            FileNode(.directory, attributes: attributes, modified: call.context.files.now),
            at: parent)
    }

    // MARK: What does not fit

    private func skip(_ patch: FilePatch) throws -> UInt8 {
        if !isGNU {
            throw UtilityFailure("can't open '\(call.text(patch.newName ?? []))': No such file")
        }
        try call.write("can't find file to patch at input line \(patch.line)\n")
        try call.write(
            strip == nil
                ? "Perhaps you should have used the -p or --strip option?\n"
                : "Perhaps you used the wrong -p or --strip option?\n")
        try call.write("The text leading up to this was:\n--------------------------\n")
        for line in patch.header { try call.write([UInt8(ascii: "|")] + line + [10]) }
        try call.write("--------------------------\n")
        if call.has("f") || call.has("t") {
            try call.write("No file to patch.  Skipping patch.\n")
        } else {
            try call.write("File to patch: \nSkip this patch? [y] \nSkipping patch.\n")
        }
        let count = patch.hunks.count
        try call.write("\(count) out of \(count) \(count == 1 ? "hunk" : "hunks") ignored\n")
        return 1
    }

    private func reversedAlready(_ patch: FilePatch, _ name: [UInt8]) throws -> UInt8 {
        let word = isReversed ? "Unreversed" : "Reversed"
        let question = "\(word) (or previously applied) patch detected!"
        if call.has("N") {
            try call.write("\(question)  Skipping patch.\n")
        } else if call.has("t") {
            try call.write("\(question)  \(isReversed ? "Ignoring" : "Assuming") -R.\n")
            return try apply(patch.reversed, isAnnounced: true)
        } else {
            try call.write("\(question)  Assume -R? [n] \nApply anyway? [n] \nSkipping patch.\n")
        }
        return try reject(patch.hunks, patch, name, ignored: true)
    }

    private func reject(
        _ hunks: [Hunk], _ patch: FilePatch, _ name: [UInt8], ignored: Bool = false
    ) throws -> UInt8 {
        if hunks.isEmpty { return 0 }
        let file = call.options.value("r") ?? name + Array(".rej".utf8)
        let count = patch.hunks.count
        var text =
            "\(hunks.count) out of \(count) \(count == 1 ? "hunk" : "hunks")"
            + (ignored ? " ignored" : " FAILED")
        let isWritten = file != [45] && !call.has("dry-run")
        if isWritten { text += " -- saving rejects to file \(call.shown(file))" }
        try call.write(text + "\n")
        guard isWritten else { return 1 }
        let output = try FileOutput(path(file), call.context)
        try output.write(Array("--- ".utf8) + (patch.oldName.flatMap(stripped) ?? name) + [10])
        try output.write(Array("+++ ".utf8) + (patch.newName.flatMap(stripped) ?? name) + [10])
        for hunk in hunks {
            try output.write(Array(hunk.header.utf8))
            for line in hunk.lines { try output.write(line.shown) }
        }
        try output.flush()
        return 1
    }
}

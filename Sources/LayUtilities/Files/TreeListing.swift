internal import LayBounds
import LayFiles
import LayShell

extension Utilities {
    static let treeUtility = Utility(
        "tree", "draw directories as trees", usage: "[OPTION]... [DIRECTORY]...",
        [
            UtilityOption("-a", "names that begin with a dot too"),
            UtilityOption("-d", "directories alone"),
            UtilityOption("-f", "whole paths"),
            UtilityOption("-F", "a sign of the kind behind names"),
            UtilityOption("-i", "no lines"),
            UtilityOption("-l", "follow links to directories", .missing),
            UtilityOption("-L N", "N levels"),
            UtilityOption("-P PATTERN", "such files alone"),
            UtilityOption("-I PATTERN", "no such names"),
            UtilityOption("-p", "permissions"),
            UtilityOption("-s", "sizes"),
            UtilityOption("-h", "sizes as people read them"),
            UtilityOption("-u", "owners"),
            UtilityOption("-g", "groups"),
            UtilityOption("-n", "no colors", .idle("there are none")),
            UtilityOption("-r", "the other way round"),
            UtilityOption("-t", "the oldest first"),
            UtilityOption("--dirsfirst", "directories before files"),
            UtilityOption("--noreport", "no count at the end"),
            UtilityOption("--charset=CHARSET", "lines of this character set"),
        ]
    ) { call in
        var drawing = try TreeDrawing(call)
        let roots = call.operands.isEmpty ? [Array(".".utf8)] : call.operands
        for root in roots { try drawing.draw(root) }
        if !call.has("noreport") { try drawing.report() }
        return call.status
    }
}

/// tree at work.
private struct TreeDrawing {
    private let call: UtilityCall
    private let levels: Int
    private let included: [FileNamePattern]
    private let excluded: [FileNamePattern]
    private let names: OwnerNames
    private let isUTF8: Bool
    private var directories = 0
    private var files = 0

    init(_ call: UtilityCall) throws {
        self.call = call
        names = OwnerNames(call.files)
        var levels = Int.max
        if let text = call.options.value("L") {
            guard let number = Int(call.text(text)), number > 0 else {
                throw UtilityFailure("Invalid level, must be greater than 0.")
            }
            levels = number
        }
        self.levels = levels
        func patterns(_ key: String) -> [FileNamePattern] {
            call.options.values(key).flatMap { $0.split(separator: UInt8(ascii: "|")) }
                .map { FileNamePattern(Array($0)) }
        }
        included = patterns("P")
        excluded = patterns("I")
        let locale =
            [call.context["LC_ALL"], call.context["LC_CTYPE"], call.context["LANG"]]
            .compactMap(\.self).first { !$0.isEmpty } ?? ""
        let set = (call.options.text("charset") ?? locale).lowercased()
        isUTF8 = set.contains("utf-8") || set.contains("utf8")
    }

    mutating func draw(_ root: [UInt8]) throws {
        let entry: FileEntry
        do {
            entry = try call.entry(root, follow: true)
            if entry.node.kind != .directory { throw FileError(.notDirectory, entry.path) }
        } catch let error as FileError {
            if let bound = error.bound { throw bound }
            call.status = 2
            return try call.write(root + Array("  [error opening dir]\n".utf8))
        }
        try call.write(details(entry) + root + [10])
        directories += 1
        // Names that wait in each open directory, with the lines in front of them.
        var open = [(rest: try inside(entry)[...], name: root, lead: "")]
        while let last = open.indices.last {
            guard let item = open[last].rest.popFirst() else {
                open.removeLast()
                continue
            }
            try call.context.step()
            let isLast = open[last].rest.isEmpty
            let name = FileName.joined(open[last].name, item.path.name)
            let lead = open[last].lead
            let (branch, below): (String, String) =
                call.has("i")
                ? ("", "")
                : isUTF8
                    ? (isLast ? "└── " : "├── ", isLast ? "    " : "│\u{a0}\u{a0} ")
                    : (isLast ? "`-- " : "|-- ", isLast ? "    " : "|   ")
            var line = Array((lead + branch).utf8) + details(item)
            line += call.has("f") ? name : Array(item.path.name)
            if let target = item.node.target { line += Array(" -> ".utf8) + target }
            if call.has("F") { line += sign(item.node) }
            try call.write(line + [10])
            if item.node.kind != .directory {
                files += 1
                continue
            }
            directories += 1
            if open.count < levels {
                open.append((try inside(item)[...], name, lead + below))
            }
        }
    }

    private func sign(_ node: FileNode) -> [UInt8] {
        switch node.kind {
        case .directory: [FileName.slash]
        case .fifo: [UInt8(ascii: "|")]
        case .file where node.attributes.mode & 0o111 != 0: [UInt8(ascii: "*")]
        default: []
        }
    }

    private func details(_ entry: FileEntry) -> [UInt8] {
        let attributes = entry.node.attributes
        var fields: [String] = []
        if call.has("p") { fields.append(ModeText.letters(entry.node)) }
        if call.has("u") {
            fields.append((names.user(attributes.uid) ?? String(attributes.uid)).filled(8))
        }
        if call.has("g") {
            fields.append((names.group(attributes.gid) ?? String(attributes.gid)).filled(8))
        }
        let size = FileNumbers.size(entry.node)
        if call.has("h") {
            fields.append(SizeShown.human(size).padded(4))
        } else if call.has("s") {
            fields.append(String(size).padded(11))
        }
        return fields.isEmpty ? [] : Array("[\(fields.joined(separator: " "))]  ".utf8)
    }

    private func inside(_ directory: FileEntry) throws -> [FileEntry] {
        let found: [FileEntry]
        do {
            found = try call.files.survey(directory.path)
        } catch {
            if let bound = error.bound { throw bound }
            call.status = 2
            return []
        }
        try call.context.hold(found.count * 64)
        let shown = found.filter { entry in
            let name = Array(entry.path.name)
            let isDirectory = entry.node.kind == .directory
            if !call.has("a"), name.first == UInt8(ascii: ".") { return false }
            if call.has("d"), !isDirectory { return false }
            if excluded.contains(where: { $0.matches(name) }) { return false }
            return isDirectory || included.isEmpty || included.contains { $0.matches(name) }
        }
        let isReversed = call.has("r")
        return shown.sorted { a, b in
            if call.has("dirsfirst") {
                let (x, y) = (a.node.kind == .directory, b.node.kind == .directory)
                if x != y { return x }
            }
            let (first, second) = isReversed ? (b, a) : (a, b)
            if call.has("t"), first.node.modified != second.node.modified {
                return first.node.modified < second.node.modified
            }
            return first.path.name.lexicographicallyPrecedes(second.path.name)
        }
    }

    func report() throws {
        var text = "\n\(directories) director\(directories == 1 ? "y" : "ies")"
        if !call.has("d") { text += ", \(files) file\(files == 1 ? "" : "s")" }
        try call.write(text + "\n")
    }
}

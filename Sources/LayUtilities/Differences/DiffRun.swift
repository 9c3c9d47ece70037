internal import LayBounds
import LayFiles
import LayShell

/// A call of `diff`.
struct DiffRun {
    private let call: UtilityCall
    private let format: DiffFormat
    private var folding = LineFolding()
    private let isGNU: Bool

    /// - Throws: `UtilityOptions.Mistake` for options that contradict each other.
    init(_ call: UtilityCall) throws {
        self.call = call
        isGNU = call.manner == .gnu
        var style = isGNU ? DiffFormat.Style.normal : .unified
        var around = 3
        var isChosen = false
        for (key, value) in call.options.given {
            var next: DiffFormat.Style?
            switch key {
            case "normal": next = .normal
            case "c", "C", "context": next = .context
            case "u", "U", "unified": next = .unified
            case "e": next = .ed
            case "y": next = .sideBySide
            default: break
            }
            guard let next else { continue }
            if isChosen, next != style {
                throw call.misuse("conflicting output style options")
            }
            (style, isChosen) = (next, true)
            guard let value else { continue }
            guard let number = SizeText.number(value) else {
                throw isGNU
                    ? call.misuse("invalid context length \(FileNameQuoting.always(value))")
                    : UtilityFailure("invalid number '\(call.text(value))'", status: 2)
            }
            around = min(number, 1 << 30)
        }
        if call.has("q") { style = .brief }
        format = DiffFormat(call: call, style: style, around: around)
        folding.foldsCase = call.has("i")
        folding.dropsBlanks = call.has("w")
        folding.joinsBlanks = call.has("b")
        folding.dropsEndBlanks = call.has("Z") || call.has("b")
        folding.expandsTabs = call.has("E")
        folding.dropsReturn = call.has("strip-trailing-cr")
    }

    // MARK: Names

    private func kind(_ name: [UInt8]) throws -> FileKind? {
        if name == [45] { return .file }
        do {
            return try call.context.files.status(at: call.path(name), follow: true).kind
        } catch {
            if let bound = error.bound { throw bound }
            return nil
        }
    }

    private func missing(_ name: [UInt8]) throws -> UInt8 {
        do {
            _ = try call.context.files.status(at: call.path(name), follow: true)
        } catch {
            let verb = isGNU ? "\(call.shown(name))" : "can't stat '\(call.text(name))'"
            try call.complain("\(verb): \(error.reason)")
        }
        return 2
    }

    private static func join(_ directory: [UInt8], _ name: [UInt8]) -> [UInt8] {
        directory.last == 47 ? directory + name : directory + [47] + name
    }

    /// Compares what two operands name; gives the status.
    ///
    /// - Throws: `BoundReached`.
    func compare(_ first: [UInt8], _ second: [UInt8]) throws -> UInt8 {
        var (old, new) = (first, second)
        let (oldKind, newKind) = (try kind(old), try kind(new))
        if oldKind == .directory, newKind == .directory { return try directories(old, new) }
        func base(_ name: [UInt8]) -> [UInt8] { Array(name.split(separator: 47).last ?? []) }
        if oldKind == .directory, newKind != nil { old = Self.join(old, base(new)) }
        if newKind == .directory, oldKind != nil { new = Self.join(new, base(old)) }
        let fresh = call.has("N") || call.has("unidirectional-new-file")
        var status: UInt8 = 0
        let (hasOld, hasNew) = (try kind(old) != nil, try kind(new) != nil)
        if !hasOld, !(fresh && hasNew) { status = try missing(old) }
        if !hasNew, !(call.has("N") && hasOld) { status = max(status, try missing(new)) }
        return status != 0 ? status : try files(old, new)
    }

    // MARK: Directories

    private func names(_ directory: [UInt8]) throws -> [[UInt8]] {
        let patterns = call.options.values("x")
        return try call.context.files.list(call.path(directory)).map(\.name).filter { name in
            !patterns.contains { NamePattern.matches($0[...], name[...]) }
        }
    }

    private func directories(_ old: [UInt8], _ new: [UInt8]) throws -> UInt8 {
        try call.context.account.nested {
            let (oldNames, newNames) = (Set(try names(old)), Set(try names(new)))
            let start = call.options.value("S") ?? []
            var status: UInt8 = 0
            for name in oldNames.union(newNames).sorted(by: { $0.lexicographicallyPrecedes($1) })
            where !name.lexicographicallyPrecedes(start) {
                try call.context.step()
                status = max(
                    status,
                    try entry(
                        name, old, new, isOld: oldNames.contains(name),
                        isNew: newNames.contains(name)))
            }
            return status
        }
    }

    private func entry(
        _ name: [UInt8], _ oldDirectory: [UInt8], _ newDirectory: [UInt8], isOld: Bool, isNew: Bool
    ) throws -> UInt8 {
        let (old, new) = (Self.join(oldDirectory, name), Self.join(newDirectory, name))
        let (oldKind, newKind) = (try kind(old), try kind(new))
        func only(_ directory: [UInt8]) throws -> UInt8 {
            try call.write("Only in \(call.text(directory)): \(call.text(name))\n")
            return 1
        }
        if !isOld || !isNew {
            guard call.has("N") || !isOld && call.has("unidirectional-new-file") else {
                return try only(isOld ? oldDirectory : newDirectory)
            }
            if (isOld ? oldKind : newKind) == .directory {
                return call.has("r") ? try oneSided(isOld ? old : new, old, new, isOld) : 1
            }
            return try files(old, new, isInside: true)
        }
        if oldKind == .directory, newKind == .directory {
            if call.has("r") { return try directories(old, new) }
            try call.write(
                "Common subdirectories: \(call.text(old)) and \(call.text(new))\n")
            return 0
        }
        if (oldKind == .directory) != (newKind == .directory) {
            if !isGNU, call.has("r") || call.has("N") { return try only(newDirectory) }
            func word(_ kind: FileKind?) -> String {
                kind == .directory ? "directory" : kind == .file ? "regular file" : "special file"
            }
            try call.write(
                "File \(call.text(shownName(0, old))) is a \(word(oldKind))"
                    + " while file \(call.text(shownName(1, new)))"
                    + " is a \(word(newKind))\n")
            return 1
        }
        return try files(old, new, isInside: true)
    }

    /// A directory that only one side has, with -N.
    private func oneSided(
        _ present: [UInt8], _ old: [UInt8], _ new: [UInt8], _ isOld: Bool
    ) throws -> UInt8 {
        try call.context.account.nested {
            var status: UInt8 = 0
            for name in try names(present).sorted(by: { $0.lexicographicallyPrecedes($1) }) {
                try call.context.step()
                status = max(status, try entry(name, old, new, isOld: isOld, isNew: !isOld))
            }
            return status
        }
    }

    /// A name, or the label that stands for it.
    private func shownName(_ index: Int, _ name: [UInt8]) -> [UInt8] {
        let labels = call.options.values("L")
        return isGNU && index < labels.count ? labels[index] : name
    }

    // MARK: Files

    private func text(_ name: [UInt8]) throws -> ComparedText {
        if name != [45], try kind(name) == nil { return ComparedText([]) }
        let reader = try call.reader(name)
        defer { reader.close() }
        let bytes = try reader.rest()
        try call.context.hold(bytes.count)
        return ComparedText(bytes)
    }

    private func files(_ old: [UInt8], _ new: [UInt8], isInside: Bool = false) throws -> UInt8 {
        try call.context.releasing {
            do {
                return try compareTexts(old, new, try text(old), try text(new), isInside)
            } catch let error as FileError where error.bound == nil {
                try call.complain("\(call.text(old)): \(error.reason)")
                return 2
            }
        }
    }

    private func compareTexts(
        _ old: [UInt8], _ new: [UInt8], _ first: ComparedText, _ second: ComparedText,
        _ isInside: Bool
    ) throws -> UInt8 {
        let labels = call.options.values("L")
        let oldName = labels.first ?? old
        let newName = labels.count > 1 ? labels[1] : new
        func same() throws -> UInt8 {
            if call.has("s"), isGNU {
                try call.write(
                    "Files \(call.text(oldName)) and \(call.text(newName)) are identical\n")
            }
            return 0
        }
        func tell(_ text: String) throws -> UInt8 {
            try call.write("\(text) \(call.text(oldName)) and \(call.text(newName)) differ\n")
            return 1
        }
        if first.bytes == second.bytes { return try same() }
        if !call.has("a"), first.isBinary || second.isBinary {
            return try tell(isGNU && format.style != .brief ? "Binary files" : "Files")
        }
        if format.style == .brief, folding.isPlain, !call.has("B") { return try tell("Files") }
        var changes = try script(first, second).changes
        if call.has("B") { changes = changes.filter { !isBlank($0, first, second) } }
        if changes.isEmpty { return try same() }
        if format.style == .brief { return try tell("Files") }
        if isInside, isGNU {
            try call.write(command + " \(call.text(oldName)) \(call.text(newName))\n")
        }
        try format.write(
            changes, .init(label: try label(0, old, old, new), text: first),
            .init(label: try label(1, new, old, new), text: second))
        if format.style == .ed, second.lacksNewline {
            try call.complain("\(call.text(newName)): No newline at end of file\n")
            return 2
        }
        return 1
    }

    /// The call as it stands before each file of a directory.
    private var command: String {
        let words = call.context.words.dropLast(call.operands.count)
        let shown = words.map { call.shown($0) }
        return (["diff"] + shown.dropFirst()).joined(separator: " ")
    }

    private func label(_ index: Int, _ name: [UInt8], _ old: [UInt8], _ new: [UInt8]) throws
        -> [UInt8]
    {
        let labels = call.options.values("L")
        if index < labels.count { return labels[index] }
        let node =
            name == [45]
            ? nil : try? call.context.files.entry(at: call.path(name), follow: true).node
        if !isGNU {
            let other = index == 0 ? new : old
            return node == nil && name != [45] && other != name && call.has("r")
                ? Array("/dev/null".utf8) : name
        }
        let time = node?.modified ?? (name == [45] ? call.context.files.now : 0)
        return name + [9] + Array(StampText.full(time).utf8)
    }

    private func script(_ first: ComparedText, _ second: ComparedText) throws -> EditScript {
        var numbers: [[UInt8]: Int32] = [:]
        func number(_ text: ComparedText, _ line: Int) throws -> Int32 {
            var key =
                folding.isPlain
                ? Array(text.bytes[text.lines[line]]) : folding.folded(text.bytes[text.lines[line]])
            // A line without its newline is another one.
            if text.isCut(line), !(folding.dropsBlanks || folding.dropsEndBlanks) { key.append(10) }
            if let known = numbers[key] { return known }
            try call.context.hold(key.count + 96)
            let next = Int32(truncatingIfNeeded: numbers.count)
            numbers[key] = next
            return next
        }
        let a = try first.lines.indices.map { try number(first, $0) }
        let b = try second.lines.indices.map { try number(second, $0) }
        try call.context.hold(48 * (a.count + b.count))
        let isContext = format.style == .unified || format.style == .context
        return try EditScript(a, b, around: isContext ? format.around : 0) {
            try call.context.account.work(16 * $0)
        }
    }

    private func isBlank(
        _ change: EditScript.Change, _ first: ComparedText, _ second: ComparedText
    ) -> Bool {
        func isEmpty(_ text: ComparedText, _ lines: Range<Int>) -> Bool {
            lines.allSatisfy { folding.folded(text.bytes[text.lines[$0]]).isEmpty }
        }
        return isEmpty(first, change.old) && isEmpty(second, change.new)
    }
}

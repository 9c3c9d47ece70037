internal import LayArchive
internal import LayBounds
internal import LayFiles
internal import LayShell

/// Takes the steps that reading bytes is worth.
private final class WorkSink: ByteSink {
    private let account: Account

    init(_ account: Account) {
        self.account = account
    }

    func write(_ bytes: UnsafeRawBufferPointer) throws { try account.work(bytes.count) }
}

extension Utilities {
    static var attributeUtilities: [ShellProgram] {
        [
            .utility(
                "chmod", "Rfvrwxugo", { context, options in try changeMode(context, options) }),
            .utility("chown", "Rhf", long: ["recursive": "R"]) { context, options in
                try changeOwner(context, options, isGroup: false)
            },
            .utility("chgrp", "Rhf", long: ["recursive": "R"]) { context, options in
                try changeOwner(context, options, isGroup: true)
            },
            .utility("stat", "c:L") { context, options in
                try each(options.operands, context, "cannot stat") { operand in
                    let entry = try context.files.entry(
                        at: context.path(operand), follow: options.has("L"))
                    try context.output.write(
                        describe(entry, operand, options.values["c"] ?? "%A %u:%g %s %n") + "\n")
                }
            },
            .utility("sha256sum", "") { context, options in
                if options.operands.isEmpty {
                    try context.output.write("\(Digest.of(try context.input).hex)  -\n")
                    return 0
                }
                return try each(options.operands, context, "") { operand in
                    guard
                        case .file(let contents) = try context.files.entry(
                            at: context.path(operand), follow: true
                        ).node.body
                    else {
                        throw FileError(.isDirectory, context.path(operand))
                    }
                    let sink = DigestSink(to: WorkSink(context.account))
                    try contents.write(to: sink)
                    try context.output.write("\(sink.finish().hex)  \(operand)\n")
                }
            },
            ShellProgram("test") { try test($0, Array($0.arguments.dropFirst())) },
            ShellProgram("[") { context in
                guard context.arguments.last == "]" else {
                    try context.errors.write("[: missing ]\n")
                    return 2
                }
                return try test(context, Array(context.arguments.dropFirst().dropLast()))
            },
        ]
    }

    private static func describe(_ entry: FileEntry, _ name: String, _ format: String) -> String {
        var result = ""
        var characters = Array(format)[...]
        while let character = characters.popFirst() {
            guard character == "%", let field = characters.popFirst() else {
                result.append(character)
                continue
            }
            let node = entry.node
            switch field {
            case "n": result += name
            case "s": result += String(node.size)
            case "a": result += String(node.attributes.mode, radix: 8)
            case "A": result += modeText(node)
            case "u": result += String(node.attributes.uid)
            case "g": result += String(node.attributes.gid)
            case "h": result += String(entry.linkCount)
            case "Y": result += String(node.modified / 1_000_000_000)
            case "F":
                switch node.kind {
                case .file: result += node.size == 0 ? "regular empty file" : "regular file"
                case .directory, .fifo: result += node.kind.word
                case .symlink: result += "symbolic link"
                case .characterDevice: result += "character special file"
                case .blockDevice: result += "block special file"
                }
            default: result += "?"
            }
        }
        return result
    }

    private static func visit(
        _ path: TreePath, _ isRecursive: Bool, _ context: ProgramContext,
        _ body: (TreePath, FileEntry) throws -> Void
    ) throws {
        var waiting = [path]
        while let path = waiting.popLast() {
            try context.step()
            let entry = try context.files.entry(at: path, follow: !isRecursive)
            try body(path, entry)
            guard isRecursive, entry.node.kind == .directory else { continue }
            waiting += try context.files.list(path).reversed().map {
                path.appending(name: $0.name)
            }
        }
    }

    private static func changeMode(_ context: ProgramContext, _ options: Options) throws -> UInt8 {
        guard let mode = options.operands.first, options.operands.count > 1 else {
            try context.complain("missing operand")
            return 1
        }
        guard newMode(mode, 0, isDirectory: false, context.umask) != nil else {
            try context.complain("invalid mode: '\(mode)'")
            return 1
        }
        return try each(Array(options.operands.dropFirst()), context, "cannot access") { operand in
            try visit(context.path(operand), options.has("R"), context) { path, entry in
                if entry.node.kind == .symlink { return }
                let isDirectory = entry.node.kind == .directory
                try context.files.setAttributes(of: path, follow: true) { attributes in
                    attributes.mode =
                        newMode(mode, attributes.mode, isDirectory: isDirectory, context.umask)
                        ?? attributes.mode
                }
            }
        }
    }

    /// An octal or symbolic mode applied to an old one (POSIX.1-2017, chmod).
    static func newMode(_ text: String, _ old: UInt16, isDirectory: Bool, _ umask: UInt16)
        -> UInt16?
    {
        if let octal = UInt16(text, radix: 8), octal <= 0o7777 { return octal }
        var mode = old
        for clause in text.split(separator: ",", omittingEmptySubsequences: false) {
            var rest = clause[...]
            var who: UInt16 = 0
            while let letter = rest.first,
                let bits =
                    (["u": 0o4700, "g": 0o2070, "o": 0o1007, "a": 0o7777] as [Character: UInt16])[
                        letter]
            {
                who |= bits
                rest.removeFirst()
            }
            let mask = who == 0 ? ~umask & 0o7777 : who
            guard let operation = rest.popFirst(), "+-=".contains(operation) else { return nil }
            var bits: UInt16 = 0
            for letter in rest {
                switch letter {
                case "r": bits |= 0o444
                case "w": bits |= 0o222
                case "x": bits |= 0o111
                case "X": if isDirectory || old & 0o111 != 0 { bits |= 0o111 }
                case "s": bits |= 0o6000
                case "t": bits |= 0o1000
                default: return nil
                }
            }
            bits &= mask | (who == 0 ? 0o7000 : 0)
            switch operation {
            case "+": mode |= bits
            case "-": mode &= ~bits
            default:
                mode = mode & ~(who == 0 ? 0o777 : who & (isDirectory ? 0o1777 : 0o7777)) | bits
            }
        }
        return mode
    }

    private static func changeOwner(_ context: ProgramContext, _ options: Options, isGroup: Bool)
        throws -> UInt8
    {
        guard let owner = options.operands.first, options.operands.count > 1 else {
            try context.complain("missing operand")
            return 1
        }
        let found: Ownership
        do throws(Ownership.Fault) {
            found = try Ownership.found(isGroup ? ":\(owner)" : owner, context.files)
        } catch {
            if case .unknownUser = error {
                try context.complain("invalid user: '\(owner)'")
            } else {
                try context.complain("invalid group: '\(owner)'")
            }
            return 1
        }
        return try each(Array(options.operands.dropFirst()), context, "cannot access") { operand in
            try visit(context.path(operand), options.has("R"), context) { path, _ in
                try context.files.changeOwner(
                    of: path, to: found, follow: !options.has("h") && !options.has("R"))
            }
        }
    }

    /// The operators of `test` between two words.
    private static let binaries: Set<String> = [
        "=", "==", "!=", "-eq", "-ne", "-lt", "-le", "-gt", "-ge",
    ]

    private static func test(_ context: ProgramContext, _ words: [String]) throws -> UInt8 {
        var place = 0
        /// Before `=` and a word, `!` and `(` are words too.
        func isOperand() -> Bool {
            place + 2 < words.count && binaries.contains(words[place + 1])
        }
        func primary() throws -> Bool? {
            var isNegated = false
            while place + 1 < words.count, words[place] == "!", !isOperand() {
                place += 1
                isNegated.toggle()
            }
            return try plain().map { $0 != isNegated }
        }
        func plain() throws -> Bool? {
            guard place < words.count else { return nil }
            let word = words[place]
            if word == "(", words.count > place + 2, !isOperand() {
                place += 1
                let value = try context.account.nested { try disjunction() }
                guard place < words.count, words[place] == ")" else { return nil }
                place += 1
                return value
            }
            if place + 2 < words.count, let value = binary(word, words[place + 1], words[place + 2])
            {
                place += 3
                return value
            }
            if place + 1 < words.count, word.hasPrefix("-"), word.count == 2,
                let value = unary(word, words[place + 1])
            {
                place += 2
                return value
            }
            place += 1
            return !word.isEmpty
        }
        func binary(_ a: String, _ operation: String, _ b: String) -> Bool? {
            switch operation {
            case "=", "==": return a == b
            case "!=": return a != b
            case "-eq", "-ne", "-lt", "-le", "-gt", "-ge":
                guard let x = Int(a), let y = Int(b) else { return nil }
                switch operation {
                case "-eq": return x == y
                case "-ne": return x != y
                case "-lt": return x < y
                case "-le": return x <= y
                case "-gt": return x > y
                default: return x >= y
                }
            default: return nil
            }
        }
        func unary(_ operation: String, _ word: String) -> Bool? {
            let path = context.path(word)
            let entry = try? context.files.entry(
                at: path, follow: operation != "-h" && operation != "-L")
            switch operation {
            case "-n": return !word.isEmpty
            case "-z": return word.isEmpty
            case "-e": return entry != nil
            case "-f": return entry?.node.kind == .file
            case "-d": return entry?.node.kind == .directory
            case "-h", "-L": return entry?.node.kind == .symlink
            case "-s": return (entry?.node.size ?? 0) > 0
            case "-r": return entry.map { context.may(.read, $0.node.attributes) } ?? false
            case "-w": return entry.map { context.may(.write, $0.node.attributes) } ?? false
            case "-x": return entry.map { context.may(.execute, $0.node.attributes) } ?? false
            case "-c": return entry?.node.kind == .characterDevice
            case "-b": return entry?.node.kind == .blockDevice
            case "-p": return entry?.node.kind == .fifo
            case "-t": return false
            default: return nil
            }
        }
        func conjunction() throws -> Bool? {
            guard var value = try primary() else { return nil }
            while place < words.count, words[place] == "-a" {
                place += 1
                guard let next = try primary() else { return nil }
                value = value && next
            }
            return value
        }
        func disjunction() throws -> Bool? {
            guard var value = try conjunction() else { return nil }
            while place < words.count, words[place] == "-o" {
                place += 1
                guard let next = try conjunction() else { return nil }
                value = value || next
            }
            return value
        }
        if words.isEmpty { return 1 }
        // Of four words, the first turns around all that follow (POSIX.1-2017, test).
        let isNegated = words.count == 4 && words[0] == "!" && !isOperand()
        if isNegated { place = 1 }
        guard let value = try disjunction(), place == words.count else {
            try context.errors.write("\(context.name): unexpected operator\n")
            return 2
        }
        return value != isNegated ? 0 : 1
    }
}

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

    static func attributes(_ context: ProgramContext, _ mode: UInt16) -> FileAttributes {
        FileAttributes(mode: mode & ~context.umask, uid: context.uid, gid: context.gid)
    }

    /// Does something for each operand; what is refused is reported and the next one is tried.
    static func each(
        _ operands: [String], _ context: ProgramContext, _ verb: String,
        _ body: (String) throws -> Void
    ) throws -> UInt8 {
        if operands.isEmpty {
            try context.complain("missing operand")
            return 1
        }
        var status: UInt8 = 0
        for operand in operands {
            try context.step()
            do {
                try context.releasing { try body(operand) }
            } catch let error as FileError where !error.isBound {
                try context.complain("\(verb) '\(operand)': \(error.reason)")
                status = 1
            }
        }
        return status
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

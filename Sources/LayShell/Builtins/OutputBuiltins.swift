internal import LayBounds
internal import LayFiles

/// echo, printf, test.
enum OutputBuiltins {
    static let all: [ShellBuiltin] = [
        ShellBuiltin("echo") { shell, arguments in
            try shell.write(
                EchoBuiltin.output(
                    Array(arguments.dropFirst()), dialect: shell.dialect, utf8: shell.isUTF8,
                    decodes: shell.options.contains(.xpgEcho)))
            return 0
        },
        ShellBuiltin("printf") { shell, arguments in
            let words = Array(arguments.dropFirst())
            let options = Printf.options(words, dialect: shell.dialect)
            for complaint in options.complaints { try shell.complain(complaint) }
            guard let place = options.formatIndex else { return 2 }
            let context = shell.context
            let result = Printf.format(
                words[place], Array(words[(place + 1)...]), dialect: shell.dialect,
                time: { $0 == -2 ? context.now : context.now }, utf8: shell.isUTF8)
            if let variable = options.variable {
                guard shell.isAssignable(variable) else {
                    try shell.complain(
                        "printf: `\(shell.shown(variable))': not a valid identifier")
                    return 2
                }
                do {
                    try shell.assignElement(named: variable, result.output)
                } catch let abort as ShellAbort where abort.isDiscard {
                    return abort.status
                }
            } else {
                try shell.write(result.output)
            }
            for complaint in result.complaints {
                if shell.dialect == .ash {
                    try shell.context.errors.write("\(shell.applet): \(complaint)\n")
                } else {
                    try shell.complain(complaint)
                }
            }
            return result.status
        },
        ShellBuiltin("test") { shell, arguments in
            try test(shell, Array(arguments.dropFirst()), name: "test")
        },
        ShellBuiltin("[") { shell, arguments in
            guard arguments.count > 1, arguments[arguments.count - 1] == [UInt8(ascii: "]")]
            else {
                try shell.complain(TestExpression.missingBracket(shell.dialect))
                return 2
            }
            return try test(shell, Array(arguments[1..<(arguments.count - 1)]), name: "[")
        },
    ]

    private static func test(_ shell: Shell, _ words: [[UInt8]], name: String) throws -> Int {
        do throws(TestError) {
            return try TestExpression.evaluate(
                words, dialect: shell.dialect, files: ShellFileTests(shell),
                isBracket: name == "[") ? 0 : 1
        } catch {
            if shell.dialect == .ash {
                try shell.context.errors.write("\(shell.applet): \(error.message)\n")
            } else {
                try shell.complain("\(name): \(error.message)")
            }
            return 2
        }
    }
}

/// What `test` and `[[` ask about files.
struct ShellFileTests: TestFiles {
    private let shell: Shell
    /// True for busybox's `[[`.
    private let isDouble: Bool

    init(_ shell: Shell, isDouble: Bool = false) {
        self.shell = shell
        self.isDouble = isDouble
    }

    func equals(_ left: [UInt8], _ right: [UInt8]) throws(TestError) -> Bool {
        guard isDouble else { return left == right }
        do {
            return try ShellPattern(
                right, extended: false, foldsCase: false, isUTF8: false, dialect: .ash
            ).matches(left)
        } catch {
            throw TestError("\(shell.shown(right)): \(error)")
        }
    }

    func matches(_ left: [UInt8], _ expression: [UInt8]) throws(TestError) -> Bool {
        guard isDouble else { throw TestError("=~: unknown operand") }
        do {
            let found = try ShellExpression.match(
                expression, left, foldsCase: false, isUTF8: false)
            return found.map { !$0.isEmpty } ?? false
        } catch {
            throw TestError("\(shell.shown(expression)): \(error)")
        }
    }

    private func path(_ text: [UInt8]) -> TreePath {
        TreePath(text, in: shell.context.workingDirectory)
    }

    private func entry(_ text: [UInt8], follow: Bool = true) -> FileEntry? {
        if text.isEmpty { return nil }
        return try? shell.context.files.entry(at: path(text), follow: follow)
    }

    func test(_ op: UInt8, _ text: [UInt8]) -> Bool {
        if op == UInt8(ascii: "h") || op == UInt8(ascii: "L") {
            return entry(text, follow: false)?.node.kind == .symlink
        }
        if op == UInt8(ascii: "t") { return isTerminal(Decimal.number(text) ?? -1) }
        guard let entry = entry(text) else { return false }
        let attributes = entry.node.attributes
        switch op {
        case UInt8(ascii: "e"), UInt8(ascii: "a"): return true
        case UInt8(ascii: "f"): return entry.node.kind == .file
        case UInt8(ascii: "d"): return entry.node.kind == .directory
        case UInt8(ascii: "b"): return entry.node.kind.word.hasPrefix("block")
        case UInt8(ascii: "c"): return entry.node.kind.word.hasPrefix("char")
        case UInt8(ascii: "p"):
            return entry.node.kind.word.contains("fifo") || entry.node.kind.word.contains("pipe")
        case UInt8(ascii: "S"): return entry.node.kind.word.contains("socket")
        case UInt8(ascii: "s"):
            return entry.node.kind == .directory || entry.node.kind == .file && entry.node.size > 0
        case UInt8(ascii: "g"): return attributes.mode & 0o2000 != 0
        case UInt8(ascii: "u"): return attributes.mode & 0o4000 != 0
        case UInt8(ascii: "k"): return attributes.mode & 0o1000 != 0
        case UInt8(ascii: "r"): return shell.context.may(.read, attributes)
        case UInt8(ascii: "w"): return shell.context.may(.write, attributes)
        case UInt8(ascii: "x"): return shell.context.may(.execute, attributes)
        case UInt8(ascii: "O"): return attributes.uid == shell.context.uid
        case UInt8(ascii: "G"): return attributes.gid == shell.context.gid
        case UInt8(ascii: "N"): return true
        default: return false
        }
    }

    func compare(_ comparison: TestComparison, _ left: [UInt8], _ right: [UInt8]) -> Bool {
        let (first, second) = (entry(left), entry(right))
        switch comparison {
        case .newer(let missingIsOld):
            guard let first else { return false }
            guard let second else { return missingIsOld }
            return first.node.modified > second.node.modified
        case .older(let missingIsOld):
            guard let second else { return false }
            guard let first else { return missingIsOld }
            return first.node.modified < second.node.modified
        case .same:
            guard let first, let second else { return false }
            if first.path == second.path { return true }
            return first.linkID != 0 && first.linkID == second.linkID
        }
    }

    func compare(_ op: String, _ left: [UInt8], _ right: [UInt8]) -> Bool {
        switch op {
        case "-nt": compare(.newer(missingIsOld: true), left, right)
        case "-ot": compare(.older(missingIsOld: true), left, right)
        default: compare(.same, left, right)
        }
    }

    func isTerminal(_ descriptor: Int) -> Bool {
        shell.context.descriptors[descriptor]?.isTerminal ?? false
    }

    func isSet(_ name: [UInt8]) -> Bool { (try? shell.isVariable(name)) ?? false }

    func isReference(_ name: [UInt8]) -> Bool {
        ShellBytes.isName(name)
            && shell.variable(shell.names.number(name))?.flags.contains(.reference) == true
    }

    func option(_ name: [UInt8]) -> Bool { shell.isOption(name) }
}

extension Shell {
    /// The name that busybox was called by, which its own programs' messages begin with.
    var applet: String {
        let word = context.words.first ?? []
        let name = word.split(separator: UInt8(ascii: "/")).last ?? []
        return shown(Array(name.first == UInt8(ascii: "-") ? name.dropFirst() : name))
    }

    /// True for a variable or an element that is set, as `-v` asks.
    func isVariable(_ name: [UInt8]) throws -> Bool {
        if let number = Decimal.number(name) { return number > 0 && number <= parameters.count }
        if name.contains(91) {
            if name.ends(with: Array("[@]".utf8)) || name.ends(with: Array("[*]".utf8)) {
                return !(elements(of: names.number(Array(name.dropLast(3)))) ?? []).isEmpty
            }
            return try element(named: name) != nil
        }
        guard ShellBytes.isName(name) else { return false }
        if isElementReference(names.number(name)) { return false }
        return isSet(try resolved(names.number(name)))
    }
}

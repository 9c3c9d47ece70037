internal import LayFiles

/// A command that a shell carries out itself.
final class ShellBuiltin: Sendable {
    typealias Body = @Sendable (Shell, [[UInt8]]) throws -> Int

    let name: String
    /// True for a special built-in (POSIX 2.15).
    let isSpecial: Bool
    let run: Body

    init(_ name: String, isSpecial: Bool = false, _ run: @escaping Body) {
        self.name = name
        self.isSpecial = isSpecial
        self.run = run
    }
}

/// The built-in commands of a shell.
final class BuiltinTable: Sendable {
    private let builtins: [[UInt8]: ShellBuiltin]

    private init(_ list: [ShellBuiltin]) {
        var table: [[UInt8]: ShellBuiltin] = [:]
        for builtin in list { table[Array(builtin.name.utf8)] = builtin }
        builtins = table
    }

    subscript(name: [UInt8]) -> ShellBuiltin? { builtins[name] }

    /// The names in order.
    var names: [String] { builtins.values.map(\.name).sorted() }

    private static let shared: [ShellBuiltin] =
        ControlBuiltins.all + VariableBuiltins.all + OutputBuiltins.all + InputBuiltins.all
        + DirectoryBuiltins.all + ProcessBuiltins.all + NameBuiltins.all + HashBuiltin.all
    private static let chdir = ShellBuiltin("chdir") { try DirectoryBuiltins.change($0, $1) }
    private static let dash = BuiltinTable(shared + [chdir])
    private static let ash = BuiltinTable(shared + [chdir] + AshBuiltins.all)
    private static let bash = BuiltinTable(
        shared + BashBuiltins.all + DirectoryStack.all + HistoryBuiltin.all + CompletionBuiltins.all
    )

    /// The commands of a dialect.
    static func of(_ dialect: ShellDialect) -> BuiltinTable {
        switch dialect {
        case .dash: dash
        case .ash: ash
        case .bash: bash
        }
    }
}

extension Shell {
    /// Runs a built-in and tells what could not be written.
    func invoke(_ builtin: ShellBuiltin, _ arguments: [[UInt8]]) throws -> Int {
        let status: Int
        let outer = currentBuiltin
        currentBuiltin = builtin.name
        defer { currentBuiltin = outer }
        do {
            status = try builtin.run(self, arguments)
        } catch let abort as ShellAbort {
            // Only a special one's error ends the shell; an expansion's ends it in any case.
            guard abort.isUsage, !builtin.isSpecial || isStrictlyNot else { throw abort }
            return abort.status
        } catch let error as FileError {
            if let bound = error.bound { throw bound }
            try complain("\(builtin.name): \(error.reason)")
            return 1
        }
        if let failure = context.output.takeFailure() {
            try complain(
                "\(builtin.name): \(dialect == .bash ? "write error: " : dialect == .dash ? "I/O error" : "write error: ")\(dialect == .dash ? "" : failure.reason)"
            )
            return dialect == .dash && status == 0 ? 1 : max(status, 1)
        }
        return status
    }

    /// True for bash outside of its POSIX mode, where no built-in's error ends the shell.
    private var isStrictlyNot: Bool { dialect.isBash && !isStrict }

    func isEnabled(_ builtin: ShellBuiltin) -> Bool {
        disabled.isEmpty || !disabled.contains(builtin.name)
    }

    /// An error of a built-in: its message, and what ends the shell if it is a special one.
    func misuse(_ builtin: String, _ message: String, status: Int? = nil) throws -> ShellAbort {
        try complain(
            message.isEmpty ? builtin : builtin.isEmpty ? message : "\(builtin): \(message)")
        let code = status ?? (dialect.isBash ? 1 : 2)
        self.status = code
        return ShellAbort(status: code, isDiscard: false, isUsage: true)
    }

    func write(_ text: String) throws { try context.output.write(text) }

    func write(_ bytes: [UInt8]) throws { try context.output.write(bytes) }

    /// The letters of a built-in's options, and where its operands begin.
    func letters(_ arguments: [[UInt8]], allowed: String, plus: Bool = false) throws -> (
        letters: [UInt8], rest: ArraySlice<[UInt8]>
    ) {
        var found: [UInt8] = []
        var place = 1
        while place < arguments.count, arguments[place].count > 1, arguments[place][0] == 45 {
            let word = arguments[place]
            place += 1
            if word == [45, 45] { break }
            for letter in word.dropFirst() {
                guard allowed.utf8.contains(letter) else {
                    let name = shown(arguments[0])
                    switch dialect {
                    case .dash, .ash:
                        throw try misuse(
                            name,
                            dialect == .dash
                                ? "Illegal option -\(shown([letter]))"
                                : "illegal option -\(shown([letter]))")
                    case .bash:
                        throw try badOption(name, "-\(shown([letter]))")
                    }
                }
                found.append(letter)
            }
        }
        return (found, arguments[place...])
    }
}

internal import LayShell

/// The options and operands of a utility's arguments (POSIX.1-2017, Utility Syntax Guidelines).
struct Options {
    private(set) var flags: Set<Character> = []
    private(set) var values: [Character: String] = [:]
    private(set) var operands: [String] = []

    /// What ends a utility whose arguments it does not know.
    struct Unknown: Error { let message: String }

    /// Reads arguments; `known` lists the flags, those with a value followed by `:`. Long names are
    /// given with the flag they stand for.
    init(_ context: ProgramContext, _ known: String, long: [String: Character] = [:]) throws {
        var takesValue: Set<Character> = []
        var allowed: Set<Character> = []
        var last: Character = " "
        for character in known {
            if character == ":" { takesValue.insert(last) } else { allowed.insert(character) }
            last = character
        }
        var rest = Array(context.arguments.dropFirst())[...]
        while let argument = rest.popFirst() {
            if argument == "--" {
                operands += rest
                break
            }
            if argument.hasPrefix("--") {
                let parts = argument.dropFirst(2).split(separator: "=", maxSplits: 1).map(
                    String.init)
                guard let name = parts.first, let flag = long[name] else {
                    throw Unknown(message: "unrecognized option '\(argument)'")
                }
                flags.insert(flag)
                if takesValue.contains(flag) {
                    values[flag] = parts.count > 1 ? parts[1] : rest.popFirst() ?? ""
                }
                continue
            }
            guard argument.hasPrefix("-"), argument.count > 1 else {
                operands.append(argument)
                continue
            }
            var letters = argument.dropFirst()
            while let flag = letters.popFirst() {
                guard allowed.contains(flag) else {
                    throw Unknown(message: "invalid option -- '\(flag)'")
                }
                flags.insert(flag)
                guard takesValue.contains(flag) else { continue }
                if letters.isEmpty {
                    guard let value = rest.popFirst() else {
                        throw Unknown(message: "option requires an argument -- '\(flag)'")
                    }
                    values[flag] = value
                } else {
                    values[flag] = String(letters)
                    letters = ""
                }
            }
        }
    }

    func has(_ flag: Character) -> Bool { flags.contains(flag) }
}

extension ShellProgram {
    /// A utility: an unknown option ends it with `failure` and a message.
    static func utility(
        _ name: String, _ known: String, failure: UInt8 = 1, long: [String: Character] = [:],
        _ body: @escaping (ProgramContext, Options) throws -> UInt8
    ) -> ShellProgram {
        ShellProgram(name) { context in
            do {
                return try body(context, try Options(context, known, long: long))
            } catch let unknown as Options.Unknown {
                try context.complain(unknown.message)
                return failure
            }
        }
    }
}

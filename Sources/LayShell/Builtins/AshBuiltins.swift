internal import LayBounds
internal import LayFiles

/// What busybox's ash has beside.
enum AshBuiltins {
    static let all: [ShellBuiltin] = [
        ShellBuiltin("source", isSpecial: true) { try ControlBuiltins.source($0, $1) },
        ShellBuiltin("let") { try BashBuiltins.letNumbers($0, $1) },
        ShellBuiltin("[[") { shell, arguments in
            guard arguments.last == Array("]]".utf8) else {
                try shell.complain("[[: missing ]]")
                return 2
            }
            do throws(TestError) {
                return try TestExpression.evaluate(
                    Array(arguments[1..<(arguments.count - 1)]), dialect: .ash,
                    files: ShellFileTests(shell, isDouble: true)) ? 0 : 1
            } catch {
                try shell.context.errors.write("\(shell.applet): \(error.message)\n")
                return 2
            }
        },
    ]
}

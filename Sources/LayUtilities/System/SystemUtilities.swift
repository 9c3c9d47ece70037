internal import LayFiles
internal import LayShell

extension Utilities {
    static var systemUtilities: [ShellProgram] {
        [
            ShellProgram("pwd") { context in
                try context.output.write("\(context.workingDirectory)\n")
                return 0
            },
        ]
    }
}

internal import LayFiles

/// A variable as it was before a function made it local; `-` stands for the options.
struct LocalVariable {
    let name: String
    let value: String?
    let isExported: Bool
    let isReadOnly: Bool
}

/// What a subshell inherits from the shell that it is a copy of.
struct Environment {
    var variables: [String: String] = [:]
    var exported: Set<String> = []
    var readOnly: Set<String> = []
    var functions: [String: ShellCommand] = [:]
    var parameters: [String] = []
    var scriptName = "sh"
    var status = ExitStatus.success
    /// Options: -e, -u, -x, -f.
    var options: Set<Character> = []
    /// The number that `$$` gives, also in a subshell.
    let process: Int
    /// How many tests are around, in which a failure is no reason to exit.
    var tests = 0
    /// How many loops of the function that runs are around.
    var loops = 0
    /// What the functions that run made local, and commands with assignments before them.
    var frames: [[LocalVariable]] = []

    /// What a program's environment gives the shell that it becomes.
    init(_ context: ProgramContext) {
        process = context.process
        for (key, value) in context.environment {
            variables[key] = value
            exported.insert(key)
        }
        // A shell says where it is, whatever its environment said (POSIX, sh, PWD).
        variables["PWD"] = context.workingDirectory.description
    }
}

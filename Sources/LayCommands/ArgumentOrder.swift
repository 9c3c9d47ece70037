/// Puts what is typed into the form that the parser reads: the command, its options, `--`, the rest.
///
///     --world w x.lay -v       →  run --world w -- x.lay -v
///     --world w test x.lay     →  test --world w x.lay
///     test x.lay -- -v         →  test x.lay -- -- -v
///     --allow-read -e 'f()'    →  run --allow-read=/ -e 'f()'
enum ArgumentOrder {
    /// The arguments with their command in front.
    ///
    /// The first word is the command if it has the name of one, or else the script of `run`, and
    /// what follows a script belongs to it. Behind `--` and `-e` no word is a command.
    static func arranged(_ arguments: [String], commands: [String]) -> [String] {
        // These alone are about the tool.
        if ["-h", "--help", "--version"].contains(arguments.first), arguments.count == 1 {
            return arguments
        }
        return ordered(arguments, commands)
    }

    private static func ordered(_ arguments: [String], _ commands: [String]) -> [String] {
        var options: [String] = []
        var rest = arguments[...]
        var hasCode = false
        while let argument = rest.popFirst() {
            if argument == "--" { return ["run"] + options + ["--"] + rest }
            if argument.hasPrefix("-"), argument != "-" {
                options.append(spelled(argument))
                hasCode = hasCode || isCode(argument)
                if takesValue(argument), let value = rest.popFirst() { options.append(value) }
            } else if hasCode || !commands.contains(argument) {
                return ["run"] + options + ["--", argument] + rest
            } else if argument == "run" {
                return ordered(options + rest, [])
            } else {
                let end = rest.firstIndex(of: "--") ?? rest.endIndex
                var head = [argument] + options + rest[..<end].map(spelled)
                if argument == "build" { head = DockerBuildOptions.withoutFlagValues(head) }
                // The parser takes away the first, and what is no test stands behind the second.
                let mark = argument == "test" && end < rest.endIndex ? ["--"] : []
                return head + mark + rest[end...]
            }
        }
        return ["run"] + options
    }

    /// The options of `run` that take the next argument as their value.
    private static func takesValue(_ option: String) -> Bool {
        [
            "-e", "--eval", "-k", "--world", "--archive-limit", "--max-steps", "--max-memory",
            "--timeout", "--max-output",
        ].contains(option)
    }

    private static func isCode(_ option: String) -> Bool {
        ["-e", "--eval"].contains { option == $0 || option.hasPrefix($0 + "=") }
    }

    /// An option as the parser wants it: `--allow-read` alone allows everything, so it gets the root
    /// as its value.
    private static func spelled(_ option: String) -> String {
        switch option {
        case "--allow-read", "--allow-write": option + "=/"
        case "--allow-env", "--allow-net": option + "=*"
        default: option
        }
    }
}

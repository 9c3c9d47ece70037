internal import LayShell

extension Utilities {
    /// jq.
    static let jqUtilities: [Utility] = [
        Utility(
            "jq", "compute with values of JSON", usage: "[OPTION]... FILTER [FILE]...", jqOptions,
            misuse: 2, readsWords: true
        ) { call in
            let words = Array(call.context.words.dropFirst())
            return try JqCommand.run(words, name: call.context.name, JqContextHost(call))
        }
    ]

    private static let jqOptions: [UtilityOption] = [
        UtilityOption("-c, --compact-output", "write values in one line", .works, .gnu),
        UtilityOption("-n, --null-input", "take null in the place of the input", .works, .gnu),
        UtilityOption("-e, --exit-status", "tell the last output by the status", .works, .gnu),
        UtilityOption("-s, --slurp", "take all of the input as one array", .works, .gnu),
        UtilityOption("-r, --raw-output", "write texts as they are", .works, .gnu),
        UtilityOption("-j, --join-output", "and end no line", .works, .gnu),
        UtilityOption("-a, --ascii-output", "write other characters as escapes", .works, .gnu),
        UtilityOption("-R, --raw-input", "take lines as texts", .works, .gnu),
        UtilityOption("-C, --color-output", "write colours", .works, .gnu),
        UtilityOption("-M, --monochrome-output", "write no colours", .works, .gnu),
        UtilityOption("-S, --sort-keys", "write keys in their order", .works, .gnu),
        UtilityOption("--tab", "indent by tabs", .works, .gnu),
        UtilityOption("--indent=N", "indent by N blanks, at most 7", .works, .gnu),
        UtilityOption("--unbuffered", "hand on each output at once", .works, .gnu),
        UtilityOption("--raw-output0", "as -r, and NUL ends an output", .works, .gnu),
        UtilityOption("--seq", "read and write sequences of RFC 7464", .works, .gnu),
        UtilityOption("--stream", "take the input part by part", .works, .gnu),
        UtilityOption(
            "--stream-errors", "as --stream, and mistakes are told as values", .missing, .gnu),
        UtilityOption("-f, --from-file", "FILTER is the file of the program", .works, .gnu),
        UtilityOption("-L DIRECTORY", "look for modules there", .works, .gnu),
        UtilityOption("--arg=NAME", "set $NAME to the text that follows", .works, .gnu),
        UtilityOption("--argjson=NAME", "set $NAME to the JSON that follows", .works, .gnu),
        UtilityOption(
            "--slurpfile=NAME", "set $NAME to the array of the values in a file", .works, .gnu),
        UtilityOption("--rawfile=NAME", "set $NAME to the text of a file", .works, .gnu),
        UtilityOption(
            "--argfile=NAME", "set $NAME to the value in a file, or their array", .works, .gnu),
        UtilityOption("--args", "what follows is text for $ARGS.positional", .works, .gnu),
        UtilityOption("--jsonargs", "what follows is JSON for $ARGS.positional", .works, .gnu),
        UtilityOption("-h, --help", "print jq's page", .works, .gnu),
        UtilityOption("-V, --version", "print the version", .works, .gnu),
        UtilityOption("--debug-dump-disasm", "show the program's code", .missing, .gnu),
        UtilityOption("--debug-trace", "show each step", .missing, .gnu),
        UtilityOption("--run-tests", "run jq's tests", .missing, .gnu),
    ]
}

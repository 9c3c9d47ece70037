import LayShell

extension Utilities {
    static let diffUtility = Utility(
        "diff", "compare files line by line", usage: "[OPTION]... FILES",
        [
            UtilityOption("--normal", "write a normal difference", .works, .gnu),
            UtilityOption("-q, --brief", "tell only whether files differ"),
            UtilityOption("-s, --report-identical-files", "tell of files that are the same"),
            UtilityOption("-c", "write three lines of context", .works, .gnu),
            UtilityOption("-C NUM", "write NUM lines of context", .works, .gnu),
            UtilityOption("--context[=NUM]", "as -c or -C", .works, .gnu),
            UtilityOption("-u", "write three lines of unified context"),
            UtilityOption("-U NUM", "write NUM lines of unified context"),
            UtilityOption("--unified[=NUM]", "as -u or -U"),
            UtilityOption("-e, --ed", "write a script for ed", .works, .gnu),
            UtilityOption("-n, --rcs", "write an RCS difference", .missing, .gnu),
            UtilityOption("-y, --side-by-side", "write both beside each other", .works, .gnu),
            UtilityOption("-W, --width=NUM", "characters per line", .works, .gnu),
            UtilityOption("--left-column", "with -y: common lines on the left", .missing, .gnu),
            UtilityOption("--suppress-common-lines", "with -y: no common lines", .works, .gnu),
            UtilityOption("-p, --show-c-function", "show functions of C", .missing, .gnu),
            UtilityOption("-F, --show-function-line=RE", "show lines that match", .missing, .gnu),
            UtilityOption("-L, --label=LABEL", "stand for the name of a file"),
            UtilityOption("-t, --expand-tabs", "expand tabs", .idle("left as they are")),
            UtilityOption("-T, --initial-tab", "begin with a tab", .idle("without")),
            UtilityOption("-l, --paginate", "through pr", .missing, .gnu),
            UtilityOption("-r, --recursive", "compare what is in directories"),
            UtilityOption("--no-dereference", "do not follow links", .idle("followed"), .gnu),
            UtilityOption("-N, --new-file", "a missing file is an empty one"),
            UtilityOption("--unidirectional-new-file", "as -N for the first one", .works, .gnu),
            UtilityOption("-x, --exclude=PATTERN", "leave out names", .works, .gnu),
            UtilityOption("-X, --exclude-from=FILE", "leave out names in FILE", .missing, .gnu),
            UtilityOption("-S, --starting-file=FILE", "begin with FILE"),
            UtilityOption("--from-file=FILE", "compare FILE with all", .missing, .gnu),
            UtilityOption("--to-file=FILE", "compare all with FILE", .missing, .gnu),
            UtilityOption("-i, --ignore-case", "small and capital letters are equal"),
            UtilityOption("-E, --ignore-tab-expansion", "tabs are blanks", .works, .gnu),
            UtilityOption("-Z, --ignore-trailing-space", "no blanks at ends", .works, .gnu),
            UtilityOption("-b, --ignore-space-change", "all blanks are one"),
            UtilityOption("-w, --ignore-all-space", "no blanks"),
            UtilityOption("-B, --ignore-blank-lines", "no changes of empty lines"),
            UtilityOption("-I, --ignore-matching-lines=RE", "no lines that match", .missing, .gnu),
            UtilityOption("-a, --text", "all files are texts"),
            UtilityOption("--strip-trailing-cr", "no return at the end of lines", .works, .gnu),
            UtilityOption("-D, --ifdef=NAME", "write both with #ifdef", .missing, .gnu),
            UtilityOption("-d, --minimal", "find few changes", .idle("always")),
            UtilityOption("-H, --speed-large-files", "for large files", .idle("always"), .gnu),
            UtilityOption("--horizon-lines=NUM", "keep lines", .idle("as without"), .gnu),
            UtilityOption("--color[=WHEN]", "colours", .idle("no terminal"), .gnu),
        ], misuse: 2, modern: contextCounts
    ) { call in
        if call.operands.isEmpty { throw call.misuse("missing operand after 'diff'") }
        try call.needOperands(2)
        try call.allowOperands(2)
        let run = try DiffRun(call)
        return try run.compare(call.operands[0], call.operands[1])
    }.namedInHint

    /// `-5` is a number of lines for -u and -c.
    private static let contextCounts: @Sendable ([[UInt8]]) -> [[UInt8]] = { words in
        var isUnified = true
        for word in words where word == Array("-c".utf8) { isUnified = false }
        let hasStyle = words.contains {
            $0.count > 1 && $0[0] == 45 && $0[1] != 45
                && ($0.contains(UInt8(ascii: "u")) || $0.contains(UInt8(ascii: "c")))
        }
        return words.flatMap { word -> [[UInt8]] in
            guard word.count > 1, word[0] == 45, word.dropFirst().allSatisfy({ $0 &- 48 < 10 })
            else { return [word] }
            return hasStyle
                ? [
                    [45, isUnified ? UInt8(ascii: "U") : UInt8(ascii: "C")],
                    Array(word.dropFirst()),
                ]
                : []
        }
    }
}

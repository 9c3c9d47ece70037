import LayShell

extension Utilities {
    static let prUtility = Utility(
        "pr", "lay out files on pages", usage: "[OPTION]... [FILE]...",
        [
            UtilityOption("--pages=FIRST[:LAST]", "these pages alone; +FIRST[:LAST]", .works, .gnu),
            UtilityOption("--columns=COLUMN", "so many columns; -COLUMN", .works, .gnu),
            UtilityOption("-a, --across", "columns across, not down", .works, .gnu),
            UtilityOption("-c, --show-control-chars", "^G and octal numbers", .works, .gnu),
            UtilityOption("-d, --double-space", "an empty line behind each", .works, .gnu),
            UtilityOption("-D, --date-format=FORMAT", "how the date is written", .works, .gnu),
            UtilityOption("-e[CHAR[WIDTH]]", "expand tabs of the input", .works, .gnu),
            UtilityOption("--expand-tabs[=CHAR[WIDTH]]", "as -e", .works, .gnu),
            UtilityOption("-F, -f, --form-feed", "form feeds between pages", .works, .gnu),
            UtilityOption("-h, --header=HEADER", "HEADER for the file's name", .works, .gnu),
            UtilityOption("-i[CHAR[WIDTH]]", "tabs for blanks of the output", .works, .gnu),
            UtilityOption("--output-tabs[=CHAR[WIDTH]]", "as -i", .works, .gnu),
            UtilityOption("-J, --join-lines", "whole lines, not aligned", .works, .gnu),
            UtilityOption("-l, --length=PAGE_LENGTH", "lines of a page, 66", .works, .gnu),
            UtilityOption("-m, --merge", "all files side by side", .works, .gnu),
            UtilityOption("-n[SEP[DIGITS]]", "number lines", .works, .gnu),
            UtilityOption("--number-lines[=SEP[DIGITS]]", "as -n", .works, .gnu),
            UtilityOption("-N, --first-line-number=NUMBER", "the first number", .works, .gnu),
            UtilityOption("-o, --indent=MARGIN", "blanks in front of lines", .works, .gnu),
            UtilityOption("-r, --no-file-warnings", "say nothing of missing files", .works, .gnu),
            UtilityOption("-s[CHAR]", "what separates columns", .works, .gnu),
            UtilityOption("--separator[=CHAR]", "as -s", .works, .gnu),
            UtilityOption("-S[STRING]", "what separates columns", .works, .gnu),
            UtilityOption("--sep-string[=STRING]", "as -S", .works, .gnu),
            UtilityOption("-t, --omit-header", "no headers and trailers", .works, .gnu),
            UtilityOption("-T, --omit-pagination", "as -t, and no form feeds", .works, .gnu),
            UtilityOption("-v, --show-nonprinting", "octal numbers", .works, .gnu),
            UtilityOption("-w, --width=PAGE_WIDTH", "width of columns together, 72", .works, .gnu),
            UtilityOption("-W, --page-width=PAGE_WIDTH", "width of all lines, 72", .works, .gnu),
        ],
        modern: PageLayout.modern
    ) { call in
        var files = call.operands.map { $0 }
        let layout = try PageLayout(call)
        if files.isEmpty { files = [[45]] }
        if layout.isMerged {
            try PagePrinter(layout, call).print(files)
        } else {
            for file in files { try PagePrinter(layout, call).print([file]) }
        }
        return call.status
    }
}

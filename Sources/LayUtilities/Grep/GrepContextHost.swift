import LayBounds
import LayFiles
import LayShell

/// A grep in a container: its files and its streams.
final class GrepContextHost: GrepHost {
    private let call: UtilityCall
    private var context: ProgramContext { call.context }
    let standardInput: any ToolInput

    init(_ call: UtilityCall) {
        self.call = call
        standardInput = ContextInput(standardInputOf: call.context)
    }

    func openInput(_ path: [UInt8]) throws -> any ToolInput {
        try ToolFileError.translating { try ContextInput(call.path(path), context) }
    }

    func kind(_ path: [UInt8], followsLinks: Bool) throws -> ToolFileKind? {
        (try? context.files.status(at: call.path(path), follow: followsLinks))
            .map { ToolFileKind($0.kind) }
    }

    func identity(_ path: [UInt8]) throws -> [UInt64]? { nil }

    func list(_ path: [UInt8]) throws -> [[UInt8]] {
        try ToolFileError.translating {
            try context.files.list(call.path(path)).map { Array($0.name) }
        }
    }

    func writeOutput(_ bytes: [UInt8]) throws { try call.write(bytes) }

    func writeError(_ bytes: [UInt8]) throws {
        try call.flush()
        try context.errors.write(bytes)
    }

    func perlMatcher(_ pattern: [UInt8], _ options: GrepPerlOptions) throws
        -> (any GrepPerlMatcher)?
    {
        try PerlPattern(pattern, options)
    }

    func step(_ count: Int) throws { try context.account.step(count) }

    func hold(_ bytes: Int) throws { try context.hold(bytes) }
}

extension Utilities {
    static let grepFamily: [Utility] = [
        grep("grep", .basic), grep("egrep", .extended), grep("fgrep", .fixed),
    ]

    private static func grep(_ name: String, _ dialect: GrepDialect) -> Utility {
        Utility(
            name, "write the lines that match patterns", usage: "[OPTION]... PATTERNS [FILE]...",
            [
                UtilityOption("-E, --extended-regexp", "extended regular expressions"),
                UtilityOption("-F, --fixed-strings", "strings"),
                UtilityOption("-G, --basic-regexp", "basic regular expressions", .works, .gnu),
                UtilityOption("-P, --perl-regexp", "Perl's regular expressions", .works, .gnu),
                UtilityOption("-e, --regexp=PATTERNS", "patterns"),
                UtilityOption("-f, --file=FILE", "the patterns of a file"),
                UtilityOption("-i, --ignore-case", "small and large letters are the same"),
                UtilityOption("-w, --word-regexp", "whole words"),
                UtilityOption("-x, --line-regexp", "whole lines"),
                UtilityOption("-z, --null-data", "lines end with NUL", .works, .gnu),
                UtilityOption("-s, --no-messages", "say nothing of files that cannot be read"),
                UtilityOption("-v, --invert-match", "the lines that do not match"),
                UtilityOption("-m, --max-count=NUM", "at most NUM lines of a file"),
                UtilityOption("-b, --byte-offset", "where each line begins", .works, .gnu),
                UtilityOption("-n, --line-number", "the number of each line"),
                UtilityOption("-H, --with-filename", "the file's name before each line"),
                UtilityOption("-h, --no-filename", "no names of files"),
                UtilityOption("--label=LABEL", "the name of the input", .works, .gnu),
                UtilityOption("-o, --only-matching", "what matches alone"),
                UtilityOption("-q, --quiet, --silent", "write nothing"),
                UtilityOption("-a, --text", "binary files are text", .works, .gnu),
                UtilityOption("--binary-files=TYPE", "binary, text or without-match", .works, .gnu),
                UtilityOption("-I", "no binary files", .works, .gnu),
                UtilityOption("-d, --directories=ACTION", "read, recurse or skip", .works, .gnu),
                UtilityOption("-D, --devices=ACTION", "read or skip", .works, .gnu),
                UtilityOption("-r, --recursive", "all files below directories"),
                UtilityOption("-R, --dereference-recursive", "through links too", .works, .gnu),
                UtilityOption("--include=GLOB", "only such files", .works, .gnu),
                UtilityOption("--exclude=GLOB", "no such files", .works, .gnu),
                UtilityOption("--exclude-from=FILE", "no files that FILE names", .works, .gnu),
                UtilityOption("--exclude-dir=GLOB", "no such directories", .works, .gnu),
                UtilityOption("-L, --files-without-match", "names of files without a match"),
                UtilityOption("-l, --files-with-matches", "names of files with a match"),
                UtilityOption("-c, --count", "how many lines match"),
                UtilityOption("-T, --initial-tab", "a tab before each line", .works, .gnu),
                UtilityOption("-Z, --null", "NUL behind names of files", .works, .gnu),
                UtilityOption("-B, --before-context=NUM", "NUM lines before each"),
                UtilityOption("-A, --after-context=NUM", "NUM lines behind each"),
                UtilityOption("-C, --context=NUM", "NUM lines around each"),
                UtilityOption("--color[=WHEN], --colour[=WHEN]", "mark what matches", .works, .gnu),
                UtilityOption("-U, --binary", "bytes as they are", .works, .gnu),
                UtilityOption("--line-buffered", "write line by line", .works, .gnu),
            ], misuse: 2, readsWords: true
        ) { call in
            var settings = GrepSettings()
            settings.name = call.context.name
            settings.dialect = dialect
            settings.manners = call.manner == .gnu ? .gnu : .busybox
            settings.isUTF8 = call.context.isUTF8
            settings.isPosixlyCorrect = call.context["POSIXLY_CORRECT"] != nil
            settings.colors = Array((call.context["GREP_COLORS"] ?? "").utf8)
            return try GrepUtility.run(
                Array(call.context.words.dropFirst()), settings, GrepContextHost(call))
        }
    }
}

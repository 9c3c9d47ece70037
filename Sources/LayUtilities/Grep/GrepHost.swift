/// What a grep needs of the world around it.
protocol GrepHost: AnyObject {
    /// The standard input.
    var standardInput: any ToolInput { get }

    /// Opens a file for reading.
    ///
    /// - Throws: `ToolFileError` where that cannot be done.
    func openInput(_ path: [UInt8]) throws -> any ToolInput

    /// What a path leads to; nothing where there is no such file.
    ///
    /// - Throws: what ends the tool.
    func kind(_ path: [UInt8], followsLinks: Bool) throws -> ToolFileKind?

    /// What tells a directory from all others, whatever path leads to it; nothing where links are
    /// no danger.
    ///
    /// - Throws: what ends the tool.
    func identity(_ path: [UInt8]) throws -> [UInt64]?

    /// The names in a directory, without `.` and `..`.
    ///
    /// - Throws: `ToolFileError` where that cannot be done.
    func list(_ path: [UInt8]) throws -> [[UInt8]]

    /// Writes to the standard output.
    ///
    /// - Throws: `ToolFileError` where that cannot be done, and what ends the tool.
    func writeOutput(_ bytes: [UInt8]) throws

    /// Writes to the standard error.
    ///
    /// - Throws: what ends the tool.
    func writeError(_ bytes: [UInt8]) throws

    /// Compiles a pattern of `grep -P`; nothing where there are none.
    ///
    /// - Throws: `GrepPatternError` where the pattern is wrong.
    func perlMatcher(
        _ pattern: [UInt8], _ options: GrepPerlOptions
    ) throws -> (any GrepPerlMatcher)?

    /// Counts steps of work.
    ///
    /// - Throws: what ends the tool where it may take no more.
    func step(_ count: Int) throws

    /// Counts bytes of memory before they are held until the end.
    ///
    /// - Throws: what ends the tool where it may hold no more.
    func hold(_ bytes: Int) throws
}

/// What a pattern of `grep -P` is compiled with.
struct GrepPerlOptions: Sendable {
    /// Whether case is ignored.
    var foldsCase = false
    /// Whether only whole words match.
    var wholeWords = false
    /// Whether only whole lines match.
    var wholeLines = false
    /// Whether texts are UTF-8.
    var isUTF8 = false
}

/// A compiled pattern of `grep -P`.
protocol GrepPerlMatcher: AnyObject {
    /// The first match in a line, at or behind `start`.
    ///
    /// - Throws: `GrepPatternError` where the search is given up, and what ends the tool.
    func firstRange(
        in line: UnsafeBufferPointer<UInt8>, from start: Int
    ) throws -> Range<Int>?
}

/// Why a pattern is refused, or a search is given up.
struct GrepPatternError: Error {
    /// What is said behind the name of the tool.
    let message: [UInt8]

    /// An error with what is said behind the name of the tool.
    init(_ message: [UInt8]) { self.message = message }
}

/// What a host decides for a grep.
struct GrepSettings: Sendable {
    /// The name that messages begin with.
    var name = "grep"
    /// What the patterns are without options.
    var dialect = GrepDialect.basic
    /// Whose messages the grep has.
    var manners = ToolManners.gnu
    /// Whether texts are UTF-8; else every byte is a character.
    var isUTF8 = true
    /// Whether `POSIXLY_CORRECT` is set.
    var isPosixlyCorrect = false
    /// Whether the standard output is a terminal, for `--color=auto`.
    var isTerminal = false
    /// What `GREP_COLORS` says.
    var colors: [UInt8] = []
    /// What `--version` prints, without the newline.
    var version = "grep (Lay)"

    /// The settings of GNU's grep in a UTF-8 locale.
    init() {}
}

/// What kind of patterns a grep has.
enum GrepDialect: Sendable {
    /// Basic regular expressions.
    case basic
    /// Extended regular expressions (`egrep`).
    case extended
    /// Strings (`fgrep`).
    case fixed
    /// Perl's regular expressions.
    case perl
}

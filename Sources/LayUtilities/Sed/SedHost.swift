/// What a sed needs of the world around it.
protocol SedHost: AnyObject {
    /// The standard input, which scripts and files called `-` and `/dev/stdin` read.
    var standardInput: any ToolInput { get }

    /// Opens a file for reading.
    ///
    /// - Throws: `ToolFileError` where that cannot be done.
    func openInput(_ path: [UInt8]) throws -> any ToolInput

    /// Makes a file for writing, or empties it.
    ///
    /// - Throws: `ToolFileError` where that cannot be done.
    func createOutput(_ path: [UInt8]) throws -> any ToolOutput

    /// What a path leads to, links followed; nothing where there is no such file.
    ///
    /// - Throws: what ends the tool.
    func kind(_ path: [UInt8]) throws -> ToolFileKind?

    /// Begins new contents for a file that take its place, with its mode, when they are closed.
    ///
    /// With `backup` the old file is kept under that path.
    ///
    /// - Throws: `ToolFileError` where that cannot be done.
    func replaceFile(_ path: [UInt8], backup: [UInt8]?) throws -> any ToolOutput

    /// Writes to the standard output.
    ///
    /// - Throws: `ToolFileError` where that cannot be done, and what ends the tool.
    func writeOutput(_ bytes: [UInt8]) throws

    /// Writes to the standard error.
    ///
    /// - Throws: what ends the tool.
    func writeError(_ bytes: [UInt8]) throws

    /// Runs a command of a shell and gives what it writes.
    ///
    /// - Throws: what ends the tool.
    func runCommand(_ command: [UInt8]) throws -> [UInt8]

    /// Counts steps of work.
    ///
    /// - Throws: what ends the tool where it may take no more.
    func step(_ count: Int) throws

    /// Counts bytes of memory before they are held until the end.
    ///
    /// - Throws: what ends the tool where it may hold no more.
    func hold(_ bytes: Int) throws
}

/// What a host decides for a sed.
struct SedSettings: Sendable {
    /// The name that messages begin with.
    var name = "sed"
    /// Whose messages and refusals the sed has.
    var manners = ToolManners.gnu
    /// Whether texts are UTF-8; else every byte is a character.
    var isUTF8 = true
    /// Whether `POSIXLY_CORRECT` is set.
    var isPosixlyCorrect = false
    /// Whether `e` may run commands.
    var allowsCommands = false
    /// What `--version` prints, without the newline.
    var version = "sed (Lay)"

    /// The settings of GNU's sed in a UTF-8 locale.
    init() {}
}

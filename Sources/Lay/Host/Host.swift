public import LayArchive
internal import LayBounds
internal import LayDisk
public import LayFiles
internal import LayImages
internal import LayRuntime
internal import Synchronization

/// What lies outside the world and a script may reach: nothing, unless it is handed in here.
///
/// The library itself never prints, exits or reads the environment and the clock.
public struct Host {
    /// Directories below which files may be read, as absolute paths of `files`; what they name when the
    /// engine is made, wherever links lead later.
    public var readable: [String] = []
    /// Directories below which files may be written.
    public var writable: [String] = []
    /// The file system that paths mean: `DiskFileSystem()` for the machine's, a `TreeFileSystem`
    /// for one in memory, `nil` for none.
    public var files: (any FileSystem)?
    /// A directory of the machine where uncompressed layers may lie while they are in use, in files
    /// without names; `nil` holds them in memory.
    public var scratchDirectory: String?
    /// What reading an archive may use up.
    public var archiveLimits = ArchiveLimits()
    /// What relative paths start from.
    public var workingDirectory: String = "/"
    /// Environment variables the script may read.
    public var environment: [String: String] = [:]
    /// Names that the script may ask for besides those of `environment`, and that are not set; `nil` for
    /// every name. Asking for any other is refused.
    public var unsetVariables: Set<String>? = []
    /// The arguments behind the script's name.
    public var arguments: [String] = []
    /// The clock a script may read, in seconds since the epoch; `nil` for none.
    public var now: (() -> Double)?
    /// A clock that only goes forward, for `Limits.time`; `nil` for the system's.
    public var elapsed: (() -> Duration)?
    /// Gets what the script prints.
    public var output: (UnsafeRawBufferPointer) -> Void = { _ in }
    /// Gets what the script writes to its error output with `warn`.
    public var errors: (UnsafeRawBufferPointer) -> Void = { _ in }
    /// Gives the next bytes of the script's standard input, at most so many, and none at its end; asked
    /// when the script asks for `host.stdin`.
    public var input: (_ most: Int) throws -> [UInt8] = { _ in [] }
    /// Finds the text of `import "path"`; relative paths are taken from the importing file. What may be
    /// imported is decided here: a `FileError` of code `notGranted` tells that this may not.
    public var importFile: ((_ path: String) throws -> String)?
    /// Fetches what an address gives, for ADD: `https://…`, or a repository's with `#` and a revision;
    /// `nil` for what it does not fetch. Without it there is no network.
    public var fetch: ((_ address: String) throws -> Fetched?)?
    /// Asked from time to time; `true` ends the run. A long load or save asks from any thread, one call
    /// at a time.
    public var isCancelled: () -> Bool = { false }
    /// Is told how far a long load, save or export is, from any thread, one call at a time.
    public var progress: (@Sendable (TransferProgress.State) -> Void)?
    /// How a denial tells the user to allow what was refused: the flag's or property's name.
    public var readGrantName = "Host.readable"
    /// How an archive beyond `archiveLimits.bytes` tells the user to allow it.
    public var archiveGrantName = "Host.archiveLimits.bytes"
    /// As `readGrantName`, for writing.
    public var writeGrantName = "Host.writable"
    /// As `readGrantName`, for environment variables.
    public var environmentGrantName = "Host.environment"

    /// What an address gives.
    public enum Fetched {
        /// The bytes of a file, and when they were changed last, in nanoseconds since the epoch; 0 where
        /// nothing says it.
        case file(FileContents, modified: Nanoseconds)
        /// The files that are checked out of a repository.
        case files(FileTree)
    }

    /// A host that offers nothing.
    public init() {}
}

/// Asks the host from any thread, one at a time, as it is promised.
private final class Question: @unchecked Sendable {
    private let isCancelled: () -> Bool
    private let lock = Mutex(())

    init(_ isCancelled: @escaping () -> Bool) {
        self.isCancelled = isCancelled
    }

    func ask() -> Bool { lock.withLock { _ in isCancelled() } }
}

extension Host {
    /// Runs a long load or save, which tells its progress and ends when the run is cancelled.
    ///
    /// - Throws: an error of kind `Cancelled`, and what `body` throws.
    func tracking<Result>(_ work: TransferProgress.Work, _ body: () throws -> Result) throws
        -> Result
    {
        // Parts of one work are no works of their own.
        if TransferProgress.current != nil { return try body() }
        // A loop of short ones has few steps and no reports that would ask.
        if isCancelled() { throw LayError.cancelled(work) }
        let question = Question(isCancelled)
        let progress = progress
        do {
            return try TransferProgress(work) { state in
                progress?(state)
                return !question.ask()
            }.track { try RunBounds.asking(question.ask) { () throws in try body() } }
        } catch {
            // Whoever saw it first, it is the work that was ended.
            let kind =
                (error as? BoundReached)?.kind ?? (error as? FileError)?.code.kind
                ?? (error as? ImageError)?.kind
            throw kind == .cancelled ? LayError.cancelled(work) : error
        }
    }

    var scratch: ScratchSpace? { scratchDirectory.map { ScratchSpace(directory: $0) } }
}

public import LayArchive
internal import LayBounds
internal import LayDisk
public import LayFiles
internal import LayRuntime

/// What lies outside the world and a script may reach: nothing, unless it is handed in here.
///
/// The library itself never prints, exits or reads the environment and the clock.
public struct Host {
    /// Directories below which files may be read, as absolute paths of `files`.
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
    /// The arguments behind the script's name.
    public var arguments: [String] = []
    /// The clock a script may read, in seconds since the epoch; `nil` for none.
    public var now: (() -> Double)?
    /// A clock that only goes forward, for `Limits.time`; `nil` for the system's.
    public var elapsed: (() -> Duration)?
    /// Gets what the script prints.
    public var output: (UnsafeRawBufferPointer) -> Void = { _ in }
    /// Finds the text of `import "path"`; relative paths are taken from the importing file.
    public var importFile: ((_ path: String) throws -> String)?
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

    /// A host that offers nothing.
    public init() {}
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
        // The progress calls one at a time, as it is promised.
        nonisolated(unsafe) let isCancelled = isCancelled
        let progress = progress
        return try TransferProgress(work) { state in
            progress?(state)
            return !isCancelled()
        }.track(body)
    }

    var scratch: ScratchSpace? { scratchDirectory.map { ScratchSpace(directory: $0) } }
}

public import LayFiles
internal import Synchronization

/// How far a long load, save or export is; tells its host from time to time, which may end it.
///
/// Readers and writers find the one of the work they are part of in `current`.
public final class TransferProgress: Sendable {
    /// What is being done.
    public enum Work: String, Sendable {
        case loading, saving
    }

    /// What was done so far.
    public struct State: Sendable, Equatable {
        /// What is being done.
        public let work: Work
        /// Stored bytes that were read, or bytes that were written.
        public var bytes = 0
        /// All bytes there will be, if that is known.
        public var total: Int?
        /// Files and directories that were gone through.
        public var entries = 0
        /// True once, at the end, however it ended.
        public var isFinished = false
    }

    /// Why the work did not come to its end.
    public struct Cancelled: Error, CustomStringConvertible {
        /// "loading was cancelled".
        public let description: String
    }

    /// The progress of the work that this thread is part of.
    @TaskLocal public static var current: TransferProgress?

    private struct Progress {
        var state: State
        var told = 0
        var isCancelled = false
    }

    private let progress: Mutex<Progress>
    private let report: @Sendable (State) -> Bool

    /// Reports are at least this many bytes apart.
    private static let step = 1 << 20
    /// As `step`, in entries.
    private static let entryStep = 1000

    /// `report` is called from any thread, one at a time, and ends the work by giving false.
    public init(_ work: Work, report: @escaping @Sendable (State) -> Bool) {
        progress = Mutex(Progress(state: State(work: work)))
        self.report = report
    }

    /// Runs `body` as the work that this is the progress of.
    ///
    /// - Throws: what `body` throws.
    public func track<Result>(_ body: () throws -> Result) rethrows -> Result {
        defer {
            progress.withLock { progress in
                progress.state.isFinished = true
                _ = report(progress.state)
            }
        }
        return try Self.$current.withValue(self, operation: body)
    }

    /// Says that so many bytes are to come.
    public func expect(bytes: Int) {
        progress.withLock { progress in
            // What a document says may be any number.
            let (total, overflow) = (progress.state.total ?? 0).addingReportingOverflow(bytes)
            progress.state.total = overflow ? .max : total
        }
    }

    /// Counts what was done.
    ///
    /// - Throws: `Cancelled` when the host ended the work.
    public func advance(bytes: Int = 0, entries: Int = 0) throws {
        let isCancelled = progress.withLock { progress in
            progress.state.bytes += bytes
            progress.state.entries += entries
            let done =
                progress.state.bytes / Self.step + progress.state.entries / Self.entryStep
            if done != progress.told {
                progress.told = done
                if !report(progress.state) { progress.isCancelled = true }
            }
            return progress.isCancelled
        }
        if isCancelled {
            let work = progress.withLock { $0.state.work }
            throw Cancelled(description: "\(work.rawValue) was cancelled")
        }
    }
}

/// Counts what is written as progress, and gives it on.
public final class ProgressSink: ByteSink {
    private let next: any ByteSink

    /// Gives the bytes on to `next`.
    public init(to next: any ByteSink) {
        self.next = next
    }

    /// Takes the next bytes.
    ///
    /// - Throws: `TransferProgress.Cancelled`, and what `next` throws.
    public func write(_ bytes: UnsafeRawBufferPointer) throws {
        try TransferProgress.current?.advance(bytes: bytes.count)
        try next.write(bytes)
    }
}

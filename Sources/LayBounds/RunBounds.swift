internal import CSystem

/// What long work looks at while it is done: whether the run may hold what it holds, and whether the
/// host asked for its end.
///
/// The host is asked on the thread that it called, by nobody else.
public enum RunBounds {
    private final class Asking {
        let isCancelled: () -> Bool
        init(_ isCancelled: @escaping () -> Bool) { self.isCancelled = isCancelled }
    }

    /// Runs `body`, whose looks on the calling thread ask `isCancelled`.
    public static func asking<Result, Failure: Error>(
        _ isCancelled: @escaping () -> Bool, _ body: () throws(Failure) -> Result
    ) throws(Failure) -> Result {
        let asking = Asking(isCancelled)
        let before = lay_asking_get()
        lay_asking_set(Unmanaged.passUnretained(asking).toOpaque())
        defer {
            lay_asking_set(before)
            withExtendedLifetime(asking) {}
        }
        return try body()
    }

    /// Asks whether the work may go on.
    ///
    /// - Throws: `BoundReached` when it may not.
    public static func look() throws(BoundReached) {
        try MemoryAccount.current?.check()
        guard let asking = lay_asking_get() else { return }
        if Unmanaged<Asking>.fromOpaque(asking).takeUnretainedValue().isCancelled() {
            throw .cancelled
        }
    }

    /// Counts work, and looks each time that some thousand units of it were done.
    public struct Pace {
        private var left = unitsPerLook
        private static let unitsPerLook = 1024

        /// Begins to count.
        public init() {}

        /// Counts a unit of work of about a microsecond, or several.
        ///
        /// - Throws: as `look`.
        public mutating func step(_ units: Int = 1) throws(BoundReached) {
            left -= units
            if left <= 0 {
                left = Self.unitsPerLook
                try look()
            }
        }

        /// Counts bytes that were read, compared or written.
        ///
        /// - Throws: as `look`.
        public mutating func bytes(_ count: Int) throws(BoundReached) {
            try step(1 + count >> 10)
        }
    }
}

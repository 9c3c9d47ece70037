internal import CSystem
internal import Synchronization

/// What a run may hold in memory, and what it holds: one account for the values of its scripts, the
/// trees and contents of the model, and the words of programs, over all nesting.
///
/// What versions share outlives the run that made it, so each piece remembers the account that paid
/// for it and credits that one when it is freed, on whatever thread, also after the engine is gone.
/// What a host makes outside an engine is paid by nobody.
public final class MemoryAccount: Sendable {
    /// Bytes that may be held at one time.
    public let limit: Int
    private let bytes = Atomic<Int>(0)

    /// An account that holds nothing.
    public init(limit: Int) {
        self.limit = limit
    }

    /// Bytes that are held.
    public var held: Int { bytes.load(ordering: .relaxed) }

    /// True when more is held than may be: the run ends at the next look.
    public var isExceeded: Bool { held > limit }

    /// Takes bytes, also beyond the limit: for what is small and made where nothing can fail.
    public func charge(_ count: Int) { bytes.wrappingAdd(count, ordering: .relaxed) }

    /// Gives bytes back.
    public func credit(_ count: Int) { bytes.wrappingSubtract(count, ordering: .relaxed) }

    /// Asks for room, before something large is made.
    ///
    /// - Throws: `BoundReached` when so many bytes more may not be held.
    public func require(_ count: Int) throws(BoundReached) {
        if count > limit - held { throw .memory(wanted: count, limit: limit) }
    }

    /// - Throws: `BoundReached` when more is held than may be.
    public func check() throws(BoundReached) {
        if isExceeded { throw .memory(wanted: nil, limit: limit) }
    }

    // MARK: Who pays

    /// The account that pays for what the calling thread makes; `nil` for none.
    public static var current: MemoryAccount? {
        lay_payer_get().map { Unmanaged<MemoryAccount>.fromOpaque($0).takeUnretainedValue() }
    }

    /// Runs `body`, for which an account pays on the calling thread.
    public static func paying<Result, Failure: Error>(
        _ account: MemoryAccount?, _ body: () throws(Failure) -> Result
    ) throws(Failure) -> Result {
        let before = lay_payer_get()
        lay_payer_set(account.map { Unmanaged.passUnretained($0).toOpaque() })
        defer {
            lay_payer_set(before)
            withExtendedLifetime(account) {}
        }
        return try body()
    }
}

extension BoundReached {
    /// More memory than the host allows: for one thing of so many bytes, or for all that is held.
    public static func memory(wanted: Int?, limit: Int) -> BoundReached {
        guard let wanted else {
            return BoundReached(
                .limit, "the script uses more than \(limit) bytes", bound: .memory)
        }
        return BoundReached(
            .limit, "\(wanted) bytes are more than the script may use",
            help: "the memory limit is \(limit) bytes", bound: .memory)
    }
}

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
    /// What was wanted when room was refused; 0 when none was.
    private let refused = Atomic<Int>(0)

    /// An account that holds nothing.
    public init(limit: Int) {
        self.limit = limit
    }

    /// Bytes that are held.
    public var held: Int { bytes.load(ordering: .relaxed) }

    /// True when more is held than may be, or when room was refused: the run ends at the next look.
    ///
    /// What asked for the room may have ended in an error that a program or a function took for one
    /// of its own, so a refusal is kept until the next entry of a host.
    public var isExceeded: Bool { held > limit || refused.load(ordering: .relaxed) != 0 }

    /// Takes bytes, also beyond the limit: for what is small and made where nothing can fail.
    public func charge(_ count: Int) { bytes.wrappingAdd(count, ordering: .relaxed) }

    /// Gives bytes back.
    public func credit(_ count: Int) { bytes.wrappingSubtract(count, ordering: .relaxed) }

    /// Asks for room, before something large is made.
    ///
    /// - Throws: `BoundReached` when so many bytes more may not be held.
    public func require(_ count: Int) throws(BoundReached) {
        if count > limit - held {
            refused.store(max(1, count), ordering: .relaxed)
            throw .memory(wanted: count, limit: limit)
        }
    }

    /// - Throws: `BoundReached` when more is held than may be, or room was refused.
    public func check() throws(BoundReached) {
        if isExceeded { throw reached }
    }

    /// What ends the run of an account that is exceeded.
    public var reached: BoundReached {
        let wanted = refused.load(ordering: .relaxed)
        return .memory(wanted: wanted == 0 ? nil : wanted, limit: limit)
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
        // The host enters: what a former run was refused is over.
        if lay_payer_get() == nil { account?.refused.store(0, ordering: .relaxed) }
        return try sharing(account, body)
    }

    /// As `paying`, for a thread that does a part of a run's work.
    package static func sharing<Result, Failure: Error>(
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

extension MemoryAccount {
    /// Bytes from which on room is asked for before something is made.
    public static let large = 64 << 10

    /// Asks the account that pays on this thread for room, before something of so many bytes is
    /// made; what is small is let through.
    ///
    /// - Throws: `BoundReached` when so many bytes more may not be held.
    public static func admit(_ count: Int) throws(BoundReached) {
        if count >= large, let current { try current.require(count) }
    }

    /// What the allocator takes for a block beside its bytes.
    package static let blockBytes = 16

    /// Pays for a block of memory: gives the account, which is kept with the block and handed to
    /// `repay` when it is freed.
    package static func pay(_ count: Int) -> Unmanaged<MemoryAccount>? {
        guard let payer = lay_payer_get() else { return nil }
        let account = Unmanaged<MemoryAccount>.fromOpaque(payer).retain()
        account._withUnsafeGuaranteedRef { $0.charge(count + blockBytes) }
        return account
    }

    /// Gives back what `pay` took, and the account.
    package static func repay(_ account: Unmanaged<MemoryAccount>?, _ count: Int) {
        guard let account else { return }
        account._withUnsafeGuaranteedRef { $0.credit(count + blockBytes) }
        account.release()
    }
}

/// What an account paid for a piece of memory, which it gets back when the piece is freed.
public struct Charge: ~Copyable, Sendable {
    private let account: MemoryAccount?
    private let bytes: Int

    /// So many bytes, paid by the account of the calling thread.
    public init(_ bytes: Int) {
        account = MemoryAccount.current
        self.bytes = bytes
        account?.charge(bytes)
    }

    deinit { account?.credit(bytes) }
}

/// A charge that copies of a value share.
public final class SharedCharge: Sendable {
    private let charge: Charge

    /// Nothing, paid by nobody.
    public static let none = MemoryAccount.sharing(nil) { SharedCharge(0) }

    /// So many bytes, paid by the account of the calling thread.
    public init(_ bytes: Int) {
        charge = Charge(bytes)
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

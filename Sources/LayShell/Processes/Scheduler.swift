internal import CSystem
internal import LayBounds

#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Darwin
#endif

/// Lets the processes of a command take turns.
///
/// Each has a thread of its own, so that a program is a plain function that waits where it reads or
/// writes; but exactly one runs at a time, and it hands over only where it has to wait, always to the
/// next one in the order in which they began. So the results are the same on every machine.
final class Scheduler: @unchecked Sendable {
    /// A process's turn.
    final class Task: @unchecked Sendable {
        /// True when it may go on; `nil` while it can at any time.
        fileprivate var condition: (() -> Bool)?
        /// The time at which it goes on, in the seconds of the command.
        fileprivate var wakes: Double?
        fileprivate let gate = Gate()
        /// The signal that ends it where it waits.
        var endingSignal: UInt8?
        /// True once it is over.
        fileprivate(set) var isDone = false
    }

    /// Those that are not over, the first one first.
    private var tasks: [Task] = []
    /// The one that runs.
    private(set) var current: Task
    /// Seconds since the command began: no time passes but where all sleep.
    private(set) var now = 0.0
    /// True once a process could not nest deeper, which the command's first one tells.
    var nestsTooDeeply = false
    /// What ended the run, to be told to all.
    private var failure: (any Error)?
    private let payer = MemoryAccount.current
    /// Bytes of a thread's stack.
    private static let stackBytes = 8 << 20
    /// Bytes that a process takes at the least, most of them of its stack.
    private static let processBytes = 64 << 10

    init() {
        current = Task()
        tasks = [current]
    }

    /// True when nothing but the current one is there.
    var isAlone: Bool { tasks.count == 1 }

    /// Starts a process, which runs when its turn comes.
    ///
    /// - Throws: `NestedTooDeeply` when there are too many, `BoundReached` when there is no thread.
    func start(_ body: @escaping () throws -> Void) throws -> Task {
        let task = Task()
        guard tasks.count < 3000 else { throw NestedTooDeeply() }
        try payer?.require(Self.processBytes)
        payer?.charge(Self.processBytes)
        var held: (() throws -> Void)? = body
        let start = ThreadStart { [self] in
            task.gate.wait()
            do {
                if failure == nil, task.endingSignal == nil, let body = held { try pay(body) }
            } catch let error as BoundReached where error.signal != nil {
                // It alone is ended.
            } catch is NestedTooDeeply {
                nestsTooDeeply = true
            } catch {
                if failure == nil { failure = error }
            }
            // Let go of before the next one runs: the thread itself ends only afterwards.
            held = nil
            payer?.credit(Self.processBytes)
            finish(task)
        }
        guard start.launch(stackBytes: Self.stackBytes) else {
            payer?.credit(Self.processBytes)
            throw BoundReached(.limit, "there is no thread for another process")
        }
        tasks.append(task)
        return task
    }

    private func pay(_ body: () throws -> Void) throws {
        try MemoryAccount.sharing(payer, body)
    }

    private func finish(_ task: Task) {
        task.isDone = true
        let place = tasks.firstIndex { $0 === task } ?? 0
        tasks.removeAll { $0 === task }
        // The first one waits for all the others, so there is one.
        guard let next = choose(after: place - 1) ?? tasks.first else { return }
        current = next
        next.gate.open()
    }

    /// The next one that can go on, counted from behind a place.
    private func choose(after place: Int) -> Task? {
        while true {
            for offset in 1...max(1, tasks.count) {
                guard !tasks.isEmpty else { return nil }
                let task = tasks[(place + offset + tasks.count) % tasks.count]
                if failure != nil || task.endingSignal != nil { return task }
                if let wakes = task.wakes, wakes <= now { return task }
                if let condition = task.condition {
                    if condition() { return task }
                } else if task.wakes == nil {
                    return task
                }
            }
            // All wait: the time comes to which one sleeps.
            guard let earliest = tasks.compactMap(\.wakes).min() else { return nil }
            now = max(now, earliest)
        }
    }

    /// Waits until a condition holds, while others run; gives false when nothing can make it hold.
    ///
    /// - Throws: what ends the run, or the process.
    ///
    /// - Parameter seconds: after which it goes on in any case, in the time of the command.
    func wait(until condition: @escaping () -> Bool, seconds: Double? = nil) throws(BoundReached)
        -> Bool
    {
        if condition() { return true }
        let task = current
        task.condition = condition
        task.wakes = seconds.map { now + max(0, $0) }
        defer {
            task.condition = nil
            task.wakes = nil
        }
        guard try handOver() else { return false }
        return true
    }

    /// Waits until a condition holds, but no longer than so many seconds of the command; gives whether
    /// it does.
    ///
    /// - Throws: as `wait`.
    func wait(
        until condition: @escaping () -> Bool, for seconds: Double
    ) throws(BoundReached) -> Bool {
        if condition() { return true }
        let task = current
        task.condition = condition
        task.wakes = seconds.isFinite ? now + max(0, seconds) : nil
        defer {
            task.condition = nil
            task.wakes = nil
        }
        _ = try handOver()
        return condition()
    }

    /// Sleeps for so many seconds of the command.
    ///
    /// - Throws: as `wait`.
    func sleep(_ seconds: Double) throws(BoundReached) {
        let task = current
        task.wakes = now + max(0, seconds)
        defer { task.wakes = nil }
        _ = try handOver()
    }

    /// Lets all others that can go on run until they wait.
    ///
    /// - Throws: as `wait`.
    func yield() throws(BoundReached) {
        if !isAlone { _ = try handOver() }
    }

    private func handOver() throws(BoundReached) -> Bool {
        let task = current
        let place = tasks.firstIndex { $0 === task } ?? 0
        guard let next = choose(after: place) else { return false }
        if next !== task {
            current = next
            next.gate.open()
            task.gate.wait()
        }
        try check()
        return true
    }

    /// Ends the current process here if a signal came for it.
    ///
    /// - Throws: `BoundReached`.
    func check() throws(BoundReached) {
        if let failure { throw failure as? BoundReached ?? .cancelled }
        if let signal = current.endingSignal { throw .ended(by: signal) }
    }

    /// Ends all but the current one, and waits for them.
    func endOthers(_ signal: UInt8 = 9) {
        let task = current
        for other in tasks where other !== task { other.endingSignal = signal }
        while !isAlone {
            let place = tasks.firstIndex { $0 === task } ?? 0
            let next = tasks[(place + 1) % tasks.count]
            current = next
            next.gate.open()
            task.gate.wait()
        }
        current = task
    }

    /// What went wrong in another process and ends the run.
    func takeFailure() -> (any Error)? {
        defer { failure = nil }
        return failure
    }
}

/// A place where a thread waits until another one opens it.
private final class Gate: @unchecked Sendable {
    private let mutex: UnsafeMutablePointer<pthread_mutex_t>
    private let signal: UnsafeMutablePointer<pthread_cond_t>
    private var isOpen = false

    init() {
        mutex = .allocate(capacity: 1)
        signal = .allocate(capacity: 1)
        mutex.initialize(to: pthread_mutex_t())
        signal.initialize(to: pthread_cond_t())
        pthread_mutex_init(mutex, nil)
        pthread_cond_init(signal, nil)
    }

    deinit {
        pthread_cond_destroy(signal)
        pthread_mutex_destroy(mutex)
        signal.deallocate()
        mutex.deallocate()
    }

    func open() {
        pthread_mutex_lock(mutex)
        isOpen = true
        pthread_cond_signal(signal)
        pthread_mutex_unlock(mutex)
    }

    func wait() {
        pthread_mutex_lock(mutex)
        while !isOpen { pthread_cond_wait(signal, mutex) }
        isOpen = false
        pthread_mutex_unlock(mutex)
    }
}

/// A thread with room for deep recursion, whatever the caller's stack has.
enum OwnThread {
    /// Bytes of its stack; what is not used takes no memory.
    private static let stackBytes = 24 << 20

    /// Runs a part to its end on a thread of its own; on the caller's where there is none.
    static func run<Result>(_ body: @escaping () throws -> Result) throws -> Result {
        let payer = MemoryAccount.current
        var result: Swift.Result<Result, any Error>?
        let gate = Gate()
        // Let go of before the gate opens: the thread itself ends only afterwards.
        var held: (() -> Void)? = {
            result = Swift.Result { try MemoryAccount.sharing(payer) { try body() } }
        }
        let start = ThreadStart {
            held?()
            held = nil
            gate.open()
        }
        guard start.launch(stackBytes: stackBytes) else {
            held = nil
            return try body()
        }
        gate.wait()
        guard let result else { return try body() }
        return try result.get()
    }
}

/// What a thread runs.
private final class ThreadStart {
    private let body: () -> Void

    init(_ body: @escaping () -> Void) { self.body = body }

    /// Starts a thread; false when there is none to be had.
    func launch(stackBytes: Int) -> Bool {
        var attributes = pthread_attr_t()
        pthread_attr_init(&attributes)
        defer { pthread_attr_destroy(&attributes) }
        pthread_attr_setdetachstate(&attributes, Int32(PTHREAD_CREATE_DETACHED))
        // Signals are the host's threads' business.
        var all = sigset_t()
        var former = sigset_t()
        sigfillset(&all)
        pthread_sigmask(SIG_SETMASK, &all, &former)
        defer { pthread_sigmask(SIG_SETMASK, &former, nil) }
        var size = stackBytes
        while size >= 1 << 20 {
            pthread_attr_setstacksize(&attributes, size)
            let own = Unmanaged.passRetained(self)
            #if canImport(Darwin)
                var thread: pthread_t?
                let problem = pthread_create(
                    &thread, &attributes,
                    { argument in
                        Unmanaged<ThreadStart>.fromOpaque(argument).takeRetainedValue().body()
                        return nil
                    }, own.toOpaque())
            #else
                var thread = pthread_t()
                let problem = pthread_create(
                    &thread, &attributes,
                    { argument in
                        if let argument {
                            Unmanaged<ThreadStart>.fromOpaque(argument).takeRetainedValue().body()
                        }
                        return nil
                    }, own.toOpaque())
            #endif
            if problem == 0 { return true }
            own.release()
            size /= 4
        }
        return false
    }
}

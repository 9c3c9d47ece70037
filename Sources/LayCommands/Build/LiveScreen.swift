internal import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// A view that is drawn again while a step goes on and says nothing, by a thread of its own.
final class LiveScreen: Sendable {
    private let view: Mutex<LiveView>
    private let isOver = Mutex(false)

    init(now: Double) {
        view = Mutex(LiveView(now: now))
        start()
    }

    /// Changes what is shown.
    func change(_ body: (inout LiveView) -> Void) { view.withLock { body(&$0) } }

    /// Changes it for the last time.
    func finish(_ body: (inout LiveView) -> Void) {
        isOver.withLock { $0 = true }
        view.withLock { body(&$0) }
    }

    private func start() {
        var attributes = pthread_attr_t()
        pthread_attr_init(&attributes)
        pthread_attr_setdetachstate(&attributes, Int32(PTHREAD_CREATE_DETACHED))
        defer { pthread_attr_destroy(&attributes) }
        #if canImport(Darwin)
            var thread: pthread_t?
        #else
            var thread = pthread_t()
        #endif
        // Signals are the main thread's.
        var (all, former) = (sigset_t(), sigset_t())
        sigfillset(&all)
        pthread_sigmask(SIG_SETMASK, &all, &former)
        defer { pthread_sigmask(SIG_SETMASK, &former, nil) }
        let own = Unmanaged.passRetained(self)
        let problem = pthread_create(
            &thread, &attributes,
            { argument in
                #if canImport(Darwin)
                    let pointer: UnsafeMutableRawPointer? = argument
                #else
                    let pointer = argument
                #endif
                guard let pointer else { return nil }
                let screen = Unmanaged<LiveScreen>.fromOpaque(pointer).takeRetainedValue()
                while !screen.isOver.withLock({ $0 }) {
                    usleep(150_000)
                    screen.view.withLock { view in
                        if !screen.isOver.withLock({ $0 }) { view.tick(now: BuildProgress.now) }
                    }
                }
                return nil
            }, own.toOpaque())
        // Without it the view is drawn when something happens.
        if problem != 0 { own.release() }
    }
}

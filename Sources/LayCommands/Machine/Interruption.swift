internal import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Ctrl-C: the first one lets the run end in order, the second one ends the process.
enum Interruption {
    private static let flag = Atomic(false)

    /// True since Ctrl-C was pressed.
    static var isPending: Bool { flag.load(ordering: .relaxed) }

    /// Forgets a Ctrl-C that was answered.
    static func reset() {
        flag.store(false, ordering: .relaxed)
        watch()
    }

    /// Has Ctrl-C noted instead of ending the process.
    static func watch() {
        signal(SIGINT) { _ in
            Interruption.flag.store(true, ordering: .relaxed)
            signal(SIGINT, SIG_DFL)
        }
    }

    /// Ends the process as Ctrl-C does where nobody minds it, so that a shell's loop ends too.
    static func exit() -> Int32 {
        signal(SIGINT, SIG_DFL)
        raise(SIGINT)
        return 130
    }
}

internal import CSystem
internal import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The signals that people and terminals send, noted for whoever asks.
///
/// In a script the first Ctrl-C lets the run end in order, and the second one ends the process. In a
/// session none ends it: there is a world to be kept.
enum Interruption {
    private static let flag = Atomic(false)
    private static let end = Atomic<Int32>(0)
    private static let leaves = Atomic(false)
    private static let resized = Atomic(false)
    private static let stopped = Atomic(false)
    private static let continued = Atomic(false)
    /// Where a handler writes a byte, so that a wait for input ends; -1 for nowhere.
    private static let alarm = Atomic<Int32>(-1)

    /// True since Ctrl-C was pressed.
    static var isPending: Bool { flag.load(ordering: .relaxed) }
    /// True when a run is not to go on.
    static var endsRun: Bool {
        isPending || !isLeaving && (ending != nil || Terminal.lostOutput != nil)
    }
    /// True while a session that has ended saves its world, which needs no terminal any more.
    static var isLeaving: Bool { leaves.load(ordering: .relaxed) }
    /// The signal that asked the session to end, if one did.
    static var ending: Int32? {
        let number = end.load(ordering: .relaxed)
        return number == 0 ? nil : number
    }

    /// Lets the last save go on, whatever asked for the end.
    static func leave() {
        reset()
        leaves.store(true, ordering: .relaxed)
    }

    /// Forgets a Ctrl-C that was answered.
    static func reset() { flag.store(false, ordering: .relaxed) }

    /// True when Ctrl-C was pressed since this was asked last.
    static func takePending() -> Bool { flag.exchange(false, ordering: .relaxed) }
    /// True when the window has another size.
    static func takeResized() -> Bool { resized.exchange(false, ordering: .relaxed) }
    /// True when Ctrl-Z was pressed.
    static func takeStopped() -> Bool { stopped.exchange(false, ordering: .relaxed) }
    /// True when the process goes on after it was stopped.
    static func takeContinued() -> Bool { continued.exchange(false, ordering: .relaxed) }

    /// Has Ctrl-C noted instead of ending the process, once.
    static func watch() {
        _ = lay_watch_signal(SIGINT, { _ in Interruption.flag.store(true, ordering: .relaxed) }, 1)
    }

    /// Has all that a session answers noted, each time; `alarm` is a pipe that gets a byte for each.
    static func watchSession(alarm: Int32) {
        self.alarm.store(alarm, ordering: .relaxed)
        _ = lay_watch_signal(
            SIGINT, { _ in Interruption.note(Interruption.flag) }, 0)
        _ = lay_watch_signal(SIGWINCH, { _ in Interruption.note(Interruption.resized) }, 0)
        _ = lay_watch_signal(SIGCONT, { _ in Interruption.note(Interruption.continued) }, 0)
        for number in [SIGTERM, SIGHUP] {
            _ = lay_watch_signal(
                number,
                { number in
                    Interruption.end.store(number, ordering: .relaxed)
                    Interruption.ring()
                }, 0)
        }
    }

    /// Has Ctrl-Z noted while a line is typed, whose terminal has to be put in order first.
    static func watchStop() {
        _ = lay_watch_signal(SIGTSTP, { _ in Interruption.note(Interruption.stopped) }, 0)
    }

    /// Lets Ctrl-Z stop the process.
    static func forgetStop() { _ = lay_forget_signal(SIGTSTP) }

    private static func note(_ flag: borrowing Atomic<Bool>) {
        flag.store(true, ordering: .relaxed)
        ring()
    }

    private static func ring() {
        let saved = errno
        var byte: UInt8 = 0
        let file = alarm.load(ordering: .relaxed)
        // A full pipe rings already.
        if file >= 0 { _ = write(file, &byte, 1) }
        errno = saved
    }

    /// Ends the process as a signal does where nobody minds it, so that a shell sees it.
    static func exit(by number: Int32 = SIGINT) -> Int32 {
        _ = lay_forget_signal(number)
        raise(number)
        return 128 + number
    }
}

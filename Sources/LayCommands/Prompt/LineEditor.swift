internal import CReadline
internal import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Lines that a person types and edits, from GNU readline.
///
/// Readline gets one key at a time and no signals: a wait of our own ends with either, so that Ctrl-C, a
/// new size of the window and Ctrl-Z find the line as it stands.
struct LineEditor {
    /// What a wait for a line ends with.
    enum Event {
        case line(String)
        /// Ctrl-D, or the terminal is gone.
        case end
        /// Ctrl-C: the line is given up.
        case interrupted
        /// A signal asks for the end.
        case ending
    }

    /// The line that readline has handed over, `.end` for none.
    private static let received = Mutex<Event?>(nil)
    /// The pipe that a signal rings.
    private let alarm: (reading: Int32, writing: Int32)

    init() {
        var ends: [Int32] = [-1, -1]
        if pipe(&ends) == 0 {
            for end in ends {
                _ = fcntl(end, F_SETFD, FD_CLOEXEC)
                _ = fcntl(end, F_SETFL, O_NONBLOCK)
            }
        }
        alarm = (ends[0], ends[1])
        Self.readUTF8()
        lay_edit_without_signals()
        Interruption.watchSession(alarm: alarm.writing)
    }

    /// Source is UTF-8 whatever the locale says; readline asks the environment for it, each time anew.
    private static func readUTF8() {
        func isUTF8() -> Bool {
            String(cString: nl_langinfo(Int32(CODESET))).uppercased() == "UTF-8"
        }
        setlocale(LC_CTYPE, "")
        if isUTF8() { return }
        let names = ["C.UTF-8", "en_US.UTF-8", "UTF-8"]
        guard
            let name = names.first(where: {
                setlocale(LC_CTYPE, $0) != nil && isUTF8()
            })
        else { return }
        let everything = getenv("LC_ALL").map { String(cString: $0) } ?? ""
        setenv(everything.isEmpty ? "LC_CTYPE" : "LC_ALL", name, 1)
    }

    /// Waits for a line.
    func read(_ prompt: String) -> Event {
        Self.received.withLock { $0 = nil }
        rl_callback_handler_install(prompt) { line in
            // Without it another prompt would be drawn at once.
            rl_callback_handler_remove()
            let event = line.map { Event.line(String(cString: $0)) } ?? .end
            free(line)
            LineEditor.received.withLock { $0 = event }
        }
        Interruption.watchStop()
        defer { Interruption.forgetStop() }
        while true {
            if let event = Self.received.withLock({ $0 }) { return event }
            if let event = answerSignals() {
                rl_callback_handler_remove()
                return event
            }
            var wishes = [
                pollfd(fd: 0, events: Int16(POLLIN), revents: 0),
                pollfd(fd: alarm.reading, events: Int16(POLLIN), revents: 0),
            ]
            if poll(&wishes, 2, -1) < 0 { continue }
            if wishes[1].revents != 0 { silence() }
            if wishes[0].revents != 0 { rl_callback_read_char() }
        }
    }

    private func answerSignals() -> Event? {
        if Interruption.ending != nil {
            Terminal.line("")
            return .ending
        }
        if Interruption.takePending() {
            lay_give_up_line()
            return .interrupted
        }
        if Interruption.takeStopped() {
            lay_leave_terminal()
            Interruption.forgetStop()
            raise(SIGTSTP)
            // Here it goes on.
            _ = Interruption.takeContinued()
            Interruption.watchStop()
            lay_take_terminal()
        }
        // Something else stopped it and left the terminal as it liked.
        if Interruption.takeContinued() { lay_take_terminal() }
        if Interruption.takeResized() { rl_resize_terminal() }
        return nil
    }

    /// Empties the pipe that was rung.
    private func silence() {
        var bytes = [UInt8](repeating: 0, count: 64)
        while read(from: alarm.reading, &bytes) > 0 {}
    }

    private func read(from file: Int32, _ bytes: inout [UInt8]) -> Int {
        #if canImport(Darwin)
            Darwin.read(file, &bytes, bytes.count)
        #else
            Glibc.read(file, &bytes, bytes.count)
        #endif
    }
}

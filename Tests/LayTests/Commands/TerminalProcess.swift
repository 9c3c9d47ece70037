#if os(Linux)

    import CKernel
    import Foundation

    /// A process with a terminal of its own, as a person sees it: what is typed, what is shown.
    ///
    /// Every wait is for something that is shown, so that a slow machine only makes it longer.
    final class TerminalProcess {
        /// What is waited for and did not come.
        struct Missing: Error, CustomStringConvertible {
            let text: String
            let shown: String
            var description: String { "no '\(text)' in: \(shown.debugDescription)" }
        }

        private let terminal: Int32
        let process: pid_t
        /// All that was shown, without what steers the terminal.
        private(set) var shown = ""
        /// What was read and is not shown yet.
        private var rest: [UInt8] = []
        private var bytes: [UInt8] = []
        /// How much of it earlier waits have seen.
        private var seen = 0
        /// Its end was waited for.
        private var isFinished = false

        /// Starts a program in a directory, as the leader of a session on a new terminal.
        init(
            _ command: [String], in directory: URL, environment: [String: String] = [:],
            rows: UInt16 = 24, columns: UInt16 = 80
        ) throws {
            var variables = [
                "PATH": "/usr/bin:/bin", "HOME": directory.path, "TERM": "xterm",
                "LAY_HISTORY": "/dev/null", "LC_ALL": "C.UTF-8",
            ]
            variables.merge(environment) { $1 }
            let words = command.map { strdup($0) } + [nil]
            let settings = variables.map { strdup("\($0.key)=\($0.value)") } + [nil]
            defer { for text in words + settings { free(text) } }
            var terminal: Int32 = -1
            process = kernel_spawn_on_terminal(
                words, settings, directory.path, rows, columns, &terminal)
            self.terminal = terminal
            if process < 0 { throw POSIXError(POSIXErrorCode(rawValue: -process) ?? .EIO) }
        }

        /// `lay` with these arguments, at its first prompt.
        static func lay(
            _ arguments: String..., in directory: URL, environment: [String: String] = [:],
            rows: UInt16 = 24
        ) throws -> TerminalProcess {
            let session = try TerminalProcess(
                [LayProcess.path ?? "/nonexistent"] + arguments, in: directory,
                environment: environment, rows: rows)
            try session.wait(for: "\n> ")
            return session
        }

        deinit {
            close(terminal)
            // An ended process that nobody waits for would keep those who wait for another from
            // hearing of theirs.
            if process > 0, !isFinished {
                kill(process, SIGKILL)
                awaitEnd()
            }
        }

        func type(_ text: String) {
            let bytes = Array(text.utf8)
            var done = 0
            while done < bytes.count {
                let count = bytes.withUnsafeBytes {
                    write(terminal, $0.baseAddress.map { $0 + done }, bytes.count - done)
                }
                if count > 0 { done += count } else if errno != EINTR { return }
            }
        }

        /// Types a line and waits for what it shows, and then for the next prompt.
        @discardableResult
        func enter(_ line: String, shows text: String? = nil) throws -> String {
            type(line + "\r")
            if let text { try wait(for: text) }
            return try wait(for: "\n> ")
        }

        /// Waits until a text is shown behind what earlier waits have seen; gives what was shown till then.
        @discardableResult
        func wait(for text: String) throws -> String {
            let end = Date(timeIntervalSinceNow: 20)
            while true {
                let rest = String(decoding: bytes[seen...], as: UTF8.self)
                if let found = rest.range(of: text) {
                    let part = String(rest[..<found.upperBound])
                    seen += part.utf8.count
                    return part
                }
                guard Date() < end, readSome(within: 1000) else {
                    throw Missing(text: text, shown: shown)
                }
            }
        }

        func resize(rows: UInt16, columns: UInt16) {
            _ = kernel_resize_terminal(terminal, rows, columns)
        }

        /// Waits for the end; gives the status, or the negated signal that ended it.
        func finish() -> Int32 {
            while readSome(within: 20_000) {}
            let status = awaitEnd()
            return status & 0x7f == 0 ? (status >> 8) & 0xff : -(status & 0x7f)
        }

        @discardableResult
        private func awaitEnd() -> Int32 {
            var status: Int32 = 0
            while waitpid(process, &status, 0) < 0, errno == EINTR {}
            isFinished = true
            return status
        }

        /// Takes what was read, but for sequences such as `ESC [ ? 2004 h`.
        private func takeText() {
            while let start = rest.firstIndex(of: 0x1b) {
                show(rest[..<start])
                rest.removeSubrange(..<start)
                guard rest.count > 1 else { return }
                let isLong = rest[1] == UInt8(ascii: "[")
                let end = isLong ? rest.dropFirst(2).firstIndex { $0 >= 0x40 } : 1
                guard let end else { return }
                rest.removeSubrange(...end)
            }
            show(rest[...])
            rest = []
        }

        /// Readline goes back to the first column more often than is of interest.
        private func show(_ text: ArraySlice<UInt8>) {
            bytes += text.filter { $0 != UInt8(ascii: "\r") }
        }

        /// Reads what is shown next; false when that is nothing any more.
        private func readSome(within milliseconds: Int32) -> Bool {
            var wish = pollfd(fd: terminal, events: Int16(POLLIN), revents: 0)
            let ready = poll(&wish, 1, milliseconds)
            if ready <= 0 { return milliseconds <= 1000 }
            var buffer = [UInt8](repeating: 0, count: 4096)
            // EIO: nobody has the other end any more.
            let count = read(terminal, &buffer, buffer.count)
            guard count > 0 else { return false }
            rest += buffer[..<count]
            takeText()
            shown = String(decoding: bytes, as: UTF8.self)
            return true
        }
    }
#endif

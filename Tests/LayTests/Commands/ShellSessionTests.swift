#if os(Linux)

    import Foundation
    import Testing

    /// `lay sh` at a terminal.
    @Suite(.enabled(if: LayProcess.path != nil, "needs the built lay"))
    struct ShellSessionTests {
        private func shell(_ arguments: [String], in directory: URL) throws -> TerminalProcess {
            let session = try TerminalProcess(
                [LayProcess.path ?? "/nonexistent", "sh"] + arguments, in: directory,
                environment: ["LAY_SH_HISTORY": "/dev/null"])
            try session.wait(for: " # ")
            return session
        }

        private func enter(_ line: String, shows text: String, _ session: TerminalProcess) throws {
            session.type(line + "\r")
            try session.wait(for: "\n" + text)
            try session.wait(for: " # ")
        }

        @Test func `commands of several lines, mistakes and the status are those of a shell`()
            throws
        {
            try withTemporaryDirectory { directory in
                let session = try shell([], in: directory)
                session.type("for i in 1 2; do\r")
                try session.wait(for: "> ")
                session.type("echo \"line $i\"; done\r")
                try session.wait(for: "line 1\nline 2\n")
                try session.wait(for: " # ")
                try enter("fi", shows: "ash: syntax error: unexpected \"fi\"", session)
                try enter("echo \"then $?\"", shows: "then 2", session)
                try enter("readonly r=1; r=2", shows: "ash: line", session)
                try enter("echo still $-", shows: "still i", session)
                session.type("exit 7\r")
                #expect(session.finish() == 7)
            }
        }

        @Test func `Ctrl-C ends what runs or is typed, and Ctrl-D the shell`() throws {
            try withTemporaryDirectory { directory in
                let session = try shell([], in: directory)
                session.type("echo be''gins; while :; do :; done\r")
                try session.wait(for: "\nbegins")
                session.type("\u{3}")
                try session.wait(for: " # ")
                try enter("echo $?", shows: "130", session)
                session.type("echo nonsense\u{3}")
                try session.wait(for: "^C")
                try session.wait(for: " # ")
                session.type("\u{4}")
                try session.wait(for: "exit")
                #expect(session.finish() == 130)
            }
        }

        @Test func `programs read what is typed, and Tab knows commands and files`() throws {
            try withTemporaryDirectory { directory in
                try Data("inside\n".utf8).write(to: directory.appending(path: "a-long-name"))
                let session = try shell(["--dir", "."], in: directory)
                session.type("read v; echo \"<$v>\"\r")
                try session.wait(for: "\n")
                session.type("typed\r")
                try session.wait(for: "\n<typed>")
                try session.wait(for: " # ")
                session.type("cat a-l\t")
                try session.wait(for: "a-long-name")
                session.type("\r")
                try session.wait(for: "\ninside")
                try session.wait(for: " # ")
                session.type("basena\t")
                try session.wait(for: "basename ")
                session.type("/x/y\r")
                try session.wait(for: "\ny\n")
                try session.wait(for: " # ")
                try enter("[ -t 0 ] && echo terminal", shows: "terminal", session)
            }
        }

        @Test func `what changed is written back when a person says so`() throws {
            try withTemporaryDirectory { directory in
                let file = directory.appending(path: "a")
                try Data("old\n".utf8).write(to: file)
                for (answer, expected) in [("n", "old\n"), ("y", "new\n")] {
                    let session = try shell(["--dir", ".", "--write-back"], in: directory)
                    session.type("echo new > a; exit\r")
                    try session.wait(for: "-old\n+new\n")
                    try session.wait(for: "[y/N] ")
                    session.type(answer + "\r")
                    #expect(session.finish() == 0)
                    #expect(try String(contentsOf: file, encoding: .utf8) == expected)
                }
            }
        }
    }

#endif

#if os(Linux)

    import Foundation
    import Testing

    /// `lay` at a terminal: no key and no signal loses what was typed, declared or made.
    @Suite(.enabled(if: LayProcess.path != nil, "needs the built lay"))
    struct TerminalSessionTests {
        private func tags(of world: String, in directory: URL) throws -> String {
            try LayProcess.run(
                ["--world", world, "-e", "print(world.tags.keys)"], in: directory
            ).output
        }

        // MARK: Signals

        @Test func `Ctrl-C gives a fresh prompt each time and keeps session and world`() throws {
            try withTemporaryDirectory { directory in
                let session = try TerminalProcess.lay("--world", "w", in: directory)
                try session.enter(#"toolbox.write("/x", "2").tag("sixth")"#)
                for _ in 0..<3 {
                    session.type("\u{3}")
                    try session.wait(for: "^C")
                    try session.wait(for: "\n> ")
                }
                try session.enter(#""still " + "there""#, shows: #""still there""#)
                session.type("\u{3}")
                try session.wait(for: "\n> ")
                session.type("\u{4}")
                #expect(session.finish() == 0)
                #expect(try tags(of: "w", in: directory).contains("sixth"))
            }
        }

        @Test func `Ctrl-C gives up the line and the lines before it`() throws {
            try withTemporaryDirectory { directory in
                let session = try TerminalProcess.lay(in: directory)
                session.type("let abc = 12345\u{3}")
                try session.wait(for: "^C")
                try session.wait(for: "\n> ")
                try session.enter("90 + 8", shows: "\n98")
                session.type("fn f() {\r")
                try session.wait(for: "… ")
                session.type("  nonsense\u{3}")
                try session.wait(for: "\n> ")
                try session.enter("90 + 9", shows: "\n99")
                try session.enter("abc", shows: "unknown name 'abc'")
            }
        }

        @Test func `Ctrl-C ends what runs, and the session goes on`() throws {
            try withTemporaryDirectory { directory in
                let session = try TerminalProcess.lay(in: directory)
                try session.enter("var xs = [3, 1, 2]")
                session.type("print(\"be\" + \"gins\"); xs.sort(by: x => { while true { } })\r")
                try session.wait(for: "begins")
                session.type("\u{3}")
                try session.wait(for: "Cancelled")
                try session.wait(for: "\n> ")
                // The list that was being sorted went back to its variable.
                try session.enter("xs.length * 100", shows: "\n300")
            }
        }

        @Test func `a window of another size leaves the line as it is`() throws {
            try withTemporaryDirectory { directory in
                let session = try TerminalProcess.lay(in: directory)
                session.type(#"let long = "abcd""#)
                try session.wait(for: "abcd\"")
                session.resize(rows: 30, columns: 60)
                session.type(#" + "efgh""#)
                try session.wait(for: "efgh")
                session.resize(rows: 20, columns: 100)
                try session.enter("")
                try session.enter("long", shows: #""abcdefgh""#)
                session.resize(rows: 24, columns: 80)
                try session.enter("long.length", shows: "\n8")
            }
        }

        @Test func `Ctrl-Z stops the session, and fg brings the line back`() throws {
            try withTemporaryDirectory { directory in
                let shell = try TerminalProcess(
                    ["/bin/sh", "-i"], in: directory, environment: ["PS1": "shell$ "])
                try shell.wait(for: "shell$ ")
                shell.type("\(LayProcess.path ?? "")\r")
                try shell.wait(for: "\n> ")
                shell.type("let kept = 40")
                try shell.wait(for: "40")
                shell.type("\u{1a}")
                try shell.wait(for: "Stopped")
                try shell.wait(for: "shell$ ")
                shell.type("fg\r")
                try shell.wait(for: "let kept = 40")
                shell.type(" + 2\r")
                try shell.wait(for: "\n> ")
                try shell.enter("kept * 1000", shows: "\n42000")
                shell.type("\u{4}")
                try shell.wait(for: "shell$ ")
                shell.type("exit 6\r")
                #expect(shell.finish() == 6)
            }
        }

        @Test(arguments: [SIGTERM, SIGHUP])
        func `a signal that ends the session saves its world first`(signal: Int32) throws {
            try withTemporaryDirectory { directory in
                let session = try TerminalProcess.lay("--world", "w", in: directory)
                try session.enter(#"toolbox.tag("kept:1")"#)
                session.type("let half = ")
                try session.wait(for: "half = ")
                kill(session.process, signal)
                #expect(session.finish() == -signal)
                #expect(try tags(of: "w", in: directory).contains("kept:1"))
            }
        }

        // MARK: Ends

        @Test(arguments: ["quit", "exit", ":q", ":quit", "\u{4}"])
        func `a session ends as people end one`(word: String) throws {
            try withTemporaryDirectory { directory in
                let session = try TerminalProcess.lay("--world", "w", in: directory)
                try session.enter(#"toolbox.tag("kept:1")"#)
                session.type(word == "\u{4}" ? word : word + "\r")
                #expect(session.finish() == 0)
                #expect(try tags(of: "w", in: directory).contains("kept:1"))
            }
        }

        @Test func `exit ends a session with its status and saves the world`() throws {
            try withTemporaryDirectory { directory in
                let session = try TerminalProcess.lay("--world", "w", in: directory)
                session.type(
                    #"defer { print("de" + "ferred") }; toolbox.tag("kept:1"); exit(3)"# + "\r")
                try session.wait(for: "deferred")
                #expect(session.finish() == 3)
                #expect(try tags(of: "w", in: directory).contains("kept:1"))
            }
        }

        @Test func `a name that a session declares is no farewell`() throws {
            try withTemporaryDirectory { directory in
                let session = try TerminalProcess.lay(in: directory)
                try session.enter("let quit = 6 * 7")
                try session.enter("quit", shows: "\n42")
            }
        }

        // MARK: Lines

        @Test func `a line goes on where the grammar says so`() throws {
            try withTemporaryDirectory { directory in
                let session = try TerminalProcess.lay(in: directory)
                for (lines, shown) in [
                    (["40 +", "2"], "\n42"), (["let z =", "43"], ""), (["z"], "\n43"),
                    (["[1,", "2].length * 22"], "\n44"), (["\"ab\".", "upper()"], "\"AB\""),
                    (["let list = [5]", ".map(x => x * 9)"], ""), (["list"], "[45]"),
                    (["\"cd\"", "  .upper()"], "\"CD\""), (["46", "|> print"], "\n46"),
                ] {
                    for line in lines.dropLast() {
                        session.type(line + "\r")
                        try session.wait(for: "\n")
                    }
                    try session.enter(lines[lines.count - 1], shows: shown.isEmpty ? nil : shown)
                }
            }
        }

        @Test func `what is open at Ctrl-D is told, and the session goes on`() throws {
            try withTemporaryDirectory { directory in
                let session = try TerminalProcess.lay(in: directory)
                session.type("[1,\r")
                try session.wait(for: "… ")
                session.type("\u{4}")
                try session.wait(for: "error[SyntaxError]")
                try session.wait(for: "\n> ")
                try session.enter("7 * 7", shows: "\n49")
            }
        }

        @Test(arguments: [["LC_ALL": "C"], ["LC_ALL": "", "LANG": "POSIX"], ["LC_ALL": ""]])
        func `wide characters are edited whole in any locale`(locale: [String: String]) throws {
            try withTemporaryDirectory { directory in
                let session = try TerminalProcess.lay(in: directory, environment: locale)
                let left = "\u{1b}[D"
                try session.enter("\"한글a나\"\(left)\(left)\u{7f}", shows: "\n\"한글나\"")
            }
        }

        @Test func `a long value is cut to the screen, which says so, and print shows all`() throws
        {
            try withTemporaryDirectory { directory in
                let session = try TerminalProcess.lay(in: directory, rows: 20)
                try session.enter("var t = tree()")
                try session.enter("for i in 0..<50 { t = t.write(\"/f\\(i)\", \"\") }")
                let cut = try session.enter("t", shows: "… 35 more lines: print(…) shows them all")
                #expect(!cut.contains("f9"))
                try session.enter("print(t)", shows: "└── f9")
            }
        }

        // MARK: History

        @Test func `sessions side by side lose no entry of their history`() throws {
            try withTemporaryDirectory { directory in
                let history = ["LAY_HISTORY": directory.appending(path: "history").path]
                let one = try TerminalProcess.lay(in: directory, environment: history)
                let two = try TerminalProcess.lay(in: directory, environment: history)
                try one.enter("\"in one\"", shows: "\n\"in one\"")
                try two.enter("\"in two\"", shows: "\n\"in two\"")
                try one.enter("\"again\"", shows: "\n\"again\"")
                try one.enter("\"again\"", shows: "\n\"again\"")
                one.type("fn f(x) {\r")
                try one.wait(for: "… ")
                try one.enter("x + 1 }")
                one.type("\u{4}")
                two.type("\u{4}")
                _ = (one.finish(), two.finish())
                let kept = try String(
                    contentsOf: directory.appending(path: "history"), encoding: .utf8)
                #expect(kept == "\"in one\"\n\"in two\"\n\"again\"\nfn f(x) {\u{1}x + 1 }\n")

                let three = try TerminalProcess.lay(in: directory, environment: history)
                // The last entry comes back whole.
                try three.enter("\u{1b}[A")
                try three.enter("f(41) * 10", shows: "\n420")
            }
        }
    }
#endif

import LayTestSupport
import Testing

/// `lay` with a terminal as its input, which util-linux's script makes.
@Suite(
    .enabled(
        if: LayProcess.path != nil && (try? Shell(directory: "/").run("script --version")) != nil,
        "needs the built lay and script"))
struct TerminalSessionTests {
    @Test func `commands are read from a terminal, and no error ends them`() throws {
        let lay = try #require(LayProcess.path)
        try Shell.inTemporaryDirectory { shell in
            let shown = try shell.run(
                """
                export TERM=dumb LAY_HISTORY=/dev/null
                printf 'let a = [20]\\na[5]\\na[0] + 1\\n\\004' | script -qec '\(lay)' /dev/null
                """)
            #expect(shown.contains("error[IndexError]"), "\(shown)")
            #expect(shown.contains("21\r\n"), "\(shown)")
        }
    }

    @Test func `a session tells what there is, and how it is left`() throws {
        let lay = try #require(LayProcess.path)
        try Shell.inTemporaryDirectory { shell in
            let shown = try shell.run(
                """
                export TERM=dumb LAY_HISTORY=/dev/null
                printf ':help\\nquit\\n\\004' | script -qec '\(lay)' /dev/null
                """)
            #expect(shown.contains("types of the model"), "\(shown)")
            #expect(shown.contains("Ctrl-D ends the session"), "\(shown)")
        }
    }
}

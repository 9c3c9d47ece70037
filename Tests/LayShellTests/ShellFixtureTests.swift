import LayBounds
import Testing

@testable import LayShell

/// The scripts of `Tests/Fixtures/shell` are there, and none gets more than its account has.
@Suite struct ShellFixtureTests {
    @Test func `no script is lost`() {
        let counts = [
            "ansi-quotes": 10, "arithmetic": 46, "arithmetic-command": 28, "arrays": 55, "ash": 23,
            "ash-extensions": 23, "associative": 22, "brace-expansion": 16, "builtins": 123,
            "bytes": 26, "case-fallthrough": 6, "compgen": 6, "conditional": 46, "control": 46,
            "dash-refuses": 15, "declare": 27, "descriptors": 16, "entrypoints": 58,
            "entrypoints-bash": 41, "errexit": 37, "errexit-bash": 14, "errors": 14,
            "errors-bash": 20, "execution": 26, "expansion": 66, "expansion-bash": 55,
            "for-loops": 13, "functions": 37, "functions-bash": 26, "globbing-bash": 13,
            "here-strings": 9, "heredocs": 26, "jobs": 26, "jobs-bash": 24, "mapfile": 6,
            "nameref": 8, "options": 18, "options-bash": 31, "parameters": 19, "patterns": 40,
            "pipelines": 18, "printf-bash": 16, "process-substitution": 12, "quoting": 34,
            "read-bash": 19, "redirections": 79, "redirections-bash": 35, "select": 7, "shopt": 22,
            "splitting": 23, "subshells": 12, "substitution": 25, "syntax": 37, "traps": 39,
            "traps-bash": 31, "utilities": 3, "variables": 45, "variables-bash": 23,
        ]
        for (area, count) in counts {
            let found = ShellScripts.recorded.filter { $0.hasPrefix("\(area)/") }.count
            #expect(found >= count, "\(area)")
        }
        #expect(ShellCase.all.count >= 3839)
    }

    @Test func `a loop that never ends and an output without end are stopped`() throws {
        for script in [
            "while :; do :; done",
            "while :; do echo yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy; done",
        ] {
            #expect(throws: BoundReached.self) { try ShellRun(script) }
        }
    }

    @Test func `what words become is accounted for before it is built`() throws {
        func run(_ script: String) throws -> ShellRun {
            try ShellRun(script, Account(steps: 100_000, output: 1 << 20, memory: 1 << 20))
        }
        #expect(try run("set -- $(seq 1000); echo $#").output == "1000\n")
        for script in [
            "set -- $(seq 10000)", "for x in $(seq 10000); do :; done",
            "set -- a; while :; do set -- \"$@\" \"$@\"; done",
            "set -- a; while :; do set -- $* $*; done",
            "x=a; while :; do x=$x$x; done",
            "f() { local x=$1$1; f $x; }; f a",
        ] {
            #expect(throws: BoundReached.self, "\(script)") { try run(script) }
        }
    }

    @Test func `what local variables hide is released`() throws {
        let script = """
            x=$(seq 1000); f() { local x; local x=$x$x; (local x=; g); x=; }; g() { local x=b; }
            for i in $(seq 500); do f; x=$x f; done; echo ${#x}
            """
        let run = try ShellRun(
            script, Account(steps: 100_000, output: 4 << 20, memory: 1 << 20))
        #expect(run.output == "3892\n")
    }
}

import LayBounds
import Testing

/// No program of awk takes more of anything than the account gives, or overflows a stack.
@Suite struct AwkBoundTests {
    /// How a run ended.
    private enum Ending: Sendable, Equatable {
        case bound
        case exited(Int, errors: String)
    }

    private func run(_ program: String, stack: Int) throws -> (Ending, next: String) {
        try onThread(stack: stack) {
            let quoted = program.split(separator: "'", omittingEmptySubsequences: false)
                .joined(separator: "'\\''")
            let account = Account(steps: 20_000, output: 1 << 20, memory: 32 << 20)
            let ending: Ending
            do {
                let run = try ShellRun("echo 1 | awk '\(quoted)'", account)
                ending = .exited(run.status, errors: run.errors)
            } catch is BoundReached {
                ending = .bound
            }
            return (ending, try ShellRun("awk 'BEGIN { print \"works\" }'").output)
        }
    }

    @Test(
        arguments: [
            "BEGIN { while (1) ; }",
            "BEGIN { for (;;) print \"x\" }",
            "BEGIN { for (;;) { print \"x\" > \"f\"; close(\"f\") } }",
            "BEGIN { for (;;) print \"x\" > (\"f\" n++) }",
            "BEGIN { x = \"x\"; while (1) x = x x }",
            "BEGIN { while (1) x = x \"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\" }",
            "BEGIN { while (1) a[n++] = n }",
            "BEGIN { while (1) a[n++][1] = n }",
            "{ while (1) $(n += 1000) = n }",
            "{ while (1) gsub(/./, \"&&\") }",
            "{ while (1) $0 = $0 \" \" $0 }",
            "BEGIN { x = sprintf(\"%1000000s\", \"a\"); while (1) gsub(/ *b/, \"\", x) }",
            "BEGIN { x = sprintf(\"%1000000s\", \"a\"); while (1) index(x, x \"b\") }",
            "BEGIN { x = sprintf(\"%1000000s\", \"a\"); while (1) n += x ~ / *b/ }",
            "BEGIN { x = sprintf(\"%1000000s\", \"a\"); while (1) n += x < x }",
            "BEGIN { x = sprintf(\"%1000000s\", \"a\"); while (1) split(x, a, \"b\") }",
            "BEGIN { while (1) sprintf(\"%1000000d%1000000d\", 1, 2) }",
            "BEGIN { while (1) system(\"\") }",
            "BEGIN { while ((\"yes\" | getline) > 0) n++ }",
            "BEGIN { while (1) x = x ~ (\"a\" n++) }",
        ], ShellDepthTests.stacks)
    func `what never ends comes to a bound`(program: String, stack: Int) throws {
        let (ending, next) = try run(program, stack: stack)
        #expect(ending == .bound)
        #expect(next == "works\n")
    }

    @Test(
        arguments: [
            "function f(n) { return f(n + 1) } BEGIN { f(1) }",
            "function f(n) { return 1 + g(n) } function g(n) { return f(n) * 2 } BEGIN { f(1) }",
            "function f(a) { a[1][1]; f(a[1]) } BEGIN { f(x) }",
            "function f() { x = \(String(repeating: "y + ", count: 900)) 1; f() } BEGIN { f() }",
            "function f() { f() \(String(repeating: " + f()", count: 900)) } BEGIN { f() }",
        ], ShellDepthTests.stacks)
    func `functions that call each other without an end fail`(
        program: String, stack: Int
    ) throws {
        let (ending, next) = try run(program, stack: stack)
        guard case .exited(2, let errors) = ending else {
            Issue.record("\(ending)")
            return
        }
        #expect(errors.contains("nested too deeply"), "\(errors)")
        #expect(next == "works\n")
    }

    /// What a program begins with, what is repeated, and what it ends with.
    struct Chain: Sendable, CustomTestStringConvertible {
        let before: String
        let repeated: String
        let after: String

        init(_ before: String, _ repeated: String, _ after: String) {
            (self.before, self.repeated, self.after) = (before, repeated, after)
        }

        var testDescription: String { "\(before) \(repeated) … \(after)" }

        func program(_ count: Int) -> String {
            before + String(repeating: repeated, count: count) + after
        }
    }

    @Test(
        arguments: [
            Chain("BEGIN { x = ", "(", "1 }"), Chain("BEGIN { x = ", "-", "1 }"),
            Chain("BEGIN { x = ", "!", "1 }"), Chain("BEGIN { x = ", "$", "1 }"),
            Chain("BEGIN { x = ", "1 + ", "1 }"), Chain("BEGIN { x = 1", " + y", " }"),
            Chain("BEGIN { x = ", "2 ^ ", "1 }"), Chain("BEGIN { x = ", "y ? 1 : ", "1 }"),
            Chain("BEGIN { ", "x = ", "1 }"), Chain("BEGIN { x = 1", " ~ y", " }"),
            Chain("BEGIN { x = 1", " in y", " }"), Chain("BEGIN { x = \"\"", " | getline", " }"),
            Chain("BEGIN { x = y", "[1]", " }"), Chain("BEGIN { x = ", "y[", "1 }"),
            Chain("BEGIN { x = ", "f(", "1 }"), Chain("BEGIN ", "{", "}"),
            Chain("BEGIN { ", "if (1) ", "x }"), Chain("BEGIN { ", "while (1) ", "x }"),
            Chain("BEGIN { ", "do ", "x }"), Chain("/", "(", "/"), Chain("/", "a*", "(/"),
            Chain("BEGIN { x = ", "(1 + ", "1 }"), Chain("BEGIN { x = ", "length(", "1 }"),
            Chain("BEGIN { getline", " < y", " }"), Chain("BEGIN { print ", "((1),", "1 }"),
        ], ShellDepthTests.stacks)
    func `programs nested too deeply are refused`(chain: Chain, stack: Int) throws {
        let (ending, next) = try run(chain.program(30_000), stack: stack)
        guard case .exited(let status, _) = ending else {
            Issue.record("\(ending)")
            return
        }
        #expect(status != 0)
        #expect(next == "works\n")
    }

    @Test(
        arguments: [
            Chain("BEGIN { x = ", "\"a\" ", "\"b\" }"), Chain("BEGIN { x = 1", " || y", " }"),
            Chain("BEGIN { x = 1", " && 1 + 1", " }"), Chain("BEGIN { ", "x = 1 + 1; ", "x }"),
            Chain("BEGIN { if (x == 1) x", "; else if (x == 2) y", " }"),
            Chain("BEGIN { x = sprintf(\"\"", ", 1 + 1", ") }"), Chain("", "{ x = 1 + 1 }\n", ""),
            Chain("BEGIN { x[1", ", 1 + 1", "] }"), Chain("BEGIN { x = \"", "x", "\" }"),
        ])
    func `programs that are only long run`(chain: Chain) throws {
        #expect(
            try run(chain.program(5_000), stack: 8 << 20).0 == .exited(0, errors: ""))
    }
}

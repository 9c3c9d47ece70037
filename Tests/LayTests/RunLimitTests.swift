import Lay
import LayBounds
import Testing

/// Limits count for each run, and after one was reached an engine runs the next script as a new one would.
@Suite struct RunLimitTests {
    /// A clock that goes a second further whenever it is read.
    private final class Clock {
        var seconds = 0
        func read() -> Duration {
            seconds += 1
            return .seconds(seconds)
        }
    }

    private func engine(_ limits: Limits) -> Engine {
        let clock = Clock()
        var host = Host()
        host.elapsed = { clock.read() }
        return Engine(host: host, limits: limits)
    }

    @Test(arguments: [
        "while true {}", "toolbox.run(\"while true; do :; done\")",
        "toolbox.run([\"lay\", \"-e\", \"while true {}\"])",
        "try { while true {} } catch { }",
    ])
    func `a run ends at its time, also in containers`(code: String) throws {
        let engine = engine(Limits(memory: 64 << 20, time: .seconds(3)))
        for _ in 0..<2 {
            let error = #expect(throws: ScriptError.self) { try engine.run(code) }
            #expect(error?.kind == .limit, "\(error?.report ?? "")")
            #expect(error?.message == "the script ran longer than 3 s")
            #expect(error?.help == "Limits.time raises the limit")
        }
        #expect(try engine.evaluate("1 + 1").int == 2)
    }

    @Test func `a host that cancels is no deadline`() {
        var host = Host()
        host.isCancelled = { true }
        let engine = Engine(host: host, limits: Limits(time: .zero))
        let error = #expect(throws: ScriptError.self) { try engine.run("while true {}") }
        #expect(error?.kind == .cancelled)
    }

    @Test func `each test has the limits of a run`() throws {
        let engine = engine(Limits(steps: 10_000, memory: 32 << 20, time: .seconds(100)))
        let results = try engine.test(
            """
            test("steps") { while true {} }
            test("memory") { var s = [1]; while true { s = s + s } }
            test("a catch in the way") { try { while true {} } catch { } }
            test("fine") { for i in 0..<9000 {} }
            test("fine again") { for i in 0..<9000 {} }
            """)
        #expect(results.map { $0.failure?.kind } == [.limit, .limit, .limit, nil, nil])
        #expect(results[0].failure?.report.contains("took more than 10000 steps") == true)
        #expect(engine.steps > 40_000 && engine.steps < 60_000, "\(engine.steps)")
        #expect(throws: Never.self) { try engine.run("for i in 0..<9000 {}") }
    }

    @Test func `what a script prints is bounded`() throws {
        var limits = Limits()
        limits.printed = 10
        let output = Output()
        var host = Host()
        host.output = { output.add($0) }
        let engine = Engine(host: host, limits: limits)
        for _ in 0..<2 {
            let error = #expect(throws: ScriptError.self) {
                try engine.run("while true { print(123) }")
            }
            #expect(error?.kind == .limit)
            #expect(error?.help == "Limits.printed raises the limit")
        }
        #expect(output.text == "123\n123\n123\n123\n")
    }

    @Test func `a value for Swift is bounded by what it takes there`() throws {
        let engine = Engine(limits: Limits(memory: 8 << 20))
        try engine.evaluate("var x = [1]\nfor i in 0..<40 { x = [x, x] }\nnil")
        #expect(engine.value(of: "x") == nil)
        let error = #expect(throws: ScriptError.self) { try engine.evaluate("x") }
        #expect(error?.kind == .limit)
    }
}

import Foundation
import Lay
import LayRuntime
import LayTestSupport
import Testing

/// Source text of no shape ends the process, and what is long but flat runs in any length.
@Suite struct SourceShapeTests {
    /// Sizes at which one stack frame a link would overflow the smallest stack; a hundred thousand
    /// with `LAY_THOROUGH=10`, which takes minutes.
    private static let sizes =
        [100, scaled(1_000, atMost: 10_000)] + (thorough > 9 ? [100_000] : [])

    /// What secondary threads have on macOS, and what is common elsewhere.
    private static let stacks = [512 << 10, 2 << 20, 8 << 20]

    @Test(arguments: SourceShape.all)
    func `a source is checked and run, or refused with its place`(shape: SourceShape) throws {
        for size in Self.sizes {
            let source = shape.source(size)
            for stack in thorough > 3 && size < 100_000 ? Self.stacks : [Self.stacks[0]] {
                let outcome = onThread(stack) {
                    let (engine, output) = makeEngine()
                    do throws(ScriptError) {
                        _ = try engine.check(source, name: "shape")
                        try engine.run(source, name: "shape")
                    } catch { return error.report }
                    return output.text
                }
                if let expected = shape.expected {
                    #expect(outcome == expected(size) + "\n", "\(shape.name), \(size), \(stack)")
                } else if outcome?.hasPrefix("error") == true {
                    #expect(outcome?.contains("--> shape:") == true, "\(shape.name), \(size)")
                }
            }
        }
    }

    @Test(arguments: SourceShape.all.filter { $0.expected != nil })
    func `every count is right and nothing is left`(shape: SourceShape) throws {
        for checks in [MachineChecks.audit, .poison] {
            var verdict: (live: Int?, report: String?)
            do {
                let engine = makeEngine(checks: checks).engine
                engine.vm.atEnd = { verdict = ($0, $1) }
                try engine.run(shape.source(130), name: shape.name)
            }
            #expect(verdict.report == nil)
            if checks == .audit { #expect(verdict.live == 0, "objects are left") }
        }
    }

    @Test func `a tree is freed on a smaller stack than the one it was read on`() {
        let source =
            "fn f() { \(String(repeating: "if true { print([[[", count: 40))1"
            + String(repeating: "]]]) }", count: 40) + " }"
        let holder = Holder()
        _ = onThread(8 << 20) {
            let (engine, _) = makeEngine()
            holder.engine = engine
            _ = try? engine.evaluate(source)
            return nil
        }
        _ = onThread(180 << 10) {
            holder.engine = nil
            return nil
        }
    }

    @Test func `a hundred thousand terms take a time in proportion`() throws {
        func seconds(_ count: Int) throws -> Double {
            let source = "fn f(x) { return x\(String(repeating: " + x", count: count)) }"
            let engine = makeEngine().engine
            let start = ContinuousClock.now
            _ = try engine.check(source)
            return (ContinuousClock.now - start) / .seconds(1)
        }
        let short = try seconds(10_000)
        #expect(try seconds(100_000) < 40 * max(short, 0.05))
    }

    private final class Holder: @unchecked Sendable {
        var engine: Engine?
    }

    /// What `body` says on a thread with a stack of that size.
    private func onThread(_ stack: Int, _ body: @escaping () -> String?) -> String? {
        let outcome = Outcome()
        outcome.body = body
        let thread = Thread {
            outcome.result = outcome.body?()
            outcome.body = nil
            outcome.done.signal()
        }
        thread.stackSize = stack
        thread.start()
        outcome.done.wait()
        return outcome.result
    }

    private final class Outcome: @unchecked Sendable {
        let done = DispatchSemaphore(value: 0)
        var body: (() -> String?)?
        var result: String?
    }
}

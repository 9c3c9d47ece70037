import Lay
import LayRuntime
import Testing

/// The patterns that programs are made of change values in place: none copies more than it must.
@Suite struct CopyTests {
    /// A pattern and how many copies a thousand rounds of it may take.
    struct Pattern: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let copies: Int
        let source: String
    }

    static let patterns = [
        Pattern(
            testDescription: "an element of a grid", copies: 0,
            source: """
                var g = [[0, 0], [0, 0]]
                for i in 0..<1000 { g[i % 2][1] += i }
                """),
        Pattern(
            testDescription: "a list in a map", copies: 0,
            source: """
                var m = {a: []}
                for i in 0..<1000 { m["a"].push(i) }
                """),
        Pattern(
            testDescription: "a field of a record in a list", copies: 0,
            source: """
                var ps = [P(0, 0), P(0, 0)]
                for i in 0..<1000 { ps[i % 2].x += 1 }
                """),
        Pattern(
            testDescription: "a record read into a let and then changed", copies: 0,
            source: """
                var ps = [P(0, 0), P(0, 0)]
                for i in 0..<1000 {
                    let p = ps[0]
                    let x = p.x
                    ps[0].x = x + 1
                }
                """),
        Pattern(
            testDescription: "a list passed to a function and then changed", copies: 0,
            source: """
                var xs = []
                for i in 0..<1000 {
                    size(xs)
                    xs.push(i)
                }
                """),
        Pattern(
            testDescription: "a getter between changes", copies: 0,
            source: """
                var s = Store([])
                for i in 0..<1000 {
                    s.add(i)
                    s.size()
                }
                """),
        Pattern(
            testDescription: "a temporary that is given on", copies: 0,
            source: """
                var xs = []
                for i in 0..<1000 {
                    let row = [i]
                    xs.push(row)
                }
                """),
        Pattern(
            testDescription: "an exchange of elements", copies: 0,
            source: """
                var xs = [[1], [2]]
                for i in 0..<1000 { xs[0], xs[1] = xs[1], xs[0] }
                xs[0].push(3)
                """),
        Pattern(
            testDescription: "a text that grows", copies: 0,
            source: """
                var s = ""
                for i in 0..<1000 { s += "x" }
                """),
        Pattern(
            testDescription: "a list made by a call", copies: 0,
            source: """
                for i in 0..<1000 {
                    var xs = made(i)
                    xs.push(i)
                }
                """),
        Pattern(
            testDescription: "a snapshot in each round", copies: 1000,
            source: """
                var xs = [0]
                var kept = nil
                for i in 0..<1000 {
                    kept = xs
                    xs[0] = i
                }
                """),
    ]

    @Test(arguments: patterns, ["globals", "locals"])
    func `pattern`(pattern: Pattern, place: String) throws {
        let head = """
            record P(x, y)
            record Store(items) {
                fn mut add(x) { self.items.push(x) }
                fn size() = self.items.length
            }
            fn size(xs) = xs.length
            fn made(i) = [i]

            """
        let engine = makeEngine().engine
        let body =
            place == "globals" ? pattern.source : "fn main() {\n\(pattern.source)\n}\nmain()"
        try engine.run(head + body)
        #expect(engine.vm.copies <= pattern.copies)
        if pattern.copies > 0 { #expect(engine.vm.copies > 0, "the count counts nothing") }
    }
}

import Lay
import LayBounds
import LayFiles

/// Calls every entry point of an engine with texts that nobody meant.
struct EntryFuzz {
    private var dice: Dice
    private let seed: UInt64
    private let texts: [[Unicode.Scalar]]
    private var problems: [String] = []
    private static let memory = 16 << 20

    private static let tokens = [
        "let", "var", "fn", "=>", "{", "}", "(", ")", "[", "]", "...", "..<", "=", "match", "try",
        "catch", "e", "x",
        "self", "1", "\"\\(", "\"", "\n", ";", "?.", "??", "return", "break", "defer", "record",
        "extend", ",", ":",
        "-", "|>", "not", "in", "is", "nil", "push", ".", "+=", "throw", "'''", "\"\"\"", "#", "##",
        "0x", "1e", "\u{0}",
        "while true", "for x in", "0...", ".lazy", ".map", "print", "import", "test(\"t\") {",
        "toolbox", ".run(\"",
        "\u{301}", "\u{feff}", "import \"self\" as s", "**", "<<", "1 << 62", ".repeat(",
        "9223372036854775807", "x", "x", "\r",
    ]

    init(seed: UInt64, texts: [String]) {
        dice = Dice(seed: seed)
        self.seed = seed
        self.texts = texts.map { Array($0.unicodeScalars) }
    }

    mutating func run(rounds: Int) -> [String] {
        Process.say("LAY_SEED=\(seed)")
        var engine = makeEngine("")
        let base = Process.peakMemory
        for round in 0..<rounds {
            let text = round % 3 == 0 || texts.isEmpty ? soup() : mutation()
            if round % 25 == 0 { engine = makeEngine(text) }
            enter(engine, text)
        }
        let peak = Process.peakMemory
        Process.say("\(rounds) texts, \(peak >> 20) MiB, \(base >> 20) MiB of them the engine's")
        if peak > base + 2 * Self.memory { problems.append("\(peak >> 20) MiB were resident") }
        return problems
    }

    private mutating func makeEngine(_ text: String) -> Engine {
        var host = Host()
        host.files = TreeFileSystem()
        (host.readable, host.writable) = (["/"], ["/"])
        host.elapsed = { .seconds(Process.time) }
        host.importFile = { _ in text }
        var limits = Limits(
            steps: 200_000, memory: Self.memory, shellSteps: 20_000, output: 1 << 20,
            time: .seconds(2))
        limits.printed = 1 << 16
        let engine = Engine(host: host, limits: limits)
        engine.define(
            dice.one(of: Self.tokens), dice.one(of: ["", "a b? c...", "a? b", "  ", "...", "?"])
        ) {
            $0.first ?? .nil
        }
        engine.define("e", "x? rest...") { [unowned engine] values in
            // A host may come back while it is called.
            (try? engine.evaluate("x")) ?? values.first ?? .nil
        }
        return engine
    }

    private mutating func enter(_ engine: Engine, _ text: String) {
        let entries: [(String, () throws(ScriptError) -> Void)] = [
            ("isIncomplete", { () throws(ScriptError) in _ = Engine.isIncomplete(text) }),
            ("check", { () throws(ScriptError) in _ = try engine.check(text) }),
            ("listing", { () throws(ScriptError) in _ = try engine.listing(of: text) }),
            ("run", { () throws(ScriptError) in try engine.run(text, name: "a/b") }),
            ("evaluate", { () throws(ScriptError) in try engine.evaluate(text) }),
            ("display", { () throws(ScriptError) in _ = try engine.evaluateForDisplay(text) }),
            ("test", { () throws(ScriptError) in _ = try engine.test(text, name: "") }),
            ("value", { () throws(ScriptError) in _ = engine.value(of: text) }),
            ("value of x", { () throws(ScriptError) in _ = engine.value(of: "x") }),
            (
                "help",
                { () throws(ScriptError) in _ = try engine.help(on: String(text.prefix(20))) }
            ),
            ("save", { () throws(ScriptError) in try engine.save(to: String(text.prefix(20))) }),
        ]
        Process.say(">>> \(text)")
        for (name, entry) in entries where name != "save" || dice.happens(onceIn: 10) {
            Process.say(name)
            let start = Process.time
            do {
                try entry()
            } catch {
                if error.report.isEmpty { problems.append("\(name) says nothing of \(text)") }
            }
            let took = Process.time - start
            if took > 3 { problems.append("\(name) took \(took) s for \(text)") }
        }
    }

    private mutating func soup() -> String {
        let count = Int.random(in: 1..<80, using: &dice)
        let separator = dice.happens(onceIn: 3) ? "" : " "
        return (0..<count).map { _ in dice.one(of: Self.tokens) }.joined(separator: separator)
    }

    private mutating func mutation() -> String {
        var text = dice.one(of: texts)
        for _ in 0...Int.random(in: 0..<6, using: &dice) {
            let place = Int.random(in: 0...text.count, using: &dice)
            let end = min(text.count, place + Int.random(in: 0..<12, using: &dice))
            switch Int.random(in: 0..<5, using: &dice) {
            case 0: text.removeSubrange(place..<end)
            case 1: text.insert(contentsOf: dice.one(of: Self.tokens).unicodeScalars, at: place)
            case 2:
                let piece = Array(
                    repeating: text[place..<end], count: dice.happens(onceIn: 8) ? 500 : 1)
                text.insert(
                    contentsOf: piece.joined(), at: Int.random(in: 0...text.count, using: &dice))
            default:
                let other = dice.one(of: texts)
                let start = Int.random(in: 0...other.count, using: &dice)
                text.insert(contentsOf: other[start..<min(other.count, start + 40)], at: place)
            }
        }
        return String(String.UnicodeScalarView(text))
    }
}

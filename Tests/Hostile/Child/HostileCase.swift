import Lay
import LayBounds
import LayFiles

/// A script that would like to kill, leave or outgrow its host, and how it has to end.
///
///     # limits: memory 64MiB, steps 20M, time 5s
///     # ends: Limit
///
/// The lines at its beginning that start with `# WORD:` say what is asked; `Tests/README.md` lists them.
struct HostileCase {
    private let name: String
    private let isQuiet: Bool
    private var text = ""
    private var limits = Limits(
        steps: 20_000_000, memory: 64 << 20, shellSteps: 1_000_000, output: 16 << 20)
    private var time = 5.0
    /// Kinds of errors, "ok" among them; "any" for all.
    private var ends: [String] = ["ok"]
    /// When the run is cancelled, in seconds of the processor.
    private var cancelledAfter: Double?
    private var entries: [String] = ["run"]
    private var stack: Int?
    private var problems: [String] = []

    /// Seconds of the processor that a run may go on after it was cancelled or its time is over: 0.2
    /// where the library is optimised, and much more where it is not and tests share the machine.
    private static let lateness: Double = {
        #if DEBUG
            1.0
        #else
            0.2
        #endif
    }()

    init(name: String, text: String, isQuiet: Bool = false) {
        self.name = name
        self.isQuiet = isQuiet
        var lines: [String] = []
        var isHeader = true
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            isHeader = isHeader && line.hasPrefix("# ") && !line.hasPrefix("# generate:")
            if isHeader {
                read(line)
                lines.append("")
            } else if line.hasPrefix("# generate:") {
                lines.append(generated(line.dropFirst(11)))
            } else {
                lines.append(String(line))
            }
        }
        self.text = lines.joined(separator: "\n")
    }

    // MARK: Reading

    private mutating func read(_ line: Substring) {
        let parts = line.dropFirst(2).split(separator: ":", maxSplits: 1)
        guard parts.count == 2 else { return problems.append("no header: \(line)") }
        let value = parts[1].drop { $0 == " " }
        let words = value.split(separator: " ").map(String.init)
        switch parts[0] {
        case "limits":
            for limit in value.split(separator: ",") { readLimit(limit) }
        case "ends":
            if words.count == 3, words[0] == "Cancelled", words[1] == "after" {
                cancelledAfter = seconds(words[2])
                ends = ["Cancelled"]
            } else {
                ends = words.filter { $0 != "or" }
            }
        case "entry":
            entries = words
        case "thread":
            stack = size(words.first ?? "")
        case "why": break
        default: problems.append("no header: \(line)")
        }
    }

    private mutating func readLimit(_ text: Substring) {
        let words = text.split(separator: " ").map(String.init)
        guard words.count == 2 else { return problems.append("no limit: \(text)") }
        switch words[0] {
        case "memory": limits.memory = size(words[1])
        case "steps": limits.steps = count(words[1])
        case "shell": limits.shellSteps = count(words[1])
        case "output": limits.output = size(words[1])
        case "printed": limits.printed = size(words[1])
        case "time": time = seconds(words[1])
        default: problems.append("no limit: \(text)")
        }
    }

    private mutating func number(_ text: String, _ units: [(String, Double)]) -> Double {
        for (unit, factor) in units where text.hasSuffix(unit) {
            if let number = Double(text.dropLast(unit.count)) { return number * factor }
        }
        problems.append("no number: \(text)")
        return 1
    }

    private mutating func size(_ text: String) -> Int {
        Int(number(text, [("KiB", 0x1p10), ("MiB", 0x1p20), ("GiB", 0x1p30)]))
    }

    private mutating func count(_ text: String) -> Int {
        Int(number(text, [("k", 1e3), ("M", 1e6), ("G", 1e9), ("", 1)]))
    }

    private mutating func seconds(_ text: String) -> Double {
        number(text, [("ms", 1e-3), ("s", 1)])
    }

    /// The text of a recipe: strings as JSON has them, each of which `* N` repeats, with the number of
    /// the repetition for `#` where the string is preceded by `n`.
    ///
    ///     # generate: "print(1" " + 1" * 20000 ")"
    ///     # generate: n"let x# = #\n" * 1000
    private mutating func generated(_ recipe: Substring) -> String {
        var result = ""
        var rest = recipe.drop { $0 == " " }
        while !rest.isEmpty {
            let isNumbered = rest.first == "n"
            if isNumbered { rest.removeFirst() }
            guard rest.popFirst() == "\"" else {
                problems.append("no recipe: \(recipe)")
                return result
            }
            var piece = ""
            while let character = rest.popFirst(), character != "\"" {
                guard character == "\\" else {
                    piece.append(character)
                    continue
                }
                switch rest.popFirst() {
                case "n": piece.append("\n")
                case "t": piece.append("\t")
                case "0": piece.append("\0")
                case "u":
                    let digits = rest.dropFirst().prefix { $0 != "}" }
                    rest = rest[digits.endIndex...].dropFirst()
                    if let scalar = UInt32(digits, radix: 16).flatMap(Unicode.Scalar.init) {
                        piece.unicodeScalars.append(scalar)
                    }
                case let other?: piece.append(other)
                case nil: break
                }
            }
            rest = rest.drop { $0 == " " }
            var times = 1
            if rest.first == "*" {
                let digits = rest.dropFirst().drop { $0 == " " }.prefix(while: \.isNumber)
                times = Int(digits) ?? 1
                rest = rest[digits.endIndex...].drop { $0 == " " }
            }
            if isNumbered {
                let parts = piece.split(separator: "#", omittingEmptySubsequences: false)
                for index in 0..<times { result += parts.joined(separator: "\(index)") }
            } else {
                result += String(repeating: piece, count: times)
            }
        }
        return result
    }

    // MARK: Running

    /// Runs it; gives what was wrong. `base` is what a process holds that runs a script of no weight.
    func run(base: Int?) -> [String] {
        if !problems.isEmpty { return problems }
        Process.endAfter(seconds: Int(time) * entries.count + 5)
        var found: [String] = []
        if let stack {
            nonisolated(unsafe) var onThread: [String] = []
            Process.onThread(stack: stack) { onThread = judge() }
            found = onThread
        } else {
            found = judge()
        }
        if let base {
            let peak = Process.peakMemory
            Process.say("peak \(peak >> 20) MiB")
            let most = 2 * limits.memory + base
            if peak > most {
                found.append(
                    "\(peak >> 20) MiB were resident, of \(limits.memory >> 20) MiB that it may hold and \(base >> 20) MiB of the engine"
                )
            }
        }
        return found
    }

    private func judge() -> [String] {
        var found: [String] = []
        let start = Clock()
        var host = Host()
        let files = TreeFileSystem()
        host.files = files
        host.readable = ["/"]
        host.writable = ["/"]
        host.elapsed = { .seconds(Process.time) }
        let cancelledAfter = cancelledAfter
        host.isCancelled = { start.isRunning && cancelledAfter.map { start.elapsed > $0 } ?? false }
        let text = text
        host.importFile = { path in
            // Beside the script, wherever that lies.
            let name = path.split(separator: "/").last ?? ""
            switch name {
            case "self": return text
            case "large": return String(repeating: "let a = 1\n", count: 3_000_000)
            case _ where name.hasPrefix("deep"): return "import \"\(name)r\" as deeper\n"
            default: throw FileError(.notFound, TreePath(bytes: Array(path.utf8)))
            }
        }
        var limits = limits
        limits.time = .seconds(time)
        let engine = Engine(host: host, limits: limits)
        for entry in entries {
            start.begin()
            let end = ends(engine, entry)
            let late = start.elapsed - (cancelledAfter ?? time)
            start.end()
            if !isQuiet {
                Process.say(
                    "\(entry): \(end.kind) after \(Int(start.took * 1000)) ms: \(end.message)")
            }
            if !ends.contains(end.kind), ends != ["any"] {
                found.append("\(entry) ended with \(end.kind), not \(ends): \(end.message)")
            }
            if late > Self.lateness {
                found.append("\(entry) went on for \(Int(late * 1000)) ms")
            }
            do {
                try engine.run("let x = 1 + 1\nassert x == 2")
                if try engine.evaluate("[1, 2].map(x => x * 2).sum()").int != 6 {
                    found.append("the next script gave another value")
                }
            } catch {
                found.append("the next script: \(error.report)")
            }
        }
        return found
    }

    private func ends(_ engine: Engine, _ entry: String) -> (kind: String, message: String) {
        do throws(ScriptError) {
            switch entry {
            case "check": _ = try engine.check(text, name: name)
            case "evaluate": try engine.evaluate(text, name: name)
            case "display": _ = try engine.evaluateForDisplay(text, name: name)
            case "listing": _ = try engine.listing(of: text, name: name)
            case "incomplete": _ = Engine.isIncomplete(text)
            case "test":
                let failures = try engine.test(text, name: name).compactMap(\.failure)
                if let failure = failures.first { throw failure }
            default: try engine.run(text, name: name)
            }
            return ("ok", "")
        } catch {
            return (error.kind.rawValue, error.message)
        }
    }

    /// Seconds of the processor since a run began.
    private final class Clock {
        private var start = 0.0
        private(set) var isRunning = false
        private(set) var took = 0.0

        var elapsed: Double { Process.time - start }
        func begin() { (start, isRunning) = (Process.time, true) }
        func end() { (took, isRunning) = (elapsed, false) }
    }
}

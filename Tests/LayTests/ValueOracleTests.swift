import Lay
import LayRuntime
import LayTestSupport
import Testing

/// Random programs that copy and change nested values agree with an oracle that copies deeply.
///
/// `LAY_SEED` repeats a program.
@Suite struct ValueOracleTests {
    @Test func `values never alias`() throws {
        var machine = makeEngine()
        for seed in seeds(500) {
            // A new machine now and then, some of them with its checks.
            if seed % 100 == 0 { machine = makeEngine(checks: seed % 400 == 0 ? .audit : .poison) }
            var program = RandomProgram(seed: seed)
            let source = program.make()
            let before = machine.output.text.count
            do {
                try machine.engine.run(source)
            } catch {
                Issue.record("LAY_SEED=\(seed): \(error.report)\n\(source)")
                return
            }
            let printed = String(machine.output.text.dropFirst(before))
            if printed != program.expected {
                Issue.record(
                    "LAY_SEED=\(seed)\n\(source)\nexpected \(program.expected)\nprinted  \(printed)"
                )
                return
            }
            if let report = machine.engine.vm.auditReport {
                Issue.record("LAY_SEED=\(seed): \(report)\n\(source)")
                return
            }
        }
    }
}

/// A value of the oracle: Swift's own values, which never alias.
private indirect enum Model {
    case int(Int)
    case list([Model])
    case map([(key: String, value: Model)])
    case record([Model])

    static let fields = ["x", "y"]

    var text: String {
        switch self {
        case .int(let number): "\(number)"
        case .list(let elements): "[" + elements.map(\.text).joined(separator: ", ") + "]"
        case .map(let entries):
            "{" + entries.map { "\($0.key): \($0.value.text)" }.joined(separator: ", ") + "}"
        case .record(let values):
            "P(" + zip(Self.fields, values).map { "\($0): \($1.text)" }.joined(separator: ", ")
                + ")"
        }
    }

    var size: Int {
        switch self {
        case .int: 1
        case .list(let values), .record(let values): values.reduce(1) { $0 + $1.size }
        case .map(let entries): entries.reduce(1) { $0 + $1.value.size }
        }
    }

    /// The ways one step down.
    var steps: [Step] {
        switch self {
        case .int: []
        case .list(let elements): elements.indices.map { .index($0) }
        case .map(let entries): entries.map { .key($0.key) }
        case .record: Self.fields.indices.map { .field($0) }
        }
    }

    subscript(step: Step) -> Model {
        get {
            switch (self, step) {
            case (.list(let elements), .index(let index)): elements[index]
            case (.map(let entries), .key(let key)):
                entries.first { $0.key == key }?.value ?? .int(0)
            case (.record(let values), .field(let index)): values[index]
            default: .int(0)
            }
        }
        set {
            switch (self, step) {
            case (.list(var elements), .index(let index)):
                elements[index] = newValue
                self = .list(elements)
            case (.map(var entries), .key(let key)):
                if let index = entries.firstIndex(where: { $0.key == key }) {
                    entries[index].value = newValue
                } else {
                    entries.append((key, newValue))
                }
                self = .map(entries)
            case (.record(var values), .field(let index)):
                values[index] = newValue
                self = .record(values)
            default: break
            }
        }
    }

    subscript(path: ArraySlice<Step>) -> Model {
        get { path.reduce(self) { $0[$1] } }
        set {
            guard let first = path.first else {
                self = newValue
                return
            }
            self[first][path.dropFirst()] = newValue
        }
    }
}

private enum Step {
    case index(Int)
    case key(String)
    case field(Int)

    var text: String {
        switch self {
        case .index(let index): "[\(index)]"
        case .key(let key): "[\"\(key)\"]"
        case .field(let index): ".\(Model.fields[index])"
        }
    }
}

/// Makes a program and, statement by statement, what it does to the oracle's variables.
private struct RandomProgram {
    private var choices: Choices
    private var variables: [Model] = []
    private var lines: [String] = []
    private(set) var expected = ""
    private let names = ["a", "b", "c", "d"]

    init(seed: UInt64) { choices = Choices(state: seed) }

    private mutating func pick(_ count: Int) -> Int { Int.random(in: 0..<count, using: &choices) }

    /// The program; its variables are globals, locals, or locals that a closure shares.
    mutating func make() -> String {
        let kind = pick(3)
        for name in names {
            let (text, value) = literal(depth: 2)
            lines.append("var \(name) = \(text)")
            variables.append(value)
        }
        if kind == 2 { lines.append("let seen = () => [a, b, c, d]") }
        for _ in 0..<(8 + pick(24)) { statement() }
        lines.append("print([a, b, c, d])")
        expected += Model.list(variables).text + "\n"
        if kind == 2 {
            lines.append("print(seen())")
            expected += Model.list(variables).text + "\n"
        }
        let head = """
            record P(x, y) {
                fn mut bump(v) { self.x = [self.x, v] }
            }
            fn grown(xs, v) {
                var copy = xs
                copy.push(v)
                copy
            }
            fn same(x) = x

            """
        let body = lines.joined(separator: "\n")
        return head + (kind == 0 ? body : "fn main() {\n\(body)\n}\nmain()") + "\n"
    }

    private mutating func literal(depth: Int) -> (String, Model) {
        switch depth == 0 ? 0 : pick(4) {
        case 1:
            let parts = (0..<pick(4)).map { _ in literal(depth: depth - 1) }
            return ("[" + parts.map(\.0).joined(separator: ", ") + "]", .list(parts.map(\.1)))
        case 2:
            let parts = (0..<pick(3)).map { ("k\($0)", literal(depth: depth - 1)) }
            return (
                "{" + parts.map { "\($0): \($1.0)" }.joined(separator: ", ") + "}",
                .map(parts.map { ($0, $1.1) })
            )
        case 3:
            let parts = (0..<2).map { _ in literal(depth: depth - 1) }
            return ("P(\(parts[0].0), \(parts[1].0))", .record(parts.map(\.1)))
        default:
            let number = pick(90)
            return ("\(number)", .int(number))
        }
    }

    /// A place: the variable, the way, its text.
    private mutating func place() -> (variable: Int, path: ArraySlice<Step>, text: String) {
        let variable = pick(names.count)
        var value = variables[variable]
        var path: [Step] = []
        while path.count < 4, pick(3) > 0, !value.steps.isEmpty {
            let step = value.steps[pick(value.steps.count)]
            path.append(step)
            value = value[step]
        }
        return (variable, path[...], names[variable] + path.map(\.text).joined())
    }

    private mutating func value() -> (String, Model) {
        switch pick(5) {
        case 0: return literal(depth: 1)
        case 1:
            let (one, two) = (place(), place())
            let models = [variables[one.variable][one.path], variables[two.variable][two.path]]
            return ("[\(one.text), \(two.text)]", .list(models))
        case 2:
            let one = place()
            return ("same(\(one.text))", variables[one.variable][one.path])
        default:
            let one = place()
            return (one.text, variables[one.variable][one.path])
        }
    }

    private mutating func statement() {
        // Values that have grown too much begin anew.
        for index in variables.indices where variables[index].size > 200 {
            lines.append("\(names[index]) = 1")
            variables[index] = .int(1)
        }
        let target = place()
        let current = variables[target.variable][target.path]
        switch pick(9) {
        case 0, 1, 2:
            let (text, value) = value()
            lines.append("\(target.text) = \(text)")
            variables[target.variable][target.path] = value
        case 3, 4: change(target, current)
        case 5:
            let other = place()
            // Neither place may lie in the other: the second is looked up after the first is set.
            guard target.variable != other.variable else { return }
            lines.append("\(target.text), \(other.text) = \(other.text), \(target.text)")
            let theirs = variables[other.variable][other.path]
            variables[target.variable][target.path] = theirs
            variables[other.variable][other.path] = current
        case 6:
            guard case .list(let elements) = current else { return }
            lines.append("for e in \(target.text) { \(target.text).push(e) }")
            variables[target.variable][target.path] = .list(elements + elements)
        case 7:
            guard case .list(let elements) = current else { return }
            let (text, value) = value()
            let result = pick(names.count)
            lines.append("\(names[result]) = grown(\(target.text), \(text))")
            variables[result] = .list(elements + [value])
        default:
            guard case .map = current else { return }
            let (text, value) = value()
            let key = "k\(pick(5))"
            lines.append("\(target.text)[\"\(key)\"] = \(text)")
            variables[target.variable][target.path][.key(key)] = value
        }
    }

    private mutating func change(
        _ target: (variable: Int, path: ArraySlice<Step>, text: String), _ current: Model
    ) {
        let (text, value) = value()
        switch current {
        case .list(var elements):
            switch pick(5) {
            case 0 where !elements.isEmpty:
                lines.append("\(target.text).pop()")
                elements.removeLast()
            case 1:
                lines.append("\(target.text).reverse()")
                elements.reverse()
            case 2:
                lines.append("\(target.text).insert(0, \(text))")
                elements.insert(value, at: 0)
            case 3:
                lines.append("\(target.text) += [\(text)]")
                elements.append(value)
            default:
                lines.append("\(target.text).push(\(text))")
                elements.append(value)
            }
            variables[target.variable][target.path] = .list(elements)
        case .record(let values):
            lines.append("\(target.text).bump(\(text))")
            variables[target.variable][target.path] = .record([
                .list([values[0], value]), values[1],
            ])
        case .int(let number):
            lines.append("\(target.text) += 7")
            variables[target.variable][target.path] = .int(number + 7)
        case .map(let entries):
            guard let first = entries.first else { return }
            lines.append("\(target.text).remove(\"\(first.key)\")")
            variables[target.variable][target.path] = .map(Array(entries.dropFirst()))
        }
    }
}

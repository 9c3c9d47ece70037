/// Makes instructions of trees.
///
/// Functions are compiled where something calls them, one after the other.
final class JqCompiler {
    /// What a function's code is made of.
    enum Body {
        case node(Int)
        /// `. OP $x`, for `OP=`.
        case compute(JqOperator, slot: Int)
        /// `. // $x`, for `//=`.
        case definedOr(slot: Int)
        /// What `|=` calls.
        case modify
    }

    /// A function that waits to be compiled.
    private struct Waiting {
        let number: Int
        let body: Body
        let source: JqUnitText
        let level: Int
        let scope: JqScope?
    }

    let account: JqAccount
    private(set) var code: [JqInstruction] = []
    var functions: [JqFunction] = []
    private(set) var constants: [JqValue] = []
    private var waiting: [Waiting] = []
    private var nextWaiting = 0
    /// The functions that jq has by itself, by name and number of parameters.
    private var globals: [String: JqDefinition] = [:]
    private var modifyNumber: Int?
    /// What is to be told of mistakes.
    private(set) var reports: [[UInt8]] = []
    /// Values that the command line gives to variables.
    var arguments: [(name: [UInt8], value: JqValue)] = []
    private var environment: Int?

    // What is being compiled.
    private(set) var source: JqUnitText
    private(set) var level = 0
    private(set) var locals = 0

    init(_ account: JqAccount) {
        self.account = account
        source = JqPrelude.source
    }

    /// The code of a program.
    ///
    /// - Throws: what the host throws where there is no memory.
    func compile(_ program: JqUnitText, _ scope: JqScope?) throws -> JqCode {
        functions = [JqFunction(parameters: 0)]
        let root = program.tree.root ?? -1
        waiting = [
            Waiting(number: 0, body: .node(root), source: program, level: 0, scope: scope)
        ]
        while nextWaiting < waiting.count {
            let next = waiting[nextWaiting]
            nextWaiting += 1
            try compile(next)
        }
        return JqCode(code, functions, constants)
    }

    private func compile(_ function: Waiting) throws {
        source = function.source
        level = function.level
        locals = 0
        let start = code.count
        functions[function.number].entry = Int32(truncatingIfNeeded: start)
        switch function.body {
        case .node(let node): if node >= 0 { try compile(node, function.scope) }
        case .compute(let operation, let slot):
            emit(.innerBegin)
            emit(.load, slot, 1)
            emit(.innerEnd)
            emit(.duplicate)
            emit(.binary, operation.rawValue)
        case .definedOr(let slot):
            let jump = emit(.jumpIfFalse)
            emit(.leave)
            land(jump)
            emit(.load, slot, 1)
        case .modify: try compileModify()
        }
        emit(.leave)
        functions[function.number].locals = Int32(truncatingIfNeeded: locals)
        JqTailCalls.mark(&code, from: start, functions)
        account.take((code.count - start) &* 16)
        try account.settle()
    }

    // MARK: Making instructions

    @discardableResult
    func emit(_ operation: JqOperation, _ first: Int = 0, _ second: Int = 0) -> Int {
        code.append(
            JqInstruction(
                operation: operation, first: Int32(truncatingIfNeeded: first),
                second: Int32(truncatingIfNeeded: second)))
        return code.count - 1
    }

    /// Lets a jump lead to what comes next.
    func land(_ jump: Int) { code[jump].first = Int32(truncatingIfNeeded: code.count) }

    /// The number of a constant.
    func constant(_ value: JqValue) -> Int {
        constants.append(value)
        return constants.count - 1
    }

    /// A new variable of the function.
    func newLocal() -> Int {
        locals += 1
        return locals - 1
    }

    /// Reports a mistake.
    func report(_ message: String, _ span: JqSpan) {
        reports.append(source.text.report(message, at: span.start))
    }

    // MARK: Functions

    /// The number of a function, which is compiled in its turn.
    func number(of definition: JqDefinition) -> Int {
        if let number = definition.number { return number }
        let parameters = definition.node.parameters
        let number = functions.count
        functions.append(JqFunction(parameters: Int32(truncatingIfNeeded: parameters.count)))
        definition.number = number
        var scope = definition.scope
        let level = definition.level + 1
        for (index, name) in parameters.enumerated() {
            scope = JqScope(name, .parameter(index, level: level), scope)
        }
        waiting.append(
            Waiting(
                number: number, body: .node(definition.node.body), source: definition.source,
                level: level, scope: scope))
        return number
    }

    /// The number of a function without a name, which sees what the current one sees.
    func lambda(_ body: Body, _ scope: JqScope?) -> Int {
        functions.append(JqFunction(parameters: 0))
        waiting.append(
            Waiting(
                number: functions.count - 1, body: body, source: source, level: level + 1,
                scope: scope))
        return functions.count - 1
    }

    /// The number of what `|=` calls.
    func modifyFunction() -> Int {
        if let modifyNumber { return modifyNumber }
        functions.append(JqFunction(parameters: 2))
        let number = functions.count - 1
        modifyNumber = number
        waiting.append(
            Waiting(number: number, body: .modify, source: source, level: 0, scope: nil))
        return number
    }

    /// A function of jq's own that is written in the language.
    func global(_ name: [UInt8], _ count: Int) -> JqDefinition? {
        let key = "\(String(decoding: name, as: UTF8.self))/\(count)"
        if let found = globals[key] { return found }
        guard let function = JqPrelude.functions[key] else { return nil }
        let made = JqDefinition(
            JqPrelude.source, JqPrelude.source.tree.functions[function], level: -1, nil)
        globals[key] = made
        return made
    }

    /// The value of a variable that no expression binds: an argument, or the environment.
    func globalVariable(_ name: [UInt8]) throws -> Int? {
        if name.elementsEqual("ENV".utf8) {
            if let environment { return environment }
            let number = constant(try JqMachine.environment(account))
            environment = number
            return number
        }
        return arguments.first { $0.name == name }.map { constant($0.value) }
    }
}

/// Calls behind which nothing is done, for which the caller's frame may go.
enum JqTailCalls {
    /// Marks the calls of a function's code.
    static func mark(_ code: inout [JqInstruction], from start: Int, _ functions: [JqFunction]) {
        var place = start
        while place < code.count {
            let instruction = code[place]
            switch instruction.operation {
            case .call:
                let end = place + 1 + Int(functions[Int(instruction.first)].parameters)
                // What the callee sees of the frame has to stay.
                let keepsFrame =
                    instruction.second == 0
                    || code[(place + 1)..<end].contains {
                        $0.operation == .argument && $0.second == 0
                    }
                if !keepsFrame, leaves(code, end) { code[place].operation = .callTail }
                place = end
            case .parameter:
                if leaves(code, place + 1) { code[place].operation = .parameterTail }
                place += 1
            default: place += 1
            }
        }
    }

    private static func leaves(_ code: [JqInstruction], _ start: Int) -> Bool {
        var place = start
        while place < code.count, code[place].operation == .jump { place = Int(code[place].first) }
        return place < code.count && code[place].operation == .leave
    }
}

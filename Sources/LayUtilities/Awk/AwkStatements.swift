internal import LayRegex

/// How a statement ended.
enum AwkFlow {
    case normal, breaks, continues, next, nextFile, exits, returns
}

/// What leaves a function's caller as well.
enum AwkLeaving: Error {
    case next, nextFile, exits

    /// How the block ends that is left.
    var flow: AwkFlow {
        switch self {
        case .next: .next
        case .nextFile: .nextFile
        case .exits: .exits
        }
    }
}

/// A statement, compiled.
class AwkStatement {
    /// Does what the statement says.
    ///
    /// - Throws: what ends the program.
    func execute(_ machine: AwkMachine) throws -> AwkFlow { .normal }
}

/// An expression for its effects.
final class AwkExpressionStatement: AwkStatement {
    private let node: AwkNode
    private let line: Int

    init(_ node: AwkNode, line: Int) {
        self.node = node
        self.line = line
    }

    override func execute(_ machine: AwkMachine) throws -> AwkFlow {
        machine.line = line
        try node.run(machine)
        return .normal
    }
}

/// Statements one after the other.
final class AwkBlock: AwkStatement {
    private let statements: AwkList<AwkStatement>

    init(_ statements: [AwkStatement]) { self.statements = AwkList(statements) }

    override func execute(_ machine: AwkMachine) throws -> AwkFlow {
        for index in 0..<statements.count {
            let flow = try statements.with(index) { try $0.execute(machine) }
            if flow != .normal { return flow }
        }
        return .normal
    }
}

/// `if`, with any number of `else if`.
final class AwkIf: AwkStatement {
    private let branches: [(condition: AwkNode, body: AwkStatement, line: Int)]
    private let otherwise: AwkStatement?

    init(
        _ branches: [(condition: AwkNode, body: AwkStatement, line: Int)],
        _ otherwise: AwkStatement?
    ) {
        self.branches = branches
        self.otherwise = otherwise
    }

    override func execute(_ machine: AwkMachine) throws -> AwkFlow {
        for branch in branches {
            machine.line = branch.line
            if try branch.condition.truth(machine) { return try branch.body.execute(machine) }
        }
        return try otherwise?.execute(machine) ?? .normal
    }
}

/// `while`, `do` and `for`.
final class AwkLoop: AwkStatement {
    private let condition: AwkNode
    private let step: AwkStatement
    private let body: AwkStatement
    /// Whether the body comes before the condition.
    private let isDo: Bool
    private let line: Int

    init(
        _ condition: AwkNode?, _ step: AwkStatement?, _ body: AwkStatement, isDo: Bool, line: Int
    ) {
        self.condition = condition ?? AwkNumberLiteral(1)
        self.step = step ?? AwkBlock([])
        self.body = body
        self.isDo = isDo
        self.line = line
    }

    override func execute(_ machine: AwkMachine) throws -> AwkFlow {
        var skipsCondition = isDo
        while true {
            try machine.tick()
            if !skipsCondition {
                machine.line = line
                if try !condition.truth(machine) { return .normal }
            }
            skipsCondition = false
            switch try body.execute(machine) {
            case .normal, .continues: break
            case .breaks: return .normal
            case let flow: return flow
            }
            _ = try step.execute(machine)
        }
    }
}

/// `for (k in a)`, over the subscripts that there are at its beginning.
final class AwkForIn: AwkStatement {
    private let target: AwkTarget
    private let outer: AwkArrayNode
    private let body: AwkStatement

    init(_ target: AwkTarget, _ outer: AwkArrayNode, _ body: AwkStatement) {
        self.target = target
        self.outer = outer
        self.body = body
    }

    override func execute(_ machine: AwkMachine) throws -> AwkFlow {
        let array = try outer.array(machine)
        let size = array.count &* 56
        try machine.account.admit(size)
        machine.account.take(size)
        defer { machine.account.give(size) }
        for key in try machine.keys(of: array) {
            try machine.tick()
            try target.assign(machine, .text(key.text(machine)))
            switch try body.execute(machine) {
            case .normal, .continues: break
            case .breaks: return .normal
            case let flow: return flow
            }
        }
        return .normal
    }
}

/// `switch`
final class AwkSwitch: AwkStatement {
    /// What a case asks for.
    enum Label {
        case value(AwkNode)
        case pattern(AwkPattern)
        case otherwise
    }

    private let subject: AwkNode
    private let cases: [(label: Label, body: AwkStatement)]

    init(_ subject: AwkNode, _ cases: [(label: Label, body: AwkStatement)]) {
        self.subject = subject
        self.cases = cases
    }

    override func execute(_ machine: AwkMachine) throws -> AwkFlow {
        let value = try subject.value(machine)
        var start: Int?
        for (index, item) in cases.enumerated() where start == nil {
            if try fits(item.label, value, machine) { start = index }
        }
        if start == nil {
            start = cases.firstIndex {
                if case .otherwise = $0.label { true } else { false }
            }
        }
        for item in cases[(start ?? cases.count)...] {
            let flow = try item.body.execute(machine)
            if flow == .breaks { return .normal }
            if flow != .normal { return flow }
        }
        return .normal
    }

    private func fits(
        _ label: Label, _ value: AwkValue, _ machine: AwkMachine
    ) throws -> Bool {
        switch label {
        case .value(let node): try machine.compare(value, node.value(machine), .equal)
        case .pattern(let pattern):
            try machine.text(of: value).with { try pattern.searcher(machine).matches($0) }
        case .otherwise: false
        }
    }
}

/// `next`, `break` and the other statements that only lead elsewhere.
final class AwkJump: AwkStatement {
    private let flow: AwkFlow

    init(_ flow: AwkFlow) { self.flow = flow }

    override func execute(_ machine: AwkMachine) throws -> AwkFlow { flow }
}

/// `return` and `exit`, with their values.
final class AwkLeave: AwkStatement {
    private let flow: AwkFlow
    private let node: AwkNode?

    init(_ flow: AwkFlow, _ node: AwkNode?) {
        self.flow = flow
        self.node = node
    }

    override func execute(_ machine: AwkMachine) throws -> AwkFlow {
        if flow == .returns {
            machine.returned = try node?.value(machine) ?? .nothing
        } else if let node {
            machine.exitStatus = Int(bounded: try node.number(machine))
        }
        return flow
    }
}

/// `delete a[k]` and `delete a`.
final class AwkDeletion: AwkStatement {
    private let outer: AwkArrayNode
    private let key: AwkNode?

    init(_ outer: AwkArrayNode, _ key: AwkNode?) {
        self.outer = outer
        self.key = key
    }

    override func execute(_ machine: AwkMachine) throws -> AwkFlow {
        guard let key else {
            try outer.array(machine).removeAll()
            return .normal
        }
        let value = try key.value(machine)
        let array = try outer.array(machine)
        if case .number(let number) = value, let whole = AwkNumber.whole(number) {
            array.remove(whole)
        } else {
            try machine.text(of: value).with { array.remove($0) }
        }
        return .normal
    }
}

internal import LayRegex

/// `!x`
final class AwkNegation: AwkTruthNode {
    private let operand: AwkNode

    init(_ operand: AwkNode) { self.operand = operand }

    override func truth(_ machine: AwkMachine) throws -> Bool { try !operand.truth(machine) }
}

/// `x && y` and `x || y`, over any number of operands.
final class AwkJunction: AwkTruthNode {
    private let operands: AwkList<AwkNode>
    /// What decides as soon as an operand is it.
    private let decisive: Bool

    init(_ operands: [AwkNode], isAny: Bool) {
        self.operands = AwkList(operands)
        decisive = isAny
    }

    override func truth(_ machine: AwkMachine) throws -> Bool {
        for index in 0..<operands.count {
            let truth = try operands.with(index) { try $0.truth(machine) }
            if truth == decisive { return decisive }
        }
        return !decisive
    }
}

/// `x ? y : z`
final class AwkConditional: AwkNode {
    private let condition: AwkNode
    private let yes: AwkNode
    private let no: AwkNode

    init(_ condition: AwkNode, _ yes: AwkNode, _ no: AwkNode) {
        self.condition = condition
        self.yes = yes
        self.no = no
    }

    override func value(_ machine: AwkMachine) throws -> AwkValue {
        try condition.truth(machine) ? yes.value(machine) : no.value(machine)
    }

    override func number(_ machine: AwkMachine) throws -> Double {
        try condition.truth(machine) ? yes.number(machine) : no.number(machine)
    }

    override func append(_ machine: AwkMachine, isPrinted: Bool) throws {
        let chosen = try condition.truth(machine) ? yes : no
        try chosen.append(machine, isPrinted: isPrinted)
    }
}

/// `x < y` and its like.
final class AwkComparing: AwkTruthNode {
    private let comparison: AwkComparison
    private let left: AwkNode
    private let right: AwkNode

    init(_ comparison: AwkComparison, _ left: AwkNode, _ right: AwkNode) {
        self.comparison = comparison
        self.left = left
        self.right = right
    }

    override func truth(_ machine: AwkMachine) throws -> Bool {
        let first = try left.value(machine)
        let second = try right.value(machine)
        if case .number(let first) = first, case .number(let second) = second {
            return comparison.holds(first, second)
        }
        return try machine.compare(first, second, comparison)
    }
}

/// A comparison with a number of the program.
final class AwkComparingLiteral: AwkTruthNode {
    private let comparison: AwkComparison
    private let left: AwkNode
    private let literal: Double

    init(_ comparison: AwkComparison, _ left: AwkNode, _ literal: Double) {
        self.comparison = comparison
        self.left = left
        self.literal = literal
    }

    override func truth(_ machine: AwkMachine) throws -> Bool {
        let first = try left.value(machine)
        if case .number(let first) = first { return comparison.holds(first, literal) }
        return try machine.compare(first, .number(literal), comparison)
    }
}

/// A comparison of what lies ready with a text of the program.
final class AwkComparingText: AwkTruthNode {
    private let comparison: AwkComparison
    private let left: AwkNode
    private let literal: AwkText

    init(_ comparison: AwkComparison, _ left: AwkNode, _ literal: AwkText) {
        self.comparison = comparison
        self.left = left
        self.literal = literal
    }

    override func truth(_ machine: AwkMachine) throws -> Bool {
        if !machine.ignoresCase, let span = try left.span(machine) {
            return comparison.holds(order: AwkText.order(span, literal.span))
        }
        return try machine.compare(left.value(machine), .text(literal), comparison)
    }
}

/// A comparison of what lies ready, and may be a number, with a number of the program.
final class AwkComparingNumber: AwkTruthNode {
    private let comparison: AwkComparison
    private let left: AwkFieldTarget
    private let literal: Double

    init(_ comparison: AwkComparison, _ left: AwkFieldTarget, _ literal: Double) {
        self.comparison = comparison
        self.left = left
        self.literal = literal
    }

    override func truth(_ machine: AwkMachine) throws -> Bool {
        if let span = try left.span(machine) {
            let parsed = AwkNumber.parse(span)
            if parsed.isWhole { return comparison.holds(parsed.value, literal) }
        }
        return try machine.compare(left.value(machine), .number(literal), comparison)
    }
}

/// `x ~ y` and `x !~ y`.
final class AwkMatching: AwkTruthNode {
    private let subject: AwkNode
    private let pattern: AwkPattern
    private let isNegated: Bool

    init(_ subject: AwkNode, _ pattern: AwkPattern, isNegated: Bool) {
        self.subject = subject
        self.pattern = pattern
        self.isNegated = isNegated
    }

    override func truth(_ machine: AwkMachine) throws -> Bool {
        if pattern.isConstant, let span = try subject.span(machine) {
            try machine.search(span.count)
            return try pattern.searcher(machine).matches(span) != isNegated
        }
        let text = try subject.text(machine)
        let searcher = try pattern.searcher(machine)
        try machine.search(text.count)
        return text.with { searcher.matches($0) } != isNegated
    }
}

/// A regular expression that stands alone: whether it matches the record.
final class AwkExpressionLiteral: AwkTruthNode {
    let pattern: AwkPattern

    init(_ pattern: AwkPattern) { self.pattern = pattern }

    override func truth(_ machine: AwkMachine) throws -> Bool {
        let span = try machine.record.span(machine)
        try machine.search(span.count)
        return try pattern.searcher(machine).matches(span)
    }
}

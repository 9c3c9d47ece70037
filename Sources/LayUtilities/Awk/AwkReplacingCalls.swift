internal import LayRegex

/// `sub(r, s, t)` and `gsub(r, s, t)`.
final class AwkSubstitution: AwkNumberNode {
    private let pattern: AwkPattern
    private let replacement: AwkNode
    private let target: AwkTarget
    private let reach: AwkReach

    init(_ pattern: AwkPattern, _ replacement: AwkNode, _ target: AwkTarget, isGlobal: Bool) {
        self.pattern = pattern
        self.replacement = replacement
        self.target = target
        reach = isGlobal ? .all : .only(1)
    }

    override func number(_ machine: AwkMachine) throws -> Double {
        let searcher = try pattern.searcher(machine)
        let replacement = AwkReplacement(try replacement.text(machine), hasGroups: false)
        let scratch = machine.scratch
        let start = scratch.count
        defer { scratch.count = start }
        if target is AwkRecordTarget {
            let span = try machine.record.span(machine)
            let count = try machine.replace(searcher, in: span, with: replacement, reach)
            if count > 0 { try machine.record.set(scratch.span(from: start), machine) }
            return Double(count)
        }
        let text = try target.text(machine)
        let count = try machine.replace(searcher, in: text.span, with: replacement, reach)
        withExtendedLifetime(text) {}
        if count > 0 {
            let result = try scratch.take(from: start)
            try target.assign(machine, .text(result))
        }
        return Double(count)
    }
}

/// `gensub(r, s, how, t)`
final class AwkGeneralSubstitution: AwkNode {
    private let pattern: AwkPattern
    private let replacement: AwkNode
    private let how: AwkNode
    private let subject: AwkNode

    init(_ pattern: AwkPattern, _ replacement: AwkNode, _ how: AwkNode, _ subject: AwkNode) {
        self.pattern = pattern
        self.replacement = replacement
        self.how = how
        self.subject = subject
    }

    override func value(_ machine: AwkMachine) throws -> AwkValue {
        let searcher = try pattern.searcher(machine)
        let replacement = AwkReplacement(try replacement.text(machine), hasGroups: true)
        let how = try how.value(machine)
        let reach: AwkReach =
            try machine.text(of: how).array.first.map { $0 | 32 == 103 } == true
            ? .all : .only(max(1, Int(bounded: how.number)))
        let text = try subject.text(machine)
        let start = machine.scratch.count
        defer { machine.scratch.count = start }
        let count = try text.with {
            try machine.replace(searcher, in: $0, with: replacement, reach)
        }
        return .text(count > 0 ? try machine.scratch.take(from: start) : text)
    }
}

/// An expression that `sub` changes although it cannot be assigned to.
final class AwkThrowaway: AwkTarget {
    private let node: AwkNode

    init(_ node: AwkNode) { self.node = node }

    override func value(_ machine: AwkMachine) throws -> AwkValue { try node.value(machine) }
}

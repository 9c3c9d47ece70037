internal import LayRegex

/// `length`, of a text or an array.
final class AwkLength: AwkNumberNode {
    private let operand: AwkNode
    private let variable: AwkSlotTarget?
    private let element: AwkElementTarget?

    init(_ operand: AwkNode) {
        self.operand = operand
        variable = operand as? AwkSlotTarget
        element = operand as? AwkElementTarget
    }

    override func number(_ machine: AwkMachine) throws -> Double {
        if let variable, case .array(let array) = variable.place(machine).pointee {
            return Double(array.count)
        }
        if let element {
            let place = try element.key.locate(in: element.outer.array(machine), machine)
            if case .array(let array) = place.pointee { return Double(array.count) }
            return Double(try machine.text(of: place.pointee).count)
        }
        return Double(try operand.length(machine))
    }
}

/// `substr(s, start)` and `substr(s, start, length)`.
final class AwkSubstring: AwkNode {
    private let subject: AwkNode
    private let start: AwkNode
    private let length: AwkNode?
    /// Whether the subject's bytes still lie ready after the others were evaluated.
    private let isQuiet: Bool

    init(_ subject: AwkNode, _ start: AwkNode, _ length: AwkNode?) {
        self.subject = subject
        self.start = start
        self.length = length
        isQuiet = Self.isQuiet(start) && (length.map(Self.isQuiet) ?? true)
    }

    /// Whether evaluating a node leaves everything as it is.
    private static func isQuiet(_ node: AwkNode) -> Bool {
        node is AwkNumberLiteral || node is AwkGlobal || node is AwkLocal
    }

    override func value(_ machine: AwkMachine) throws -> AwkValue {
        if isQuiet, let span = try subject.span(machine) {
            let range = try range(span.count, machine)
            if range.isEmpty { return .text(machine.emptyText) }
            try machine.account.admit(range.count)
            return .text(
                AwkText.make(UnsafeBufferPointer(rebasing: span[range]), machine.account))
        }
        let text = try subject.text(machine)
        let range = try range(text.count, machine)
        if range.isEmpty { return .text(machine.emptyText) }
        try machine.account.admit(range.count)
        return .text(
            text.with { AwkText.make(UnsafeBufferPointer(rebasing: $0[range]), machine.account) })
    }

    override func append(_ machine: AwkMachine, isPrinted: Bool) throws {
        if isQuiet, let span = try subject.span(machine) {
            let range = try range(span.count, machine)
            return try machine.scratch.append(UnsafeBufferPointer(rebasing: span[range]))
        }
        let text = try subject.text(machine)
        let range = try range(text.count, machine)
        try text.with { try machine.scratch.append(UnsafeBufferPointer(rebasing: $0[range])) }
    }

    /// The bytes that are asked for; a start before the text counts as its beginning.
    private func range(_ count: Int, _ machine: AwkMachine) throws -> Range<Int> {
        let first = max(1, Int(bounded: try start.number(machine))) &- 1
        guard let length else { return min(first, count)..<count }
        let wanted = Int(bounded: try length.number(machine))
        guard first < count, wanted > 0 else { return 0..<0 }
        return first..<(first &+ min(wanted, count &- first))
    }
}

/// `index(s, t)`
final class AwkIndex: AwkNumberNode {
    private let subject: AwkNode
    private let wanted: AwkNode
    private let literal: AwkText?

    init(_ subject: AwkNode, _ wanted: AwkNode) {
        self.subject = subject
        self.wanted = wanted
        literal = (wanted as? AwkTextLiteral)?.literal
    }

    override func number(_ machine: AwkMachine) throws -> Double {
        if let literal, literal.count > 0, let span = try subject.span(machine) {
            try machine.work(span.count)
            return Double((AwkLibrary.find(literal.span, in: span) ?? -1) &+ 1)
        }
        let text = try subject.text(machine)
        let part = try wanted.text(machine)
        try machine.work(text.count)
        if part.count == 0 { return machine.manner == .busybox ? 0 : 1 }
        let found = text.with { text in part.with { AwkLibrary.find($0, in: text) } }
        return Double((found ?? -1) &+ 1)
    }
}

/// `tolower(s)` and `toupper(s)`.
final class AwkCaseChange: AwkNode {
    private let subject: AwkNode
    private let toUpper: Bool

    init(_ subject: AwkNode, toUpper: Bool) {
        self.subject = subject
        self.toUpper = toUpper
    }

    override func value(_ machine: AwkMachine) throws -> AwkValue {
        let start = machine.scratch.count
        try append(machine, isPrinted: false)
        return .text(try machine.scratch.take(from: start))
    }

    override func append(_ machine: AwkMachine, isPrinted: Bool) throws {
        let scratch = machine.scratch
        let start = scratch.count
        try subject.append(machine, isPrinted: false)
        let first: UInt8 = toUpper ? 97 : 65
        let base = scratch.base
        for index in start..<scratch.count where base[index] &- first < 26 { base[index] ^= 32 }
    }
}

/// `match(s, r)` and `match(s, r, a)`.
final class AwkMatchCall: AwkNumberNode {
    private let subject: AwkNode
    private let pattern: AwkPattern
    private let target: AwkArrayNode?

    init(_ subject: AwkNode, _ pattern: AwkPattern, _ target: AwkArrayNode?) {
        self.subject = subject
        self.pattern = pattern
        self.target = target
    }

    override func number(_ machine: AwkMachine) throws -> Double {
        let text = try subject.text(machine)
        let searcher = try pattern.searcher(machine)
        try machine.search(text.count)
        var match = RegularExpression.Match()
        let found: Bool
        if let target {
            found = text.with { searcher.firstMatch(in: $0, into: &match) }
            let array = try target.array(machine)
            array.removeAll()
            if found { try fill(array, text, match, machine) }
        } else if let range = text.with({ searcher.firstRange(in: $0) }) {
            match.range = range
            found = true
        } else {
            found = false
        }
        let start = found ? Double(match.range.lowerBound &+ 1) : 0
        let length = found ? Double(match.range.count) : -1
        machine.globals[AwkSpecial.matchStart.rawValue] = .number(start)
        machine.globals[AwkSpecial.matchLength.rawValue] = .number(length)
        return start
    }

    private func fill(
        _ array: AwkArray, _ text: AwkText, _ match: RegularExpression.Match,
        _ machine: AwkMachine
    ) throws {
        for index in 0...match.groupCount {
            guard let range = match.group(index) else { continue }
            let part = text.with {
                AwkText.make(UnsafeBufferPointer(rebasing: $0[range]), machine.account)
            }
            try array.locate(index).pointee = .input(part)
            for (name, number) in [("start", range.lowerBound &+ 1), ("length", range.count)] {
                let key =
                    Array(String(index).utf8) + machine.subscriptSeparator.array
                    + Array(name.utf8)
                let place = try key.withUnsafeBufferPointer { try array.locate($0) }
                place.pointee = .number(Double(number))
            }
        }
    }
}

/// `split(s, a, fs, seps)` and `patsplit(s, a, pattern, seps)`.
final class AwkSplitCall: AwkNumberNode {
    private let subject: AwkNode
    private let target: AwkArrayNode
    private let separator: AwkPattern?
    private let separators: AwkArrayNode?
    private let isPattern: Bool

    init(
        _ subject: AwkNode, _ target: AwkArrayNode, _ separator: AwkPattern?,
        _ separators: AwkArrayNode?, isPattern: Bool
    ) {
        self.subject = subject
        self.target = target
        self.separator = separator
        self.separators = separators
        self.isPattern = isPattern
    }

    override func number(_ machine: AwkMachine) throws -> Double {
        let text = try subject.text(machine)
        let splitter = try splitter(machine)
        try machine.search(text.count)
        let array = try target.array(machine)
        let between = try separators?.array(machine)
        array.removeAll()
        between?.removeAll()
        let account = machine.account
        var (position, count, end) = (0, 0, 0)
        let span = text.span
        func note(_ index: Int, _ range: Range<Int>) throws {
            guard let between, index > 0 || !range.isEmpty else { return }
            try between.locate(index).pointee = .input(
                AwkText.make(UnsafeBufferPointer(rebasing: span[range]), account))
        }
        while let field = splitter.next(in: span, &position, isFirst: count == 0) {
            try machine.tick()
            try note(count, end..<max(end, field.lowerBound))
            count &+= 1
            end = field.upperBound
            try array.locate(count).pointee = .input(
                AwkText.make(UnsafeBufferPointer(rebasing: span[field]), account))
        }
        if end < span.count { try note(count, end..<span.count) }
        withExtendedLifetime(text) {}
        return Double(count)
    }

    private func splitter(_ machine: AwkMachine) throws -> AwkSplitter {
        guard let separator else {
            if !isPattern {
                if machine.splitterSource == .fieldSeparator { return machine.splitter }
                let text = try machine.text(
                    of: machine.globals[AwkSpecial.fieldSeparator.rawValue])
                return try machine.separator(text.array)
            }
            let text = try machine.text(of: machine.globals[AwkSpecial.fieldPattern.rawValue])
            return .content(try machine.patterns.searcher(text.array, machine))
        }
        if isPattern { return .content(try separator.searcher(machine)) }
        guard let node = separator.computed else {
            return separator.literal == [32]
                ? .byte(32) : .expression(try separator.searcher(machine))
        }
        let text = try node.text(machine)
        if text.count == 1, text.base[0] == 32 { return .blanks }
        return try machine.separator(text.array)
    }
}

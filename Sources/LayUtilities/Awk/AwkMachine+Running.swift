extension AwkMachine {
    /// Runs the program: its status.
    ///
    /// The first of `arguments` is the program's name.
    ///
    /// - Throws: `AwkError`, or what the host throws.
    func run(_ arguments: [[UInt8]], assignments: [[UInt8]] = []) throws -> Int {
        try prepare(arguments)
        for assignment in assignments where try !assign(operand: assignment) {
            let shown = String(decoding: assignment, as: UTF8.self)
            throw AwkError(
                stage: .syntax, line: 0,
                message: "`\(shown)' argument to `-v' not in `var=value' form")
        }
        do {
            try runStages()
        } catch let failure as AwkError {
            // What was printed before comes first; the failure is what is told.
            try standardOutput.flush()
            throw failure
        }
        try streams.closeAll(manner)
        return exitStatus & 0xFF
    }

    private func runStages() throws {
        for block in program.begins where try execute(block) == .exits {
            isExiting = true
            break
        }
        if !isExiting, !program.rules.isEmpty || !program.ends.isEmpty || program.readsFiles {
            try runRecords()
        }
        // `exit` in an `END` ends it all; one before leads here.
        for block in program.ends where try execute(block) == .exits { return }
    }

    /// Executes a block on its own; an end that a function asked for counts as the block's.
    private func execute(_ block: AwkStatement) throws -> AwkFlow {
        scratch.count = 0
        let flow: AwkFlow
        do {
            flow = try block.execute(self)
        } catch let leaving as AwkLeaving {
            flow = leaving.flow
        }
        if flow == .next, manner.refusesStrayNext {
            throw error("`next' cannot be called outside a rule")
        }
        return flow
    }

    private func runRecords() throws {
        var isInRange = [Bool](repeating: false, count: program.rules.count)
        while try readMain() {
            try tick()
            scratch.count = 0
            let flow: AwkFlow
            do {
                flow = try applyRules(&isInRange)
            } catch let leaving as AwkLeaving {
                flow = leaving.flow
            }
            if flow == .nextFile { try leaveFile() }
            if flow == .exits { isExiting = true }
            if isExiting { return }
        }
    }

    private func applyRules(_ isInRange: inout [Bool]) throws -> AwkFlow {
        for index in program.rules.indices {
            let rule = program.rules[index]
            line = rule.line
            if let last = rule.last {
                guard try evaluateRange(rule, last, &isInRange[index]) else { continue }
            } else if let pattern = rule.pattern, try !pattern.truth(self) {
                continue
            }
            guard let body = rule.body else {
                try printRecord()
                continue
            }
            let flow = try body.execute(self)
            if flow != .normal { return flow }
        }
        return .normal
    }

    private func evaluateRange(
        _ rule: AwkRule, _ last: AwkNode, _ isInRange: inout Bool
    ) throws -> Bool {
        if !isInRange, let pattern = rule.pattern {
            guard try pattern.truth(self) else { return false }
        }
        isInRange = try !last.truth(self)
        return true
    }

    private func printRecord() throws {
        try standardOutput.write(record.span(self))
        try outputRecordSeparator.with { try standardOutput.write($0) }
    }

    /// Executes the blocks around a file.
    ///
    /// - Throws: what ends the program.
    func runFileBlocks(_ blocks: [AwkStatement]) throws -> AwkFlow {
        for block in blocks {
            let flow = try execute(block)
            if flow == .exits || flow == .nextFile { return flow }
        }
        return .normal
    }
}

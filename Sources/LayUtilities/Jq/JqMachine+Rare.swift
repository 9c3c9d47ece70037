extension JqMachine {
    /// Does what comes seldom; false where that is to go back.
    ///
    /// - Throws: `JqRaise` for an error; what the host throws.
    func rare(_ instruction: JqInstruction, _ place: Int32) throws -> Bool {
        switch instruction.operation {
        case .storeForked:
            try fork(place &- 1)
            let value = pop()
            local(instruction.first, instruction.second).pointee = value
        case .insert: try insert()
        case .insertSame: try insertSame()
        case .range:
            let end = pop()
            return try count(instruction, to: end, place &- 1)
        case .pathBegin: try beginPath()
        case .pathEnd: try endPath()
        case .label:
            local(instruction.first, 0).pointee = .label(newLabel())
        case .breakOut: throw JqRaise(local(instruction.first, instruction.second).pointee)
        case .checkBreak:
            let error = pop()
            if case .label(let wanted) = local(instruction.first, 0).pointee,
                case .label(let number) = error, number == wanted
            {
                return false
            }
            throw JqRaise(error)
        case .rethrowBreak:
            if case .label = cells.base[Int(top)].value { throw JqRaise(pop()) }
        case .mark: local(instruction.first, 0).pointee = .number(forks.count)
        case .cut:
            if case .number(let count) = local(instruction.first, 0).pointee {
                cutForks(Int(count))
            }
        case .modifyBegin: try beginChange(instruction.first)
        case .modifyEnd: try endChange(instruction.first)
        case .modifyNone: try deleteChanged(instruction.first)
        default: break
        }
        return true
    }

    // MARK: Objects

    private func insert() throws {
        let input = pop()
        let value = pop()
        let key = pop()
        var target = pop()
        try put(key, value, into: &target)
        try push(target)
        try push(input)
    }

    /// Inserts what the input has at the key.
    private func insertSame() throws {
        let input = pop()
        let key = pop()
        var target = pop()
        // The input is told before the key, as jq does.
        let value = try JqPaths.get(input, key, account)
        try put(key, value, into: &target)
        try push(target)
        try push(input)
    }

    private func put(_ key: JqValue, _ value: JqValue, into target: inout JqValue) throws {
        guard case .text(let text) = key else {
            throw JqRaise(
                Array("Cannot use ".utf8) + JqRaise.shown(key) + Array(" as object key".utf8))
        }
        if let object = target.takeObject() {
            target = .object(try JqObject.set(consume object, text, value))
        }
    }

    // MARK: Paths

    private func beginPath() throws {
        let input = pop()
        try push(
            .trail(JqTrail(steps, isTracked: isTracked, pathValue, nesting: nesting)))
        try push(input)
        steps = nil
        isTracked = true
        pathValue = input
        nesting = 0
    }

    private func endPath() throws {
        let value = pop()
        if isPath, !value.isIdentical(pathValue) {
            throw JqRaise(
                Array("Invalid path expression with result ".utf8) + JqRaise.cut(value, 29))
        }
        let path = try JqPathStep.array(steps, account)
        if case .trail(let trail) = pop() {
            steps = trail.steps
            isTracked = trail.isTracked
            pathValue = trail.value
            nesting = trail.nesting
        }
        try push(path)
    }

    // MARK: Changing

    /// Puts the part that is changed on the stack; the whole waits without it.
    private func beginChange(_ result: Int32) throws {
        _ = pop()
        nesting &+= 1
        var whole = JqValue.null
        swap(&whole, &local(result, 0).pointee)
        let path = local(result &+ 1, 0).pointee
        let part = try JqPaths.take(path: path, from: &whole, account)
        local(result &+ 2, 0).pointee = whole
        try push(part)
    }

    private func takeWhole(_ result: Int32) -> JqValue {
        var whole = JqValue.null
        swap(&whole, &local(result &+ 2, 0).pointee)
        return whole
    }

    private func endChange(_ result: Int32) throws {
        nesting &-= 1
        let part = pop()
        let path = local(result &+ 1, 0).pointee
        local(result, 0).pointee = try JqPaths.set(
            takeWhole(result), path: path, part, account)
    }

    /// Deletes the part for which the change gave no value.
    private func deleteChanged(_ result: Int32) throws {
        let path = local(result &+ 1, 0).pointee
        let paths = JqValue.array(try JqArray.make([path], account))
        local(result, 0).pointee = try JqPaths.delete(takeWhole(result), paths: paths, account)
    }
}

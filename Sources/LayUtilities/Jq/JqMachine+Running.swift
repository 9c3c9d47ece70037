extension JqMachine {
    /// Instructions between two looks at the account.
    private static var period: Int { 512 }

    /// Runs from a place on, or goes back first where that is -1: the next value, nil at the end.
    ///
    /// - Throws: `JqRaise` for an error; what the host throws.
    func run(_ start: Int32) throws -> JqValue? {
        let instructions = code.instructions
        var place = start
        var budget = Self.period
        while true {
            budget &-= 1
            if budget == 0 {
                budget = Self.period
                account.work(Self.period)
                try account.settle()
            }
            if place < 0 {
                guard let next = try goBack() else { return nil }
                place = next
                continue
            }
            let instruction = instructions[Int(place)]
            place &+= 1
            switch instruction.operation {
            case .constant:
                _ = pop()
                try push(code.constants[Int(instruction.first)])
            case .constantUnder:
                let input = pop()
                try push(code.constants[Int(instruction.first)])
                try push(input)
            case .duplicate:
                let input = pop()
                try push(input)
                try push(input)
            case .duplicateTaking:
                let input = popTaking()
                try push(input)
                try push(input)
            case .pop: _ = pop()
            case .innerBegin:
                let input = pop()
                try push(input)
                try push(input)
                nesting &+= 1
            case .innerEnd:
                nesting &-= 1
                let value = pop()
                let input = pop()
                try push(value)
                try push(input)
            case .branch:
                nesting &-= 1
                if !pop().isTrue { place = instruction.first }
            case .jump: place = instruction.first
            case .jumpIfFalse:
                if !cells.base[Int(top)].value.isTrue { place = instruction.first }
            case .fork, .forkTry, .forkAlternative: try fork(place &- 1)
            case .backtrack: place = -1
            case .field, .fieldOptional:
                let value = pop()
                let key = code.constants[Int(instruction.first)]
                if try !access(value, key, instruction.operation == .fieldOptional) { place = -1 }
            case .index, .indexOptional:
                let value = pop()
                let key = pop()
                if try !access(value, key, instruction.operation == .indexOptional) { place = -1 }
            case .each, .eachOptional:
                let container = pop()
                if try !iterate(container, place &- 1, instruction.operation == .eachOptional) {
                    place = -1
                }
            case .call, .callTail: place = try call(instruction, place)
            case .parameter, .parameterTail: place = try callParameter(instruction, place)
            case .argument, .argumentParameter: break
            case .leave:
                let value = pop()
                place = frames.base[Int(frame)].returnPlace
                if place < 0 { return value }
                popFrame()
                try push(value)
            case .native:
                if try !callNative(Int(instruction.first), Int(instruction.second)) { place = -1 }
            case .binary:
                _ = pop()
                let left = pop()
                let right = pop()
                try push(compute(instruction.first, consume left, consume right))
            case .store:
                let value = pop()
                local(instruction.first, instruction.second).pointee = value
            case .load:
                _ = pop()
                try push(local(instruction.first, instruction.second).pointee)
            case .loadTaking:
                _ = popTaking()
                var value = JqValue.null
                swap(&value, &local(instruction.first, instruction.second).pointee)
                try push(value)
            case .append:
                let value = pop()
                let list = local(instruction.first, instruction.second)
                if var array = list.pointee.takeArray() {
                    try JqArray.append(value, to: &array)
                    list.pointee = .array(array)
                }
            default:
                if try !rare(instruction, place) { place = -1 }
            }
        }
    }

    // MARK: Calls

    @inline(__always)
    private func call(_ instruction: JqInstruction, _ place: Int32) throws -> Int32 {
        let count = code.functions[Int(instruction.first)].parameters
        let input = pop()
        let outer = outer(instruction.second)
        let first = closures.count
        for index in 0..<count {
            let argument = code.instructions[Int(place &+ index)]
            if argument.operation == .argument {
                let closure = JqClosure(
                    function: argument.first, frame: self.outer(argument.second))
                try closures.append(closure, account)
            } else {
                try closures.append(parameter(argument), account)
            }
        }
        let isTail = instruction.operation == .callTail
        try enter(
            instruction.first, outer, isTail ? nil : place &+ count, first, Int(count))
        try push(input)
        return code.functions[Int(instruction.first)].entry
    }

    @inline(__always)
    private func parameter(_ instruction: JqInstruction) -> JqClosure {
        let owner = Int(outer(instruction.second))
        return closures.base[Int(frames.base[owner].closures &+ instruction.first)]
    }

    @inline(__always)
    private func callParameter(_ instruction: JqInstruction, _ place: Int32) throws -> Int32 {
        let closure = parameter(instruction)
        let input = pop()
        let isTail = instruction.operation == .parameterTail
        try enter(closure.function, closure.frame, isTail ? nil : place, closures.count, 0)
        try push(input)
        return code.functions[Int(closure.function)].entry
    }

    /// Begins a call; one that comes last takes the place of its caller.
    @inline(__always)
    private func enter(
        _ function: Int32, _ outer: Int32, _ returnPlace: Int32?, _ first: Int, _ count: Int
    ) throws {
        if let returnPlace {
            return try pushFrame(
                function, outer: outer, caller: frame, returnPlace: returnPlace, closures: first)
        }
        let ended = frames.base[Int(frame)]
        var first = first
        if Int(frame) >= frozenFrames {
            frames.cut(Int(frame))
            locals.cut(Int(ended.locals))
            // The arguments move down to where those of the caller were.
            for index in 0..<count {
                closures.base[Int(ended.closures) &+ index] = closures.base[first &+ index]
            }
            first = Int(ended.closures)
            closures.cut(first &+ count)
        }
        try pushFrame(
            function, outer: outer, caller: ended.caller, returnPlace: ended.returnPlace,
            closures: first)
    }

    // MARK: Going back

    /// Where the last fork goes on; nil where there is none.
    @inline(__always)
    private func goBack() throws -> Int32? {
        while let fork = restore() {
            let instruction = code.instructions[Int(fork.place)]
            switch instruction.operation {
            case .fork: if raised == nil { return instruction.first }
            case .forkTry:
                if let error = raised {
                    raised = nil
                    _ = pop()
                    try push(error)
                    return instruction.first
                }
                _ = pop()
            case .forkAlternative:
                if raised != nil {
                    raised = nil
                    return instruction.first
                }
            case .each, .eachOptional:
                if raised == nil {
                    try step(fork.container, fork.index, fork.place)
                    return fork.place &+ 1
                }
            case .range:
                if raised == nil, try count(instruction, to: fork.container, fork.place) {
                    return fork.place &+ 1
                }
            case .storeForked: local(instruction.first, instruction.second).pointee = .null
            default: break
            }
        }
        return nil
    }

    // MARK: Parts

    /// Puts the part at a key on the stack; false where that is to go back.
    @inline(__always)
    private func access(_ value: JqValue, _ key: JqValue, _ isOptional: Bool) throws -> Bool {
        if isPath, !value.isIdentical(pathValue) {
            let near = JqRaise.cut(key, 14)
            throw JqRaise(
                Array("Invalid path expression near attempt to access element ".utf8) + near
                    + Array(" of ".utf8) + JqRaise.cut(value, 29))
        }
        let part: JqValue
        if case .object(let object) = value, case .text(let text) = key {
            part = object.value(text) ?? .null
        } else {
            do {
                part = try JqPaths.get(value, key, account)
            } catch let raise as JqRaise {
                if isOptional { return false }
                throw raise
            }
        }
        follow(key, to: part)
        try push(part)
        return true
    }

    /// Begins to go through a container; false where it has no parts.
    @inline(__always)
    private func iterate(
        _ container: JqValue, _ place: Int32, _ isOptional: Bool
    ) throws -> Bool {
        if isPath, !container.isIdentical(pathValue) {
            throw JqRaise(
                Array("Invalid path expression near attempt to iterate through ".utf8)
                    + JqRaise.cut(container, 29))
        }
        switch container {
        case .array(let array):
            if array.count == 0 { return false }
        case .object(let object):
            if object.count == 0 { return false }
        default:
            if isOptional { return false }
            throw JqRaise(
                Array("Cannot iterate over ".utf8) + JqRaise.shown(container))
        }
        try step(container, 0, place)
        return true
    }

    /// Puts an element on the stack, with a fork for the next one.
    @inline(__always)
    private func step(_ container: JqValue, _ index: Int, _ place: Int32) throws {
        switch container {
        case .array(let array):
            if index &+ 1 < array.count {
                try fork(place, container: container, index: index &+ 1)
            }
            let value = array[index]
            if isPath { follow(.number(index), to: value) }
            try push(value)
        case .object(let object):
            if index &+ 1 < object.count {
                try fork(place, container: container, index: index &+ 1)
            }
            let value = object[index].value
            if isPath { follow(.text(object[index].key), to: value) }
            try push(value)
        default: break
        }
    }

    /// Puts the next number of a range on the stack; false at its end.
    @inline(__always)
    func count(
        _ instruction: JqInstruction, to end: JqValue, _ place: Int32
    ) throws -> Bool {
        let counter = local(instruction.first, instruction.second)
        guard case .number(let current) = counter.pointee, case .number(let limit) = end else {
            throw JqRaise("Range bounds must be numeric")
        }
        guard current < limit else { return false }
        counter.pointee = .number(current + 1)
        try fork(place, container: end)
        try push(.number(current))
        return true
    }
}

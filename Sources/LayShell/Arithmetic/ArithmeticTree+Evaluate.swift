extension ArithmeticTree {
    /// The expression's value; assignments inside are made in `scope` in the shell's order.
    ///
    /// - Throws: `ArithmeticError` for a division by zero and its like, and what `scope` throws.
    /// - Complexity: O(number of steps); an expression never goes backwards.
    @inline(__always)
    func evaluate<Scope: ArithmeticScope>(in scope: Scope) throws -> Int {
        // A constant capacity lives in the frame; a runtime one would be allocated.
        if depth <= 32 {
            return try withUnsafeTemporaryAllocation(of: Int.self, capacity: 32) { stack in
                try run(in: scope, stack)
            }
        }
        return try withUnsafeTemporaryAllocation(of: Int.self, capacity: depth) { stack in
            try run(in: scope, stack)
        }
    }

    private func run<Scope: ArithmeticScope>(
        in scope: Scope, _ stack: UnsafeMutableBufferPointer<Int>
    ) throws -> Int {
        try steps.withUnsafeBufferPointer { steps in
            var top = 0
            var height = 0
            var next = 0
            var settled: [ArithmeticSubscript] = []
            while next < steps.count {
                let step = steps[next]
                next &+= 1
                switch step.code {
                case .constant:
                    stack[height] = top
                    height &+= 1
                    top = step.value
                case .load:
                    stack[height] = top
                    height &+= 1
                    top = try scope.integer(of: step.value)
                case .store:
                    try scope.assign(top, to: step.value)
                case .binaryConstant:
                    top = try combine(step, top, step.value)
                case .binaryLoad:
                    top = try combine(step, top, try scope.integer(of: step.value))
                case .binary:
                    height &-= 1
                    top = try combine(step, stack[height], top)
                case .binarySwapped:
                    height &-= 1
                    top = try combine(step, top, stack[height])
                case .negate: top = 0 &- top
                case .not: top = top == 0 ? 1 : 0
                case .complement: top = ~top
                case .truth: top = top == 0 ? 0 : 1
                case .increment, .decrement, .incrementAfter, .decrementAfter:
                    stack[height] = top
                    height &+= 1
                    let old = try scope.integer(of: step.value)
                    let new = old &+ Self.difference(step.code)
                    try scope.assign(new, to: step.value)
                    top = step.code == .increment || step.code == .decrement ? new : old
                case .jump: next = step.value
                case .jumpIfZero:
                    if top == 0 { next = step.value }
                    height &-= 1
                    top = stack[height]
                case .jumpIfZeroElseDrop:
                    if top == 0 {
                        next = step.value
                    } else {
                        height &-= 1
                        top = stack[height]
                    }
                case .jumpIfTruthElseDrop:
                    if top != 0 {
                        top = 1
                        next = step.value
                    } else {
                        height &-= 1
                        top = stack[height]
                    }
                case .drop:
                    height &-= 1
                    top = stack[height]
                case .loadElement, .loadSettled, .storeElement, .storeSettled, .incrementElement,
                    .decrementElement, .incrementElementAfter, .decrementElementAfter:
                    if step.code != .storeElement && step.code != .storeSettled {
                        stack[height] = top
                        height &+= 1
                    }
                    top = try element(step, top, &settled, in: scope)
                case .fail:
                    throw failure ?? ArithmeticError(kind: .unexpected, text: text, position: 0)
                }
            }
            return top
        }
    }

    /// Both operands' combination, with the error put at its place.
    @inline(__always)
    private func combine(_ step: Step, _ left: Int, _ right: Int) throws -> Int {
        // The commonest operators are tested first: a jump through a table costs more.
        switch step.operation {
        case .add: return left &+ right
        case .less: return left < right ? 1 : 0
        case .subtract: return left &- right
        default: return try other(step, left, right)
        }
    }

    private func other(_ step: Step, _ left: Int, _ right: Int) throws -> Int {
        do throws(ArithmeticError.Kind) {
            return try step.operation.apply(left, right)
        } catch {
            throw ArithmeticError(kind: error, text: text, position: Int(step.place))
        }
    }

    private static func difference(_ code: Code) -> Int {
        switch code {
        case .increment, .incrementAfter, .incrementElement, .incrementElementAfter: 1
        default: -1
        }
    }

    /// The steps that touch an array's element; the new top.
    private func element<Scope: ArithmeticScope>(
        _ step: Step, _ top: Int, _ settled: inout [ArithmeticSubscript], in scope: Scope
    ) throws -> Int {
        let symbol = step.value
        if step.code == .storeSettled {
            if let place = settled.popLast() { try scope.assign(top, to: symbol, at: place) }
            return top
        }
        let place = subscripts[Int(step.place)]
        switch step.code {
        case .loadElement:
            return try scope.integer(of: symbol, at: place)
        case .storeElement:
            try scope.assign(top, to: symbol, at: place)
            return top
        case .loadSettled:
            let fixed = try scope.settle(place, of: symbol)
            settled.append(fixed)
            return try scope.integer(of: symbol, at: fixed)
        default:
            let fixed = try scope.settle(place, of: symbol)
            let old = try scope.integer(of: symbol, at: fixed)
            let new = old &+ Self.difference(step.code)
            try scope.assign(new, to: symbol, at: fixed)
            let isBefore = step.code == .incrementElement || step.code == .decrementElement
            return isBefore ? new : old
        }
    }
}

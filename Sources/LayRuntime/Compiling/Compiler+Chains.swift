internal import LaySyntax

/// What `.previous` stands for while a piece of a chain is compiled.
struct Previous {
    /// The value of the pieces before, in a register.
    var register: Int?
    /// Or those pieces themselves, as long as they only name a path of a variable, which a method
    /// further along the chain may change.
    var waiting: ArraySlice<Expression> = []
    var kind = ScalarKind.object
}

extension Compiler {
    /// Long chains: each piece is compiled with the value of those before it in a register.
    func chain(_ pieces: [Expression], into target: Int) {
        let saved = previous
        defer { previous = saved }
        previous = Previous()
        var index = 0
        if path(of: pieces[0]) != nil {
            repeat { index += 1 } while index < pieces.count && Self.isPath(pieces[index])
            previous.waiting = pieces[..<index]
            if index == pieces.count {
                // Nothing but a path, which is read.
                index -= 1
                previous.waiting = pieces[..<index]
            }
        }
        compile(pieces[index...], into: target)
    }

    private func compile(_ pieces: ArraySlice<Expression>, into target: Int) {
        var registers = (allocate(), allocate())
        for index in pieces.indices {
            let register = index == pieces.endIndex - 1 ? target : registers.0
            let kind = kind(pieces[index])
            value(pieces[index], into: register)
            previous = Previous(register: register, kind: kind)
            registers = (registers.1, registers.0)
        }
    }

    /// The value of the pieces before, which is given up after its use.
    func previousOperand() -> Operand {
        if !previous.waiting.isEmpty {
            let pieces = previous.waiting
            let register = allocate()
            let saved = top
            previous = Previous()
            compile(pieces, into: register)
            top = saved
            previous = Previous(register: register)
        }
        return Operand(register: previous.register ?? 0, isTemporary: true)
    }

    /// True for a piece that goes on with members and elements only.
    private static func isPath(_ piece: Expression) -> Bool {
        var side = LeftSide(piece)
        while true {
            switch side.current.kind {
            case .member(let base, _, _, isOptional: false), .index(let base, _):
                side.descend(to: base)
            case .previous: return true
            default: return false
            }
        }
    }

    // MARK: What a value can be

    func kind(_ expression: Expression) -> ScalarKind {
        ScalarInference(uses: unit.resolution.uses, previous: previous.kind).kind(expression)
    }

    /// True for an expression that never gives an object.
    func isScalar(_ expression: Expression) -> Bool { kind(expression) != .object }

    // MARK: Powers

    /// `a ** b ** c …`: evaluated in order into a list, combined from its end.
    func powers(_ terms: [Expression], _ whole: Expression, into target: Int) {
        guard let last = terms.last else { return }
        let list = packed(terms.dropLast())
        let result = allocate()
        value(last, into: result)
        for index in terms.indices.dropLast().reversed() {
            let saved = top
            let base = allocate()
            loadInt(base, Int64(index))
            emit(.getElement, base, list, base)
            own(base)
            mark(whole.span)
            let power = allocate()
            emit(.power, power, base, result)
            release(base)
            release(result)
            emit(.move, result, power)
            top = saved
        }
        release(list)
        emit(.move, target, result)
    }

    // MARK: Optional chains

    /// `a?.b.c`: a `nil` at a `?.` leaves the whole chain.
    func optionalChain(_ chain: Expression, into target: Int) {
        let saved = chainExits
        chainExits = []
        value(chain, into: target)
        if isOwned(target) { disown(target) }
        let end = jump(.jump)
        land(chainExits)
        emit(.loadNil, target)
        land(end)
        own(target)
        chainExits = saved
    }

    /// The base of a member; for `?.` a `nil` leaves the whole chain.
    func chainBase(_ base: Expression, isOptional: Bool) -> Operand {
        let operand = operand(base)
        if isOptional {
            // A nil needs no release, so nothing is owned where the chain is left.
            chainExits.append(jump(.jumpIfNil, operand.register))
        }
        return operand
    }
}

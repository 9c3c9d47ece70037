internal import LaySyntax

/// `a?.b.c`: a `nil` at a `?.` leaves the whole chain.
extension Compiler {
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

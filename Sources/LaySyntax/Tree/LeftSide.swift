/// The way down the left side of an expression, through the pieces of chains as if they were whole.
package struct LeftSide {
    /// Where the way has come to; a `.previous` only when the pieces before it are not known.
    package private(set) var current: Expression
    /// Pieces that lie further to the left, innermost last.
    private var pieces: [ArraySlice<Expression>]

    /// `before` are the pieces in front of the one that the expression is part of.
    package init(_ expression: Expression, before: ArraySlice<Expression> = []) {
        current = expression
        pieces = [before]
        unfold()
    }

    /// Goes on to what the current expression begins with.
    package mutating func descend(to base: Expression) {
        current = base
        unfold()
    }

    private mutating func unfold() {
        while true {
            switch current.kind {
            case .chain(let whole):
                guard let last = whole.last else { return }
                pieces.append(whole.dropLast())
                current = last
            case .previous:
                while pieces.last?.isEmpty == true { pieces.removeLast() }
                guard let piece = pieces.last?.last else { return }
                pieces[pieces.count - 1].removeLast()
                current = piece
            default: return
            }
        }
    }
}

internal import LayBounds
internal import Synchronization

/// Parts of trees that could not be freed where their last reference went.
///
/// A tree is freed by recursion, and perhaps on a smaller stack than the one it was read on. Where
/// no room is left for that its parts are put aside, and freed from the start of a later parse.
enum Remains: Sendable {
    case expression(Expression.Kind)
    case statements([Statement])
    case pattern(Pattern.Kind)

    private static let waiting = Mutex<[Remains]>([])

    /// Puts what a node that is being freed holds aside, when freeing it could overflow the stack.
    static func keep(_ part: @autoclosure () -> Remains) {
        if StackBound.hasRoom { return }
        let part = part()
        waiting.withLock { $0.append(part) }
    }

    /// Frees what was put aside, which may put parts of it aside again.
    static func free() {
        while waiting.withLock({ $0.popLast() }) != nil {}
    }
}

/// The functions that run, the innermost one last.
///
/// A subshell shares them with its parent: what is pushed lies on a list, and what a subshell changes
/// it copies, so that subshells in functions in subshells hold each frame once.
struct FrameStack {
    /// A frame and those below it.
    private final class Link {
        var frame: ShellFrame
        var below: Link?
        let count: Int

        init(_ frame: ShellFrame, _ below: Link?) {
            self.frame = frame
            self.below = below
            count = (below?.count ?? 0) + 1
        }

        deinit {
            // One by one: a chain is deeper than the stack of a thread has room for.
            var next = below
            below = nil
            while isKnownUniquelyReferenced(&next) {
                let rest = next?.below
                next?.below = nil
                next = rest
            }
        }
    }

    private var top: Link?

    var count: Int { top?.count ?? 0 }
    var isEmpty: Bool { top == nil }
    var last: ShellFrame? { top?.frame }

    /// - Complexity: O(*d*) for the frame that *d* others lie on.
    subscript(index: Int) -> ShellFrame? {
        var link = top
        while let here = link, here.count - 1 > index { link = here.below }
        return link?.frame
    }

    mutating func push(_ frame: ShellFrame) { top = Link(frame, top) }

    @discardableResult
    mutating func pop() -> ShellFrame? {
        let frame = top?.frame
        top = top?.below
        return frame
    }

    /// The innermost frame that hides a variable.
    ///
    /// - Complexity: O(*n*) in the frames.
    func innermost(hiding symbol: Int) -> Int? {
        var link = top
        while let here = link {
            if here.frame.hides(symbol) { return here.count - 1 }
            link = here.below
        }
        return nil
    }

    /// The outermost frame that hides a variable.
    ///
    /// - Complexity: O(*n*) in the frames.
    func outermost(hiding symbol: Int) -> Int? {
        var (link, found) = (top, Int?.none)
        while let here = link {
            if here.frame.hides(symbol) { found = here.count - 1 }
            link = here.below
        }
        return found
    }

    /// Changes a frame; the parent of a subshell keeps its own.
    ///
    /// - Complexity: O(*d*) for the frame that *d* others lie on.
    mutating func change(_ index: Int, _ body: (inout ShellFrame) -> Void) {
        var above: [ShellFrame] = []
        while count - 1 > index, let frame = pop() { above.append(frame) }
        guard let here = top else { return }
        if isKnownUniquelyReferenced(&top) {
            body(&here.frame)
        } else {
            var frame = here.frame
            body(&frame)
            top = Link(frame, here.below)
        }
        for frame in above.reversed() { push(frame) }
    }
}

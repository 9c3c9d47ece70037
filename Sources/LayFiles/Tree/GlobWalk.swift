/// The entries of a tree that fit a glob, in path order; directories in which nothing can fit are
/// not entered.
struct GlobWalk: Sequence, IteratorProtocol {
    private let glob: PathGlob
    private var walk: TreeWalk
    private let base: Int
    /// The state behind each directory on the way, from the place where the walk began.
    private var states: [PathGlob.State]

    /// - Parameter isAbsolute: the glob is for whole paths, not for what is below the directory.
    init(_ glob: PathGlob, in tree: FileTree, below directory: TreePath, isAbsolute: Bool) {
        self.glob = glob
        walk = tree.walk(from: directory)
        base = directory.components.count
        var state = glob.start
        if isAbsolute { for name in directory.components { state = glob.step(state, name) } }
        states = [state]
        _ = walk.next()
        if !glob.mayContinue(state) { walk.skipDescendants() }
    }

    /// The next entry that fits; `nil` at the end.
    mutating func next() -> FileEntry? {
        while let step = step() {
            if let entry = step { return entry }
        }
        return nil
    }

    /// Goes to the next entry, which is given if it fits; `nil` at the end.
    mutating func step() -> FileEntry?? {
        guard let entry = walk.next() else { return nil }
        let depth = entry.path.components.count - base
        states.removeSubrange(depth...)
        let state = glob.step(states[depth - 1], entry.path.name)
        states.append(state)
        if !glob.mayContinue(state) { walk.skipDescendants() }
        return .some(glob.isMatch(state) ? entry : nil)
    }
}

internal import LayBounds

/// Two layers over one base, to be made one.
///
/// They conflict where both say something different of a path, and where one changes something
/// below what the other removes, replaces by a non-directory or empties. A directory's entry in
/// both with equal attributes, the same file, and a removal in both are no conflict. Without
/// conflicts the order does not matter: base + merge(a, b) == base + a + b == base + b + a.
public struct TreeMerge {
    /// One of the two layers.
    public enum Side: Sendable {
        case first, second
    }

    /// A path of which the layers say different things.
    public struct Conflict: Sendable {
        /// Where they differ.
        public let path: TreePath
        /// What the first says; for a path below it, the change that takes it away.
        public let first: Change
        /// What the second says; for a path below it, the change that takes it away.
        public let second: Change
    }

    /// Every conflict, in path order.
    public let conflicts: [Conflict]
    private let first: Reading
    private let second: Reading

    /// Compares two layers.
    ///
    /// - Complexity: O(*c* · *d*) in their changes and the depth of the paths.
    public init(_ first: TreeChanges, _ second: TreeChanges) {
        self.first = Reading(first)
        self.second = Reading(second)
        conflicts = Self.compare(self.first, self.second)
    }

    /// The merged layer; each conflict is resolved for one side: the other's change is left out,
    /// and a directory that it empties keeps what was below.
    ///
    /// - Throws: what building a layer throws.
    /// - Complexity: O(*c* log *n*) in the changes.
    public func changes(preferring side: Side = .first) throws(FileError) -> TreeChanges {
        let (winner, loser) = side == .first ? (first, second) : (second, first)
        var dropped: Set<TreePath> = []
        var filled: Set<TreePath> = []
        for conflict in conflicts {
            let lost = side == .first ? conflict.second : conflict.first
            if lost.isOpaque, lost.node != nil, lost.path != conflict.path {
                filled.insert(lost.path)
            } else {
                dropped.insert(lost.path)
            }
        }
        var result = TreeChanges()
        var (winnerLinks, loserLinks): ([Int: TreePath], [Int: TreePath]) = ([:], [:])
        var emptied: Set<TreePath> = []
        for path in Set(winner.changes.keys).union(loser.changes.keys).sorted() {
            let lost = dropped.contains(path) ? nil : loser.changes[path]
            let isOpaque = lost?.isOpaque == true && !filled.contains(path)
            guard var change = winner.changes[path] ?? lost else { continue }
            let isWinners = winner.changes[path] != nil
            change.isOpaque = isOpaque || (isWinners && change.isOpaque)
            if change.isOpaque { emptied.insert(path) }
            // No layer removes a name from a directory that it empties.
            if change.node == nil, !change.isOpaque, emptied.contains(path.parent) { continue }
            if isWinners {
                try result.take(change, &winnerLinks)
            } else {
                try result.take(change, &loserLinks)
            }
        }
        return result
    }

    /// A layer's changes by path, and the names of each of its inodes.
    private struct Reading {
        var changes: [TreePath: Change] = [:]
        var order: [TreePath] = []
        var names: [Int: [TreePath]] = [:]

        init(_ layer: TreeChanges) {
            for change in layer {
                changes[change.path] = change
                order.append(change.path)
                if change.linkID != 0 { names[change.linkID, default: []].append(change.path) }
            }
        }

        func names(of change: Change) -> [TreePath] {
            let names = names[change.linkID] ?? []
            return names.count > 1 ? names : []
        }
    }

    private static func compare(_ a: Reading, _ b: Reading) -> [Conflict] {
        var result: [Conflict] = []
        for path in a.order {
            guard let x = a.changes[path] else { continue }
            if let y = b.changes[path] {
                if areEqual(x, y, a, b) { continue }
                result.append(Conflict(path: path, first: x, second: y))
            } else if let y = taker(of: x, in: b) {
                result.append(Conflict(path: path, first: x, second: y))
            }
        }
        for path in b.order where a.changes[path] == nil {
            guard let y = b.changes[path], let x = taker(of: y, in: a) else { continue }
            result.append(Conflict(path: path, first: x, second: y))
        }
        return result.sorted { $0.path < $1.path }
    }

    private static func areEqual(_ x: Change, _ y: Change, _ a: Reading, _ b: Reading) -> Bool {
        switch (x.node, y.node) {
        case (nil, nil): x.isOpaque == y.isOpaque
        case (let m?, let n?): m.isEqual(to: n) && a.names(of: x) == b.names(of: y)
        default: false
        }
    }

    /// The change of the other layer, above this one, that takes the place of all below it.
    private static func taker(of change: Change, in other: Reading) -> Change? {
        var path = change.path
        while !path.isRoot {
            let isParent = path == change.path
            path = path.parent
            guard let above = other.changes[path] else { continue }
            if !above.isOpaque {
                guard let node = above.node, node.kind == .directory else { return above }
                continue
            }
            // A directory that is emptied has removed this name too.
            if change.node == nil, isParent { return nil }
            return above
        }
        return nil
    }
}

internal import LayBounds

extension TreeChanges: Equatable {
    /// True when both make the same changes; what was there before does not count.
    ///
    /// False as well when the run ends meanwhile.
    ///
    /// - Complexity: O(*c*) in the changes.
    public static func == (left: TreeChanges, right: TreeChanges) -> Bool {
        let (a, b) = (left.makeIterator(), right.makeIterator())
        // Numbers of links pair up in both directions.
        var links: [Int: Int] = [:]
        var reverse: [Int: Int] = [:]
        var pace = RunBounds.Pace()
        while true {
            guard (try? pace.step()) != nil else { return false }
            let (x, y) = (a.next(), b.next())
            guard let x, let y else { return x == nil && y == nil }
            guard x.path == y.path, x.isOpaque == y.isOpaque,
                x.makesDirectory == y.makesDirectory, (x.linkID == 0) == (y.linkID == 0)
            else { return false }
            if links[x.linkID, default: y.linkID] != y.linkID { return false }
            if reverse[y.linkID, default: x.linkID] != x.linkID { return false }
            links[x.linkID] = y.linkID
            reverse[y.linkID] = x.linkID
            switch (x.node, y.node) {
            case (nil, nil): continue
            case (let m?, let n?) where m.isEqual(to: n): continue
            default: return false
            }
        }
    }
}

extension FileTree: Equatable {
    /// True when names, kinds, contents, attributes, link structure and the mtimes of what is no
    /// directory are equal; false as well when the run ends meanwhile.
    ///
    /// - Complexity: O(*k*) in what differs, for trees that share their structure.
    public static func == (left: FileTree, right: FileTree) -> Bool {
        guard let changes = try? TreeChanges(from: left, to: right) else { return false }
        return changes.isEmpty
    }
}

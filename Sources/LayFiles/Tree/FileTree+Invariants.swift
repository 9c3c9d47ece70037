extension FileTree {
    /// What is wrong with the tree's structure; empty when all holds that every operation promises.
    ///
    /// - Complexity: O(*n*); for tests.
    public func brokenInvariants() -> [String] {
        var check = InvariantCheck(tree: self)
        check.run()
        return check.problems
    }
}

/// Goes through every node and counts the names of linked inodes.
private struct InvariantCheck {
    let tree: FileTree
    var problems: [String] = []
    private var names: [Int: Int] = [:]

    init(tree: FileTree) {
        self.tree = tree
    }

    mutating func run() {
        let root = tree.root
        if !root.isDirectory { problems.append("the root is no directory") }
        directory(root, "/")
        for (number, inode) in tree.links.all where names[number] != inode.names {
            problems.append(
                "inode \(number) says \(inode.names) names and has \(names[number] ?? 0)")
        }
        for number in names.keys where tree.links[number] == nil {
            problems.append("inode \(number) is not in the table")
        }
        if !names.isEmpty, tree.links.last < names.keys.max() ?? 0 {
            problems.append("the table's last number is too low")
        }
    }

    private mutating func directory(_ entry: TreeEntry, _ place: String) {
        guard let node = entry.node else { return }
        if node.count == 0 { problems.append("\(place): an empty node") }
        if node.isIndex, node.count < 2 { problems.append("\(place): an index of one node") }
        var last: [UInt8]?
        check(node, place, nil, &last)
    }

    private mutating func check(
        _ node: TreeNode, _ place: String, _ least: [UInt8]?, _ last: inout [UInt8]?
    ) {
        if node.count > TreeNode.limit { problems.append("\(place): \(node.count) entries") }
        if !node.isFull, !node.base.isFull { problems.append("\(place): an edit of an edit") }
        for index in 0..<node.count {
            let name = Array(node.name(index))
            let entry = node.entry(index).pointee
            if node.tag(index) != name.withName({ TreeNode.tag($0) }) {
                problems.append("\(place): the tag of \(TreePath.display(name[...]))")
            }
            if node.isIndex {
                guard let child = entry.node else {
                    problems.append("\(place): an index entry without a node")
                    continue
                }
                if child.height + 1 != node.height || child.count == 0 {
                    problems.append("\(place): the height or size of a node")
                }
                check(child, place, index == 0 ? least : name, &last)
                continue
            }
            if let last, !last.lexicographicallyPrecedes(name) {
                problems.append("\(place): \(TreePath.display(name[...])) is out of order")
            }
            if let least, name.lexicographicallyPrecedes(least) {
                problems.append("\(place): \(TreePath.display(name[...])) is below its index")
            }
            last = name
            let inner = place + TreePath.display(name[...]) + "/"
            if name.isEmpty || name.count > 255 || name.contains(0x2f) || name.contains(0) {
                problems.append("\(inner): not a name")
            }
            if node.find(name.withUnsafeBufferPointer { $0 }, tag: node.tag(index)) != index {
                problems.append("\(inner): is not found")
            }
            if entry.link != 0 { names[entry.link, default: 0] += 1 }
            if entry.isDirectory { directory(entry, inner) }
        }
    }
}

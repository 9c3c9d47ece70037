internal import LayBounds

extension FileTree {
    /// The tree as `tree` draws it; `grow` is told the bytes of each line before it is kept.
    ///
    /// - Throws: what `grow` throws.
    /// - Complexity: O(*n*) in the entries and the directories above each.
    public func drawing(grow: (_ bytes: Int) throws -> Void = { _ in }) rethrows -> String {
        /// A directory of which some entries are still to be drawn.
        struct Level {
            let path: TreePath
            let items: [DirectoryItem]
            let prefix: String
            var next = 0
        }
        var text = "/"
        var levels = [Level(path: .root, items: (try? list(.root)) ?? [], prefix: "")]
        while let level = levels.last {
            guard level.next < level.items.count else {
                levels.removeLast()
                continue
            }
            levels[levels.count - 1].next += 1
            let item = level.items[level.next]
            let isLast = level.next == level.items.count - 1
            var name = TreePath.display(item.name[...]).shown()
            let inner = level.path.appending(name: item.name)
            if item.kind == .directory { name += "/" }
            if case .symlink(let target)? = try? entry(at: inner, follow: false).node.body {
                name += " -> " + TreePath.display(target[...]).shown()
            }
            let line = "\n" + level.prefix + (isLast ? "└── " : "├── ") + name
            // A text that grows is there twice.
            try grow(2 * line.utf8.count)
            text += line
            if item.kind == .directory {
                let prefix = level.prefix + (isLast ? "    " : "│   ")
                levels.append(
                    Level(path: inner, items: (try? list(inner)) ?? [], prefix: prefix))
            }
        }
        return text
    }
}

internal import LayBounds

extension FileTree {
    /// The tree as `tree` draws it; what goes over so many lines is cut to a `…`.
    ///
    /// - Complexity: O(*n*) in the lines and in the directories that they are from.
    public func drawing(lines most: Int) -> String {
        var lines = ["/"]
        func visit(_ path: TreePath, _ prefix: String) {
            guard let items = try? list(path) else { return }
            for (index, item) in items.enumerated() {
                if lines.count > most { return }
                let isLast = index == items.count - 1
                var name = TreePath.display(item.name[...]).shown()
                let inner = path.appending(name: item.name)
                if item.kind == .directory { name += "/" }
                if case .symlink(let target)? = try? entry(at: inner, follow: false).node.body {
                    name += " -> " + TreePath.display(target[...]).shown()
                }
                lines.append(prefix + (isLast ? "└── " : "├── ") + name)
                if item.kind == .directory { visit(inner, prefix + (isLast ? "    " : "│   ")) }
            }
        }
        visit(.root, "")
        if lines.count > most { lines.append("…") }
        return lines.joined(separator: "\n")
    }
}

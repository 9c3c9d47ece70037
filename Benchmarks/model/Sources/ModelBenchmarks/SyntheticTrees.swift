import LayFiles

/// A tree of `count` files, 8 directories deep, with 10 entries at each of the last levels.
func syntheticTree(files count: Int) throws -> FileTree {
    var tree = FileTree()
    var made = Set<String>()
    for number in 0..<count {
        let directory = directory(of: number)
        if made.insert(directory).inserted { try tree.makeDirectories(TreePath(directory)) }
        try tree.write(FileContents("\(number)"), to: TreePath("\(directory)/file-\(number).txt"))
    }
    return tree.sealed()
}

private func directory(of number: Int) -> String {
    let group = number / 20
    return "srv/data/a\(group / 1000)/b\(group / 100 % 10)/c\(group / 10 % 10)/d\(group % 10)/deep"
}

/// The path of a file of the synthetic tree, 8 names deep.
func syntheticPath(_ number: Int) -> TreePath {
    TreePath("\(directory(of: number))/file-\(number).txt")
}
